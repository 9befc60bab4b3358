namespace Ram.Training;

/// <summary>How far a training has come, as it stands in a checkpoint.</summary>
internal interface ICheckpointState
{
    /// <summary>The updates done.</summary>
    long Updates { get; }

    /// <summary>The wall time so far in seconds.</summary>
    double Seconds { get; set; }

    /// <summary>Whether a training could have written it.</summary>
    bool IsSound { get; }
}
