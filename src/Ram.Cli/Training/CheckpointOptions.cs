using System.CommandLine.Parsing;

namespace Ram.Cli.Training;

/// <summary>How a training is kept while it runs, and gone on with; the place is the default in the help.</summary>
internal sealed class CheckpointOptions(
    string place = "beside the model as .checkpoint, until the training is over", double seconds = 60) : OptionSet
{
    public Option<string?> File { get; } = FileName(
        "--checkpoint", $"Receives the state of the training while it runs; default: {place}");
    public Option<double?> Every { get; } = Positive(
        "--checkpoint-every", $"The seconds from one checkpoint to the next; default: {seconds}", 86400);
    public Option<bool> Resume { get; } = Flag(
        "--resume", "Go on from the checkpoint; the result is that of an unbroken training");

    /// <summary>The command's arguments without those of the checkpoint, which do not change the result.</summary>
    public string[] Reproducing => [.. Parsed.Tokens.Select(token => token.Value).Where((_, i) =>
        !Is(i, Resume) && !Is(i, File) && !Is(i - 1, File))];

    /// <summary>The files of a training with what was given; an error if two of them are one.</summary>
    public TrainingFiles Of(TrainingFiles files)
    {
        string file = Get(File) ?? files.CheckpointPath;
        string[] all = [files.ModelPath, files.ResultPath, file];
        if (all.DistinctBy(path => AtomicFile.Resolve(Path.GetFullPath(path))).Count() < all.Length)
            throw new UsageException($"--out is {files.ModelPath} and --checkpoint {file}; "
                + "model, result (.json) and checkpoint must be three files.");
        return files with
        {
            CheckpointPath = file,
            KeepsCheckpoint = Path.GetFullPath(file) != Path.GetFullPath(files.CheckpointPath),
            Resume = Get(Resume),
            CheckpointEvery = TimeSpan.FromSeconds(Get(Every) ?? seconds),
        };
    }

    private bool Is(int index, Option option) =>
        index >= 0 && Parsed.Tokens[index] is { Type: TokenType.Option } token && token.Value == option.Name;
}

/// <summary>Where a training's files go, and the arguments, but for the checkpoint's, that give it again.</summary>
internal sealed record TrainingFiles(IReadOnlyList<string> Arguments, string ModelPath)
{
    public string ResultPath { get; init; } = Path.ChangeExtension(ModelPath, ".json");

    public string CheckpointPath { get; init; } = Path.ChangeExtension(ModelPath, ".checkpoint");

    /// <summary>Whether the checkpoint stays when the training is over.</summary>
    public bool KeepsCheckpoint { get; init; }

    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(60);

    public bool Resume { get; init; }

    /// <summary>What the training reads, which no file of it may be; null is none.</summary>
    public IReadOnlyList<string?> Inputs { get; init; } = [];

    /// <summary>What the command that goes on must say besides; null if the same command goes on by itself.</summary>
    public IReadOnlyList<string>? ResumeArguments { get; init; } = [];

    public string ResumeCommand => CommandLine.Of(ResumeArguments is null
        ? Arguments : [.. Arguments, .. ResumeArguments, "--checkpoint", CheckpointPath, "--resume"]);
}
