namespace Ram.Cli;

/// <summary>Files that a command is going to write.</summary>
internal static class OutputFile
{
    /// <summary>The folder of everything that no option names a place for; git ignores it.</summary>
    public const string Folder = "artifacts";

    /// <summary>Fails now, not after half an hour of training, if a file could not be written.</summary>
    /// <exception cref="RamException">When the folder cannot be made or written to.</exception>
    public static void Check(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full) ?? full;
        if (Directory.Exists(full))
            throw new RamException($"Cannot write {path}: it is a folder; name a file.");
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, Path.GetRandomFileName());
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)
                .Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RamException(
                $"Cannot write {path}: {error.Message.TrimEnd('.')}; choose another place.", error);
        }
    }
}
