namespace Ram.Cli;

/// <summary>The part of a page that a command writes, between two lines that mark it.</summary>
internal static class MarkedPart
{
    public const string Begin = "<!-- ram table -->", End = "<!-- /ram table -->";

    /// <summary>Replaces what stands between the marks of a file.</summary>
    public static void Replace(string path, string content)
    {
        if (File.Exists(path))
            AtomicFile.Check(path, mustRename: true);
        string[] before = InputText.Read(path).Split(Begin), after = before[^1].Split(End);
        if (before.Length != 2 || after.Length != 2)
            throw new RamException($"{path} needs a line {Begin} and after it a line {End}, each once.");
        AtomicFile.Write(path, $"{before[0]}{Begin}\n{content}\n{End}{after[1]}");
    }
}
