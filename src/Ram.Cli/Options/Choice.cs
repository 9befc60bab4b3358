using System.CommandLine;
using System.CommandLine.Parsing;
using Ram.Data;

namespace Ram.Cli.Options;

/// <summary>Options and arguments that are one of a few words.</summary>
internal static class Choice
{
    /// <summary>An option that is one of a few words.</summary>
    public static Option<string?> Of(string name, string description, IReadOnlyList<string> words) => new(name)
    {
        Description = $"{description}; one of {string.Join(", ", words)}",
        HelpName = string.Join('|', words),
        CustomParser = result => Parse(result, name, words),
    };

    /// <summary>The option <c>--task</c>.</summary>
    public static Option<string?> TaskOption(string description, bool required = false) => new("--task")
    {
        Required = required,
        Description = $"{description}; one of {string.Join(", ", DigitTask.Names)}",
        HelpName = "TASK",
        CustomParser = result => Parse(result, "--task", DigitTask.Names),
    };

    /// <summary>The argument TASK.</summary>
    public static Argument<string?> TaskArgument(string description) => new("TASK")
    {
        Description = $"{description}; one of {string.Join(", ", DigitTask.Names)}",
        CustomParser = result => Parse(result, "TASK", DigitTask.Names),
    };

    /// <summary>An argument that is one of a few words and may be left out.</summary>
    public static Argument<string?> OptionalArgument(string name, string description, IReadOnlyList<string> words) =>
        new(name)
        {
            Description = $"{description}; one of {string.Join(", ", words)}",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? null : Parse(result, name, words),
        };

    /// <summary>An argument that is any number of a few words.</summary>
    public static Argument<string[]?> Arguments(string name, string description, IReadOnlyList<string> words) => new(name)
    {
        Description = $"{description}; of {string.Join(", ", words)}",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result =>
        {
            if (result.Tokens.FirstOrDefault(token => !words.Contains(token.Value)) is { } unknown)
                result.AddError($"{name} is \"{unknown.Value}\"; allowed: {string.Join(", ", words)}.");
            return [.. result.Tokens.Select(token => token.Value).Distinct()];
        },
    };

    private static string? Parse(ArgumentResult result, string name, IReadOnlyList<string> words)
    {
        string found = result.Tokens[0].Value;
        if (words.Contains(found))
            return found;
        result.AddError($"{name} is \"{found}\"; allowed: {string.Join(", ", words)}.");
        return null;
    }
}
