using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ram.Cli;

/// <summary>What is wrong with a command line, in one line.</summary>
internal static class Complaint
{
    /// <summary>The first error of a command line that could not be parsed, and where to read on.</summary>
    public static string About(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string name = FullName(parsed.CommandResult);
        string? unknown = parsed.Tokens
            .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(token => token.Value)
            .FirstOrDefault();
        string problem = unknown is not null ? $"There is no option {unknown}; there are {List(command.Options)}."
            : parsed.UnmatchedTokens.Count > 0 && command.Subcommands.Count > 0
                ? $"There is no command \"{parsed.UnmatchedTokens[0]}\"; there are {List(command.Subcommands)}."
            : parsed.Errors[0].Message;
        return $"{problem} See {name} --help.";
    }

    private static string List(IEnumerable<Symbol> symbols) =>
        string.Join(", ", symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name));

    private static string FullName(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{FullName(parent)} {result.Command.Name}" : "ram";
}
