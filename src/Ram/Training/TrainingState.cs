using Ram.Model;

namespace Ram.Training;

/// <summary>How far a training has come: all that is not a tensor, as it stands in a checkpoint.</summary>
internal sealed class TrainingState : ICheckpointState
{
    /// <summary>The updates done.</summary>
    public long Updates { get; set; }

    /// <summary>The rollouts done.</summary>
    public long Rollouts { get; set; }

    /// <summary>The wall time so far in seconds; 0 in checkpoints of versions that did not keep it.</summary>
    public double Seconds { get; set; }

    /// <summary>The sums of the epoch that is under way.</summary>
    public LossTerms Epoch { get; set; }

    /// <summary>The least validation error so far, in percent; null before the first validation.</summary>
    public double? BestErrorPercent { get; set; }

    /// <summary>The validations since then.</summary>
    public int SinceBest { get; set; }

    /// <summary>Whether training has stopped early.</summary>
    public bool Stopped { get; set; }

    /// <summary>The epochs done.</summary>
    public List<EpochLog> Log { get; set; } = [];

    bool ICheckpointState.IsSound =>
        Updates >= 0 && Rollouts >= 0 && Seconds >= 0 && Log is not null && !Log.Contains(null!);
}
