using System.CommandLine;
using System.CommandLine.Invocation;
using Ram.Experiments;

namespace Ram.Cli;

/// <summary>Prints the version that results carry.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(RunResult.CurrentVersion);
        return ExitCode.Success;
    }
}
