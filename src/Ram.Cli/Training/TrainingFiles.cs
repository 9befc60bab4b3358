using Ram.Files;

namespace Ram.Cli.Training;

/// <summary>Where a training's files go.</summary>
/// <param name="Arguments">The arguments that give the same training again, without those of the checkpoint.</param>
/// <param name="ModelPath">Receives the model.</param>
internal record TrainingFiles(IReadOnlyList<string> Arguments, string ModelPath)
{
    /// <summary>Receives checkpoints while it trains; null for only one, when it is stopped.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Whether the checkpoint stays when the training is over.</summary>
    public bool KeepsCheckpoint { get; init; } = true;

    /// <summary>The time from one checkpoint to the next.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether to go on from the checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>Where the result goes; by default beside the model.</summary>
    public string ResultPath { get; init; } = Path.ChangeExtension(ModelPath, ".json");

    /// <summary>Where a training that is stopped is kept.</summary>
    public string StopPath => CheckpointPath ?? Path.ChangeExtension(ModelPath, ".checkpoint");

    /// <summary>What the training reads, which no file of it may be; null is none.</summary>
    public IReadOnlyList<string?> Inputs { get; init; } = [];

    /// <summary>What the command that goes on must say besides: where files are, and how many threads.</summary>
    public IReadOnlyList<string> ResumeArguments { get; init; } = [];

    /// <summary>The command that goes on from <see cref="StopPath"/>.</summary>
    public string ResumeCommand =>
        CommandLine.Of([.. Arguments, .. ResumeArguments, "--checkpoint", StopPath, "--resume"]);

    /// <summary>Throws when two of the training's files are one.</summary>
    /// <exception cref="UsageException">Names the options.</exception>
    public void CheckApart()
    {
        string[] files = [ModelPath, ResultPath, StopPath];
        if (files.Select(file => AtomicFile.Resolve(Path.GetFullPath(file))).Distinct().Count() < files.Length)
            throw new UsageException(
                $"--out is {ModelPath} and --checkpoint {StopPath}; "
                + "model, result (.json) and checkpoint must be three files.");
    }
}
