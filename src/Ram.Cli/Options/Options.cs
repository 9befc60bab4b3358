using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Ram.Cli.Options;

/// <summary>Options and arguments whose values are checked when the command line is parsed.</summary>
internal static class Checked
{
    /// <summary>An option whose value is parsed from a text, by what throws <see cref="UsageException"/>.</summary>
    public static Option<T> Option<T>(
        string name, string description, string helpName, Func<string, T> parse, bool required = false) => new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = required,
            CustomParser = result => Parse(result, () => parse(result.Tokens[0].Value)),
        };

    /// <summary>An argument that may be left out.</summary>
    public static Argument<T> Argument<T>(
        string name, string description, ArgumentArity arity, Func<string[], T> parse) => new(name)
        {
            Description = description,
            Arity = arity,
            CustomParser = result => Parse(result, () => parse([.. result.Tokens.Select(token => token.Value)])),
        };

    private static T? Parse<T>(SymbolResult result, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (UsageException error)
        {
            result.AddError(error.Message);
            return default;
        }
    }
}

/// <summary>Options that are given or not, without a value.</summary>
internal static class Flag
{
    public static Option<bool> Of(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<bool> Json(string description = "Print one JSON object") => Of("--json", description);
}

/// <summary>Options that name files.</summary>
internal static class FileOption
{
    /// <summary>An option that names a file; an empty name is an error.</summary>
    public static Option<string?> Of(
        string name, string description, string helpName = "FILE", bool required = false) => Checked.Option(
            name, description, helpName, found =>
                string.IsNullOrWhiteSpace(found) || found.Contains('\0', StringComparison.Ordinal)
                    ? throw new UsageException($"{name} is \"{found}\"; the name of a file is needed.")
                    : (string?)found,
            required);

    /// <summary>The option <c>--model</c>, which the command needs.</summary>
    public static Option<string?> Model() =>
        Of("--model", "The model, a safetensors file that ram train wrote", required: true);
}

/// <summary>Options that are numbers: their range stands in the help.</summary>
internal static class Number
{
    private const int LargestSide = 8192;

    public static Option<T?> Whole<T>(string name, string description, T least, T most)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => Of<T>(
            name, description, "N", NumberStyles.AllowLeadingSign, value => value >= least && value <= most,
            most == T.MaxValue ? Invariant($"{least} or more") : Invariant($"{least} to {most}"));

    public static Option<double?> Positive(string name, string description, double most) => Of<double>(
        name, description, "X", NumberStyles.Float, value => value > 0 && value <= most,
        Invariant($"above 0, at most {most}"));

    /// <summary>A size such as <c>56x40</c>, width and height in pixels.</summary>
    public static Option<(int Width, int Height)?> Size(string description) =>
        Checked.Option("--size", description, "WxH", found =>
        {
            int[] sides = [.. found.Split('x', 'X').Select(side =>
                int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
            return sides.Length == 2 && sides.All(side => side is >= 1 and <= LargestSide)
                ? ((int, int)?)(sides[0], sides[1])
                : throw new UsageException(
                    $"--size is {found}; allowed: width x height in pixels, such as 56x40, 1 to {LargestSide} each.");
        });

    public static Option<int?> Threads() => Whole(
        "--threads", "The threads, which do not change the result; default: one for each core", 1, 1024);

    public static Option<ulong?> Seed(string description = "The seed of everything random; default: 1") =>
        Whole("--seed", description, 0UL, ulong.MaxValue);

    private static Option<T?> Of<T>(
        string name, string description, string helpName, NumberStyles styles, Func<T, bool> inRange, string allowed)
        where T : struct, INumber<T>
    {
        bool IsAllowed(string text, out T value) =>
            T.TryParse(text, styles, CultureInfo.InvariantCulture, out value) && inRange(value);
        return Checked.Option(name, $"{description}; allowed: {allowed}", helpName, found =>
        {
            if (IsAllowed(found, out T value))
                return (T?)value;
            string point = found.Replace(',', '.');
            string hint = IsAllowed(point, out _) ? $", with a decimal point: {point}" : "";
            throw new UsageException($"{name} is {found}; allowed: {allowed}{hint}.");
        });
    }
}

/// <summary>Options and arguments that are one of a few words.</summary>
internal static class Choice
{
    public static Option<string?> Of(
        string name, string description, IReadOnlyList<string> words, string? helpName = null, bool required = false) =>
        Checked.Option(
            name, $"{description}; one of {string.Join(", ", words)}", helpName ?? string.Join('|', words),
            found => (string?)Find(name, found, words), required);

    public static Option<string?> TaskOption(string description, bool required = false) =>
        Of("--task", description, DigitTask.Names, "TASK", required);

    public static Argument<string?> TaskArgument(string description) => Argument("TASK", description, DigitTask.Names);

    /// <summary>An argument that is one of a few words and may be left out.</summary>
    public static Argument<string?> Argument(string name, string description, IReadOnlyList<string> words) =>
        Checked.Argument(
            name, $"{description}; one of {string.Join(", ", words)}", ArgumentArity.ZeroOrOne,
            found => found is [string word] ? Find(name, word, words) : null);

    /// <summary>An argument of any number of a few words, each once.</summary>
    public static Argument<string[]> SeveralArguments(string name, string description, IReadOnlyList<string> words) =>
        Checked.Argument(
            name, $"{description}; of {string.Join(", ", words)}", ArgumentArity.ZeroOrMore,
            found => found.Select(word => Find(name, word, words)).Distinct().ToArray());

    private static string Find(string name, string found, IReadOnlyList<string> words) => words.Contains(found)
        ? found
        : throw new UsageException($"{name} is \"{found}\"; allowed: {string.Join(", ", words)}.");
}
