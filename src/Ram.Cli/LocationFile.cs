using System.Globalization;
using Ram.Numerics;

namespace Ram.Cli;

/// <summary>First locations as text: a line <c>x y</c> an image.</summary>
internal static class LocationFile
{
    /// <summary>The most characters of a line that a message repeats.</summary>
    private const int LongestQuote = 40;

    /// <summary>Reads the locations, <c>[count, 2]</c>, each in [-1, 1].</summary>
    /// <exception cref="RamException">When the file cannot be read, or a line or their number is wrong.</exception>
    public static Matrix Read(string path, int count)
    {
        string[] lines = Lines(path);
        if (lines.Length != count)
            throw new RamException($"{path} has {lines.Length} lines; needed: {count}, one \"x y\" for each image.");
        var locations = new Matrix(count, 2);
        for (int i = 0; i < count; i++)
        {
            string[] words = lines[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2 || !TryParse(words[0], out float x) || !TryParse(words[1], out float y))
                throw new RamException(
                    $"{path}, line {i + 1}: found \"{Quote(lines[i])}\"; "
                    + "allowed: two numbers from -1 to 1, such as \"0.5 -0.25\".");
            (locations.Row(i)[0], locations.Row(i)[1]) = (x, y);
        }
        return locations;
    }

    private static bool TryParse(string word, out float value) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value is >= -1 and <= 1;

    private static string Quote(string line) =>
        string.Concat(line.Take(LongestQuote).Select(letter => char.IsControl(letter) ? '?' : letter))
        + (line.Length > LongestQuote ? "…" : "");

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string problem = File.Exists(path) || Directory.Exists(path)
                ? error.Message.TrimEnd('.')
                : "it does not exist; check the name";
            throw new RamException($"Cannot read {path}: {problem}.", error);
        }
    }
}
