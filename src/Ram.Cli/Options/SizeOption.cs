using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Ram.Cli.Options;

/// <summary>Options that are a size in pixels.</summary>
internal static class SizeOption
{
    private const int Most = 8192;

    /// <summary>An option such as <c>56x40</c>, width and height; null if it is not given.</summary>
    public static Option<(int Width, int Height)?> Of(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "WxH",
        CustomParser = result => Parse(result, name),
    };

    private static (int Width, int Height)? Parse(ArgumentResult result, string name)
    {
        string found = result.Tokens[0].Value;
        string[] sides = found.Split('x', 'X');
        if (sides.Length == 2 && TryParse(sides[0], out int width) && TryParse(sides[1], out int height))
            return (width, height);
        result.AddError($"{name} is {found}; allowed: width x height in pixels, such as 56x40, 1 to {Most} each.");
        return null;
    }

    private static bool TryParse(string text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side is >= 1 and <= Most;
}
