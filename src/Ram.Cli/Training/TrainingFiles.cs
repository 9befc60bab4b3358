namespace Ram.Cli.Training;

/// <summary>Where a training's files go.</summary>
/// <param name="Arguments">The arguments that give the same training again, without those of the checkpoint.</param>
/// <param name="ModelPath">Receives the model.</param>
internal sealed record TrainingFiles(IReadOnlyList<string> Arguments, string ModelPath)
{
    public string CheckpointPath { get; init; } = Path.ChangeExtension(ModelPath, ".checkpoint");

    /// <summary>Whether the checkpoint stays when the training is over.</summary>
    public bool KeepsCheckpoint { get; init; }

    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);

    public bool Resume { get; init; }

    public string ResultPath { get; init; } = Path.ChangeExtension(ModelPath, ".json");

    /// <summary>What the training reads, which no file of it may be; null is none.</summary>
    public IReadOnlyList<string?> Inputs { get; init; } = [];

    /// <summary>What the command that goes on must say besides: where files are, and how many threads.</summary>
    public IReadOnlyList<string> ResumeArguments { get; init; } = [];

    /// <summary>Whether the same command goes on from its checkpoint without being told to.</summary>
    public bool ResumesByItself { get; init; }

    public string ResumeCommand => CommandLine.Of(
        ResumesByItself ? Arguments : [.. Arguments, .. ResumeArguments, "--checkpoint", CheckpointPath, "--resume"]);

    /// <summary>Throws when two of the training's files are one.</summary>
    public void CheckApart()
    {
        string[] files = [ModelPath, ResultPath, CheckpointPath];
        if (files.Select(file => AtomicFile.Resolve(Path.GetFullPath(file))).Distinct().Count() < files.Length)
            throw new UsageException(
                $"--out is {ModelPath} and --checkpoint {CheckpointPath}; "
                + "model, result (.json) and checkpoint must be three files.");
    }
}
