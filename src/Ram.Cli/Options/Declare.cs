using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Ram.Cli.Options;

/// <summary>Makes options and arguments whose values are checked at once; the help says what is allowed.</summary>
internal static class Declare
{
    private const int LargestSide = 8192;

    /// <summary>An option that is given or not, without a value.</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    public static Option<bool> JsonFlag(string description = "Print one JSON object") => Flag("--json", description);

    /// <summary>An option whose text, if it has one, is parsed by what throws <see cref="UsageException"/>.</summary>
    public static Option<T> Text<T>(
        string name, string description, string helpName, Func<string, T> parse, bool required = false,
        bool mayBeEmpty = false) => new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = required,
            Arity = mayBeEmpty ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            CustomParser = result =>
                result.Tokens is [Token token, ..] ? Parse(result, () => parse(token.Value)) : default,
        };

    /// <summary>An option that names a file or a folder; an empty name is an error.</summary>
    public static Option<string?> FileName(
        string name, string description, string helpName = "FILE", bool required = false) => Text(
            name, description, helpName, found =>
                string.IsNullOrWhiteSpace(found) || found.Contains('\0', StringComparison.Ordinal)
                    ? throw new UsageException($"{name} is \"{found}\"; the name of a file is needed.")
                    : (string?)found,
            required);

    public static Option<string?> ModelFile() =>
        FileName("--model", "The model, a safetensors file that ram train wrote", required: true);

    public static Option<T?> Whole<T>(string name, string description, T least, T? most = null)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => Number(
            name, description, "N", NumberStyles.AllowLeadingSign, least, most ?? T.MaxValue,
            most is null ? Invariant($"{least} or more") : Invariant($"{least} to {most}"));

    public static Option<double?> Positive(string name, string description, double most) => Number(
        name, description, "X", NumberStyles.Float, double.Epsilon, most, Invariant($"above 0, at most {most}"));

    public static Option<string?> ModelOut(string place) => FileName(
        "--out", $"Receives the model that is best on validation, and its result beside it as .json; default: {place}",
        "MODEL");

    /// <summary>The updates of a training in place of another option's epochs or frames.</summary>
    public static Option<long?> Updates(string other) => Whole(
        "--updates", $"The updates of the weights, in place of {other}; default: those of the {other[2..]}", 1L);

    public static Option<int?> Threads() => Whole(
        "--threads", "The threads, which do not change the result; default: one for each core", 1, 1024);

    public static Option<ulong?> Seed(string description = "The seed of everything random; default: 1") =>
        Whole("--seed", description, 0UL);

    /// <summary>A size such as <c>56x40</c>, width and height in pixels.</summary>
    public static Option<(int Width, int Height)?> Size(string description) =>
        Text("--size", description, "WxH", found =>
        {
            int[] sides = [.. found.Split('x', 'X').Select(side =>
                int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
            return sides.Length == 2 && sides.All(side => side is >= 1 and <= LargestSide)
                ? ((int, int)?)(sides[0], sides[1]) : throw new UsageException(
                    $"--size is {found}; allowed: width x height in pixels, such as 56x40, 1 to {LargestSide} each.");
        });

    public static Option<string?> Choice(
        string name, string description, IReadOnlyList<string> words, string? helpName = null, bool required = false) =>
        Text(
            name, helpName is null ? description : $"{description}; one of {string.Join(", ", words)}",
            helpName ?? string.Join('|', words), found => (string?)OneOf(name, found, words), required);

    public static Option<string?> TaskOption(string description, bool required = false) =>
        Choice("--task", description, DigitTask.Names, "TASK", required);

    /// <summary>An argument that is one of a few words and may be left out.</summary>
    public static Argument<string?> Word(string name, string description, IReadOnlyList<string> words) =>
        Words(name, $"{description}; one of", words, ArgumentArity.ZeroOrOne, found => found.FirstOrDefault());

    /// <summary>An argument of any number of a few words, each once.</summary>
    public static Argument<string[]> Words(string name, string description, IReadOnlyList<string> words) =>
        Words(name, $"{description}; any of", words, ArgumentArity.ZeroOrMore, found => found.Distinct().ToArray());

    private static Argument<T> Words<T>(
        string name, string description, IReadOnlyList<string> words, ArgumentArity arity,
        Func<IEnumerable<string>, T> value) => new(name)
        {
            Description = $"{description} {string.Join(", ", words)}",
            Arity = arity,
            CustomParser = result =>
                Parse(result, () => value(result.Tokens.Select(token => OneOf(name, token.Value, words)))),
        };

    private static Option<T?> Number<T>(
        string name, string description, string helpName, NumberStyles styles, T least, T most, string allowed)
        where T : struct, INumber<T>
    {
        bool IsAllowed(string text, out T value) =>
            T.TryParse(text, styles, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;
        return Text(name, $"{description}; allowed: {allowed}", helpName, found =>
        {
            if (IsAllowed(found, out T value))
                return (T?)value;
            string point = found.Replace(',', '.');
            string hint = IsAllowed(point, out _) ? $", with a decimal point: {point}" : "";
            throw new UsageException($"{name} is {found}; allowed: {allowed}{hint}.");
        });
    }

    /// <summary>A word that is one of a few, or an error.</summary>
    public static string OneOf(string name, string found, IReadOnlyList<string> words) => words.Contains(found)
        ? found : throw new UsageException($"{name} is \"{found}\"; allowed: {string.Join(", ", words)}.");

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
