using System.CommandLine.Parsing;

namespace Ram.Cli.Training;

/// <summary>
/// How a training is kept while it runs, and gone on with: options of every command that trains a model. They default
/// to a place, which is for the help, and to so many seconds from one checkpoint to the next.
/// </summary>
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
    public string[] Reproducing
    {
        get
        {
            string? NameAt(int i) =>
                i >= 0 && Parsed.Tokens[i] is { Type: TokenType.Option } token ? token.Value : null;
            return [.. Parsed.Tokens.Select(token => token.Value).Where((_, i) =>
                NameAt(i) != Resume.Name && NameAt(i) != File.Name && NameAt(i - 1) != File.Name)];
        }
    }

    /// <summary>The files of a training with what was given; an error if two of them are one.</summary>
    public TrainingFiles Of(TrainingFiles files)
    {
        string file = Get(File) ?? files.CheckpointPath;
        files = files with
        {
            CheckpointPath = file,
            KeepsCheckpoint = Path.GetFullPath(file) != Path.GetFullPath(files.CheckpointPath),
            Resume = Get(Resume),
            CheckpointEvery = TimeSpan.FromSeconds(Get(Every) ?? seconds),
        };
        string[] all = [files.ModelPath, files.ResultPath, file];
        return all.Select(path => AtomicFile.Resolve(Path.GetFullPath(path))).Distinct().Count() == all.Length
            ? files
            : throw new UsageException(
                $"--out is {files.ModelPath} and --checkpoint {file}; "
                + "model, result (.json) and checkpoint must be three files.");
    }
}

/// <summary>
/// Where a training's files go, and the arguments that give the same training again, without those of the checkpoint.
/// </summary>
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

    /// <summary>What the command that goes on must say besides: where files are, and how many threads.</summary>
    public IReadOnlyList<string> ResumeArguments { get; init; } = [];

    /// <summary>Whether the same command goes on from its checkpoint without being told to.</summary>
    public bool ResumesByItself { get; init; }

    public string ResumeCommand => CommandLine.Of(
        ResumesByItself ? Arguments : [.. Arguments, .. ResumeArguments, "--checkpoint", CheckpointPath, "--resume"]);
}
