using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Ram.Data;

namespace Ram.Cli.Options;

/// <summary>Options that are given or not, without a value.</summary>
internal static class Flag
{
    /// <summary>A flag.</summary>
    public static Option<bool> Of(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>The option <c>--json</c>.</summary>
    public static Option<bool> Json(string description = "Print one JSON object") => Of("--json", description);
}

/// <summary>Options that name files.</summary>
internal static class FileOption
{
    /// <summary>An option that names a file; an empty name is an error.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">What the file is.</param>
    /// <param name="helpName">What stands for the file in the help.</param>
    /// <param name="required">Whether the command needs it.</param>
    public static Option<string?> Of(string name, string description, string helpName = "FILE", bool required = false) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = required,
            CustomParser = result =>
            {
                string found = result.Tokens[0].Value;
                if (string.IsNullOrWhiteSpace(found) || found.Contains('\0', StringComparison.Ordinal))
                    result.AddError($"{name} is \"{found}\"; the name of a file is needed.");
                return found;
            },
        };

    /// <summary>The option <c>--model</c>.</summary>
    public static Option<string?> Model() =>
        Of("--model", "The model, a safetensors file that ram train wrote", required: true);
}

/// <summary>Options that are numbers: their range stands in the help and is checked when they are parsed.</summary>
internal static class Number
{
    /// <summary>A whole number.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">What it is, and its default.</param>
    /// <param name="least">The least value allowed.</param>
    /// <param name="most">The greatest value allowed.</param>
    public static Option<T?> Whole<T>(string name, string description, T least, T most)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        Option<T>(
            name, description, "N", NumberStyles.AllowLeadingSign, value => value >= least && value <= most,
            most == T.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"{least} or more")
                : string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));

    /// <summary>A number above 0.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">What it is, and its default.</param>
    /// <param name="most">The greatest value allowed.</param>
    public static Option<double?> Positive(string name, string description, double most) =>
        Option<double>(
            name, description, "X", NumberStyles.Float, value => value > 0 && value <= most,
            string.Create(CultureInfo.InvariantCulture, $"above 0, at most {most}"));

    /// <summary>The option <c>--threads</c>.</summary>
    public static Option<int?> Threads() => Whole(
        "--threads", "The threads, which do not change the result; default: one a core", 1, 1024);

    /// <summary>The option <c>--seed</c>.</summary>
    public static Option<ulong?> Seed(string description = "The seed of everything random; default: 1") =>
        Whole("--seed", description, 0UL, ulong.MaxValue);

    private static Option<T?> Option<T>(
        string name, string description, string helpName, NumberStyles styles, Func<T, bool> inRange, string allowed)
        where T : struct, INumber<T> => new(name)
        {
            Description = $"{description}; allowed: {allowed}",
            HelpName = helpName,
            CustomParser = result => Parse(result, name, styles, inRange, allowed),
        };

    private static T? Parse<T>(
        ArgumentResult result, string name, NumberStyles styles, Func<T, bool> inRange, string allowed)
        where T : struct, INumber<T>
    {
        string found = result.Tokens[0].Value;
        if (T.TryParse(found, styles, CultureInfo.InvariantCulture, out T value) && inRange(value))
            return value;
        string point = found.Replace(',', '.');
        bool isComma = T.TryParse(point, styles, CultureInfo.InvariantCulture, out T meant) && inRange(meant);
        result.AddError(
            $"{name} is {found}; allowed: {allowed}{(isComma ? $", with a decimal point: {point}" : "")}.");
        return null;
    }
}

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
    public static Option<string?> TaskOption(string description, bool required = false)
    {
        Option<string?> option = Of("--task", description, DigitTask.Names);
        (option.Required, option.HelpName) = (required, "TASK");
        return option;
    }

    /// <summary>The argument TASK, which may be left out.</summary>
    public static Argument<string?> TaskArgument(string description) =>
        OptionalArgument("TASK", description, DigitTask.Names);

    /// <summary>An argument that is one of a few words and may be left out.</summary>
    public static Argument<string?> OptionalArgument(string name, string description, IReadOnlyList<string> words) =>
        new(name)
        {
            Description = $"{description}; one of {string.Join(", ", words)}",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? null : Parse(result, name, words),
        };

    /// <summary>An argument of any number of a few words, each once.</summary>
    public static Argument<string[]> SeveralArguments(string name, string description, IReadOnlyList<string> words) =>
        new(name)
        {
            Description = $"{description}; of {string.Join(", ", words)}",
            Arity = ArgumentArity.ZeroOrMore,
            CustomParser = result =>
                [.. result.Tokens.Select(token => Parse(result, token.Value, name, words)!).Distinct()],
        };

    private static string? Parse(ArgumentResult result, string name, IReadOnlyList<string> words) =>
        Parse(result, result.Tokens[0].Value, name, words);

    private static string? Parse(ArgumentResult result, string found, string name, IReadOnlyList<string> words)
    {
        if (words.Contains(found))
            return found;
        result.AddError($"{name} is \"{found}\"; allowed: {string.Join(", ", words)}.");
        return null;
    }
}
