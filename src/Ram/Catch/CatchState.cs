using Ram.Training;

namespace Ram.Catch;

/// <summary>How far a training has come: all that is not a tensor, as it stands in a checkpoint.</summary>
internal sealed class CatchState : ICheckpointState
{
    /// <summary>The updates done.</summary>
    public long Updates { get; set; }

    /// <summary>The wall time of the updates and validations done in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>The sums since the last validation.</summary>
    public CatchTerms Recent { get; set; }

    /// <summary>The most validation games caught so far, in percent; null before the first validation.</summary>
    public double? BestCaughtPercent { get; set; }

    /// <summary>The validations done.</summary>
    public List<CatchLog> Log { get; set; } = [];

    bool ICheckpointState.IsSound => Updates >= 0 && Seconds >= 0 && Log is not null && !Log.Contains(null!);
}
