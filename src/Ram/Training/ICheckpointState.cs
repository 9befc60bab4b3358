namespace Ram.Training;

/// <summary>How far a training has come, as it stands in a checkpoint.</summary>
internal interface ICheckpointState
{
    /// <summary>Whether a training could have written it.</summary>
    bool IsSound { get; }
}
