namespace Ram.Training;

/// <summary>How far the training of a checkpoint is.</summary>
/// <param name="Updates">The updates done.</param>
/// <param name="Rollouts">The rollouts done.</param>
/// <param name="Seconds">The wall time that they took.</param>
public sealed record CheckpointProgress(long Updates, long Rollouts, double Seconds)
{
    /// <summary>Reads it from a checkpoint.</summary>
    /// <exception cref="RamException">When the file cannot be read or is no checkpoint.</exception>
    public static CheckpointProgress Read(string path)
    {
        TrainingState state = Checkpoint.State(path);
        return new CheckpointProgress(state.Updates, state.Rollouts, state.Seconds);
    }
}
