using System.Globalization;

namespace Ram.Cli;

/// <summary>A number with what it counts: "1 image", "2 images".</summary>
internal static class Count
{
    /// <summary>The number and the noun, whose plural has an s.</summary>
    public static string Of(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
