using System.CommandLine;

namespace Ram.Cli.Commands;

/// <summary><c>ram catch train</c>, <c>ram catch play</c> and <c>ram catch evaluate</c>.</summary>
internal sealed class CatchCommand : Command
{
    /// <summary>The command with its three parts.</summary>
    public CatchCommand(Terminal terminal)
        : base("catch", "The game of Catch: learn where to look and how to move from caught or missed alone.")
    {
        Add(new CatchTrainCommand(terminal));
        Add(new CatchPlayCommand(terminal));
        Add(new CatchEvaluateCommand(terminal));
    }
}
