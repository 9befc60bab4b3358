namespace Ram.Experiments;

/// <summary>Where experiments find and leave their files.</summary>
/// <param name="Data">The folder of what is kept: results, models, and checkpoints of unfinished runs.</param>
/// <param name="Scratch">The folder of the rest: checkpoints of running trainings, and other models.</param>
public sealed record ExperimentFolders(string Data, string Scratch)
{
    /// <summary>The folder that results and kept models are in by default.</summary>
    public const string DefaultData = "data";

    /// <summary>The folder of the results.</summary>
    public string Results => Path.Combine(Data, "results");

    /// <summary>A run's result.</summary>
    public string Result(ExperimentRun run) => Path.Combine(Results, $"{run.Name}.json");

    /// <summary>A run's weights.</summary>
    public string Model(ExperimentRun run) =>
        Path.Combine(run.KeepsModel ? Path.Combine(Data, "models") : Scratch, $"{run.Name}.safetensors");

    /// <summary>A run's checkpoint while it trains.</summary>
    public string Checkpoint(ExperimentRun run) => Path.Combine(Scratch, $"{run.Name}.checkpoint");

    /// <summary>A run's checkpoint that somebody kept, to go on elsewhere.</summary>
    public string KeptCheckpoint(ExperimentRun run) => Path.Combine(Data, "checkpoints", $"{run.Name}.checkpoint");

    /// <summary>The checkpoint to go on from: that of a training here, else one that was kept; null for none.</summary>
    public string? FindCheckpoint(ExperimentRun run) =>
        new[] { Checkpoint(run), KeptCheckpoint(run) }.FirstOrDefault(File.Exists);

    /// <summary>How a run stands.</summary>
    /// <exception cref="RamException">When its result or its checkpoint cannot be read.</exception>
    public ExperimentStatus Status(ExperimentRun run)
    {
        if (File.Exists(Result(run)))
            return new ExperimentStatus(run, RunResult.Load(Result(run)), null);
        return new ExperimentStatus(
            run, null, FindCheckpoint(run) is string checkpoint ? Training.CheckpointProgress.Read(checkpoint) : null);
    }
}
