using Ram.Files;

namespace Ram.Cli;

/// <summary>The part of a page that a command writes, between two lines that mark it.</summary>
internal static class MarkedPart
{
    /// <summary>The line before the tables.</summary>
    public const string Begin = "<!-- ram table -->";

    /// <summary>The line after them.</summary>
    public const string End = "<!-- /ram table -->";

    /// <summary>Replaces what stands between the marks of a file.</summary>
    /// <exception cref="RamException">When the file cannot be read or written, or has not both marks once.</exception>
    public static void Replace(string path, string content)
    {
        if (File.Exists(path))
            AtomicFile.Check(path, mustRename: true);
        string page = Read(path);
        string[] before = page.Split(Begin), after = before[^1].Split(End);
        if (before.Length != 2 || after.Length != 2)
            throw new RamException($"{path} needs a line {Begin} and after it a line {End}, each once.");
        AtomicFile.Write(path, $"{before[0]}{Begin}\n{content}\n{End}{after[1]}");
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RamException($"Cannot read {path}: {error.Message.TrimEnd('.')}.", error);
        }
    }
}
