using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Ram.Cli.Commands;

namespace Ram.Cli;

/// <summary>Prints something in place of what the command does.</summary>
internal sealed class PrintAction(Action<ParseResult, TextWriter> print) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        print(parseResult, parseResult.InvocationConfiguration.Output);
        return ExitCode.Success;
    }
}

/// <summary>What a command line can be, and what is wrong with one.</summary>
internal static class Help
{
    private const int DefaultWidth = 100, LeastWidth = 40;

    // A terminal that does not know its width says 0.
    private static int Width =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0
            ? Math.Max(LeastWidth, columns)
        : Console.IsOutputRedirected || Console.WindowWidth <= 0 ? DefaultWidth
        : Math.Max(LeastWidth, Console.WindowWidth);

    /// <summary>The usual help at the width of the terminal, followed by the command's examples.</summary>
    public static HelpOption Option()
    {
        var option = new HelpOption();
        var usual = (HelpAction)option.Action!;
        option.Action = new PrintAction((parsed, output) =>
        {
            usual.MaxWidth = Width;
            usual.Invoke(parsed);
            if (parsed.CommandResult.Command is not CliCommand command)
                return;
            output.WriteLine("Examples:");
            foreach ((string arguments, string purpose) in command.Examples)
                output.WriteLine($"  # {purpose}{Environment.NewLine}  {CommandLine.Of(arguments)}");
            output.WriteLine();
        });
        return option;
    }

    /// <summary>The first error of a command line that could not be parsed, and where to read on.</summary>
    public static string Complaint(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string name = FullName(parsed.CommandResult);
        string? unknown = parsed.Tokens.Where(token => token.Type == TokenType.Argument)
            .FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal))?.Value;
        Option? missing = command.Options.FirstOrDefault(option => option.Required && parsed.Given(option).Length == 0);
        string problem = unknown is not null ? $"There is no option {unknown}; {List(command.Options)}."
            : missing is not null ? $"{missing.Name} is required: {missing.Description}."
            : command.Subcommands.Count == 0 ? parsed.Errors[0].Message
            : parsed.UnmatchedTokens.Count > 0
                ? $"There is no command \"{parsed.UnmatchedTokens[0]}\"; {List(command.Subcommands)}."
            : $"{name} needs a command; {List(command.Subcommands)}.";
        return $"{problem} See {name} --help.";
    }

    private static string List(IEnumerable<Symbol> symbols)
    {
        string[] names = [.. symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name)];
        return $"there {(names.Length == 1 ? "is" : "are")} {string.Join(", ", names)}";
    }

    private static string FullName(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{FullName(parent)} {result.Command.Name}" : "ram";
}
