using System.CommandLine;
using System.CommandLine.Parsing;
using Ram.Cli.Training;

namespace Ram.Cli.Options;

/// <summary>How a training is kept while it runs, and gone on with: options of every command that trains a model.</summary>
internal sealed class CheckpointOptions
{
    private readonly Option<string?> _file = FileOption.Of(
        "--checkpoint", "Receives the state of the training while it runs; "
        + "default: beside the model as .checkpoint, until the training is over");
    private readonly Option<double?> _every = Number.Positive(
        "--checkpoint-every", "The seconds from one checkpoint to the next; default: 60", 86400);
    private readonly Option<bool> _resume = Flag.Of(
        "--resume", "Go on from the checkpoint; the result is that of an unbroken training");

    /// <summary>The options, in the order of the help.</summary>
    public IEnumerable<Option> All => [_file, _every, _resume];

    /// <summary>The files of a training with what was given.</summary>
    public TFiles Of<TFiles>(ParseResult parsed, TFiles files) where TFiles : TrainingFiles
    {
        bool resume = parsed.GetValue(_resume);
        string file = parsed.GetValue(_file) ?? files.StopPath;
        TrainingFiles kept = files with
        {
            CheckpointPath = file,
            KeepsCheckpoint = Path.GetFullPath(file) != Path.GetFullPath(files.StopPath),
            Resume = resume,
            CheckpointEvery = parsed.GetValue(_every) is double seconds
                ? TimeSpan.FromSeconds(seconds)
                : files.CheckpointEvery,
        };
        kept.CheckApart();
        return (TFiles)kept;
    }

    /// <summary>A command's arguments without those of the checkpoint, which do not change the result.</summary>
    public List<string> Reproducing(ParseResult parsed)
    {
        List<string> arguments = [];
        for (int i = 0; i < parsed.Tokens.Count; i++)
        {
            Token token = parsed.Tokens[i];
            string? option = token.Type == TokenType.Option ? token.Value : null;
            if (option == _file.Name)
                i++;
            else if (option != _resume.Name)
                arguments.Add(token.Value);
        }
        return arguments;
    }
}
