using System.CommandLine.Parsing;

namespace Ram.Cli.Options;

/// <summary>How a training is kept while it runs, and gone on with: options of every command that trains a model.</summary>
/// <param name="place">Where the checkpoint goes by default, for the help.</param>
/// <param name="seconds">The seconds from one checkpoint to the next by default.</param>
internal sealed class CheckpointOptions(
    string place = "beside the model as .checkpoint, until the training is over", double seconds = 60) : OptionSet
{
    public Option<string?> File { get; } = FileOption.Of(
        "--checkpoint", $"Receives the state of the training while it runs; default: {place}");

    public Option<double?> Every { get; } = Number.Positive(
        "--checkpoint-every", $"The seconds from one checkpoint to the next; default: {seconds}", 86400);

    public Option<bool> Resume { get; } = Flag.Of(
        "--resume", "Go on from the checkpoint; the result is that of an unbroken training");

    /// <summary>The files of a training with what was given.</summary>
    /// <exception cref="UsageException">When two of the files are one.</exception>
    public TrainingFiles Of(ParseResult parsed, TrainingFiles files)
    {
        string file = parsed.GetValue(File) ?? files.CheckpointPath;
        files = files with
        {
            CheckpointPath = file,
            KeepsCheckpoint = Path.GetFullPath(file) != Path.GetFullPath(files.CheckpointPath),
            Resume = parsed.GetValue(Resume),
            CheckpointEvery = TimeSpan.FromSeconds(parsed.GetValue(Every) ?? seconds),
        };
        files.CheckApart();
        return files;
    }

    /// <summary>A command's arguments without those of the checkpoint, which do not change the result.</summary>
    public List<string> Reproducing(ParseResult parsed)
    {
        List<string> arguments = [];
        for (int i = 0; i < parsed.Tokens.Count; i++)
        {
            Token token = parsed.Tokens[i];
            string? option = token.Type == TokenType.Option ? token.Value : null;
            if (option == File.Name)
                i++;
            else if (option != Resume.Name)
                arguments.Add(token.Value);
        }
        return arguments;
    }
}
