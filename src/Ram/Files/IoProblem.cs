namespace Ram.Files;

/// <summary>What the operating system complained about, in words that lead to the remedy.</summary>
internal static class IoProblem
{
    private const int UnixNoSpace = 28;
    private const int LinuxNoQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether <paramref name="exception"/> is the file system's doing.</summary>
    public static bool IsIo(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Half a line: what is wrong with <paramref name="path"/> and what to do about it.</summary>
    public static string Describe(string path, Exception exception)
    {
        if (Directory.Exists(path))
            return "it is a folder; name a file";
        if (FileAmongParents(path) is { } file)
            return $"{file} is a file, not a folder; choose another place";
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => "it does not exist; check the name",
            UnauthorizedAccessException => "no permission; check the rights of the file and its folder",
            IOException { HResult: UnixNoSpace or LinuxNoQuota or WindowsDiskFull } =>
                "no space left; free some or choose another place",
            _ => exception.Message.ReplaceLineEndings(" ").TrimEnd('.'),
        };
    }

    private static string? FileAmongParents(string path)
    {
        for (var parent = Path.GetDirectoryName(path); !string.IsNullOrEmpty(parent); parent = Path.GetDirectoryName(parent))
            if (File.Exists(parent))
                return parent;
        return null;
    }
}
