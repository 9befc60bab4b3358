namespace Ram.Cli;

/// <summary>Files that a command is going to write.</summary>
internal static class OutputFile
{
    /// <summary>The folder of everything that no option names a place for; git ignores it.</summary>
    public const string Folder = "artifacts";

    /// <summary>The name that stands for standard output, where text goes.</summary>
    public const string StandardOutput = "-";

    /// <summary>Fails now, not after half an hour of training, if a file could not be written or is an input.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">The files and folders that the command reads; null is none.</param>
    /// <exception cref="RamException">When the folder cannot be made or written to, or the file is an input.</exception>
    public static void Check(string path, params ReadOnlySpan<string?> inputs)
    {
        if (path == StandardOutput)
            return;
        AtomicFile.CheckApart(path, inputs);
        AtomicFile.Check(path);
    }

    /// <summary>Whether the results of a command share standard output with the file.</summary>
    public static bool IsStandardOutput(string path) => path is StandardOutput or "/dev/stdout";

    /// <summary>Writes text to a file, or to standard output.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public static void Write(Terminal terminal, string path, string text)
    {
        if (path == StandardOutput)
            terminal.Output.Write(text);
        else
            AtomicFile.Write(path, text);
    }
}
