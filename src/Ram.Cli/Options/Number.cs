using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Ram.Cli.Options;

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
        result.AddError($"{name} is {found}; allowed: {allowed}.");
        return null;
    }
}
