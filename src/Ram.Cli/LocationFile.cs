using System.Globalization;

namespace Ram.Cli;

/// <summary>First locations as text: a line <c>x y</c> an image.</summary>
internal static class LocationFile
{
    /// <summary>The most characters of a line that a message repeats.</summary>
    private const int LongestQuote = 40;

    /// <summary>Reads the locations, <c>[count, 2]</c>, each in [-1, 1].</summary>
    public static Matrix Read(string path, int count)
    {
        string text = InputText.Read(path);
        string[] lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        if (lines.Length != count)
            throw new RamException(
                $"{path} has {Count.Of(lines.Length, "line")}; needed: {count}, one \"x y\" for each image.");
        var locations = new Matrix(count, 2);
        for (int i = 0; i < count; i++)
        {
            float[] values =
                [.. lines[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
            if (values.Length != 2 || !values.All(value => value is >= -1 and <= 1))
                throw new RamException(
                    $"{path}, line {i + 1}: found \"{Quote(lines[i].TrimEnd('\r'))}\"; "
                    + "allowed: two numbers from -1 to 1, such as \"0.5 -0.25\".");
            values.CopyTo(locations.Row(i));
        }
        return locations;
    }

    private static float Parse(string word) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : float.NaN;

    private static string Quote(string line) =>
        string.Concat(line.Take(LongestQuote).Select(letter => char.IsControl(letter) ? '?' : letter))
        + (line.Length > LongestQuote ? "…" : "");
}
