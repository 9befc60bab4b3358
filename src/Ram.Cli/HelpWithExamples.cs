using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ram.Cli;

/// <summary>The usual help, followed by the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not IShowsExamples command)
            return ExitCode.Success;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach ((string arguments, string purpose) in command.Examples)
        {
            output.WriteLine($"  # {purpose}");
            output.WriteLine("  " + CommandLine.Of(arguments));
        }
        output.WriteLine();
        return ExitCode.Success;
    }
}
