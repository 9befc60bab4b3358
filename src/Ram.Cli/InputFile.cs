using System.Globalization;

namespace Ram.Cli;

/// <summary>Files that a command reads.</summary>
internal static class InputFile
{
    /// <summary>A file of the project: from here upwards, else where this program was built; else null.</summary>
    public static string? Find(string path) =>
        ExperimentFolders.FindAbove(path) ?? ExperimentFolders.FindAbove(path, AppContext.BaseDirectory);

    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string problem = Path.Exists(path) ? error.Message.TrimEnd('.') : "it does not exist; check the name";
            throw new RamException($"Cannot read {path}: {problem}.", error);
        }
    }

    /// <summary>Reads first locations, a line <c>x y</c> an image, each in [-1, 1]: <c>[count, 2]</c>.</summary>
    public static Matrix ReadLocations(string path, int count)
    {
        string text = ReadText(path);
        string[] lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        if (lines.Length != count)
            throw new RamException(
                $"{path} has {Count.Of(lines.Length, "line")}; needed: {count}, one \"x y\" for each image.");
        var locations = new Matrix(count, 2);
        foreach ((int i, string line) in lines.Index())
        {
            float[] values = [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word =>
                float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : 2)];
            if (values.Length != 2 || !values.All(value => value is >= -1 and <= 1))
                throw new RamException(
                    $"{path}, line {i + 1}: found \"{Quoted(line.TrimEnd('\r'))}\"; "
                    + "allowed: two numbers from -1 to 1, such as \"0.5 -0.25\".");
            values.CopyTo(locations.Row(i));
        }
        return locations;
    }

    // So much of a line as a message repeats.
    private static string Quoted(string line) =>
        string.Concat(line.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter))
        + (line.Length > 40 ? "…" : "");
}
