using System.Text;

namespace Ram.Files;

/// <summary>What all readers share: opening with a clear line, a known length, and names fit for a message.</summary>
internal static class InputFile
{
    /// <summary>The most that is read from any one file, in bytes: 1 GiB, five times the largest data set of the paper.</summary>
    public const long MaxLength = 1L << 30;

    private const int LongestQuote = 60;

    /// <summary>Opens <paramref name="path"/> and gives what <paramref name="read"/> makes of it.</summary>
    /// <exception cref="RamException">It cannot be opened or read.</exception>
    public static T Read<T>(string path, Func<Stream, string, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(stream, path);
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            throw new RamException($"Cannot read {path}: {IoProblem.Describe(path, exception)}.", exception);
        }
    }

    /// <summary>
    /// <paramref name="stream"/> itself where its length is known, else a copy in memory; at most
    /// <see cref="MaxLength"/> bytes from the present position on.
    /// </summary>
    public static Stream WithLength(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Stream known = stream.CanSeek ? stream : Copy(stream);
        return known.Length - known.Position <= MaxLength
            ? known
            : throw Invalid(name, "file", $"it is longer than {MaxLength} bytes");
    }

    /// <summary>Everything from the present position of <paramref name="stream"/> on.</summary>
    public static byte[] ReadToEnd(Stream stream, string name)
    {
        Stream known = WithLength(stream, name);
        byte[] bytes = new byte[known.Length - known.Position];
        known.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The line for a file that breaks its <paramref name="format"/>.</summary>
    public static RamException Invalid(string name, string format, string problem, Exception? inner = null) =>
        new($"{name} is not a valid {format}: {problem}. Replace it by an undamaged copy.", inner);

    /// <summary>The line for a file that is as it should be, but of a kind that is not read.</summary>
    public static RamException Unsupported(string name, string found, string remedy) => new($"{name} {found}; {remedy}.");

    /// <summary><paramref name="text"/> from a file, in quotes: one printable line, cut when long.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
            quoted.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        return quoted.Append(text.Length > LongestQuote ? "…\"" : "\"").ToString();
    }

    private static MemoryStream Copy(Stream stream)
    {
        var copy = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        while (copy.Length <= MaxLength && stream.Read(buffer) is > 0 and int count)
            copy.Write(buffer, 0, count);
        copy.Position = 0;
        return copy;
    }
}

/// <summary>What the operating system complained about, in words that lead to the remedy.</summary>
internal static class IoProblem
{
    private const int UnixNoSpace = 28, UnixReadOnly = 30;
    private const int LinuxNoQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether <paramref name="exception"/> is the file system's doing.</summary>
    public static bool IsIo(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Half a line: what is wrong with <paramref name="path"/> and what to do about it.</summary>
    /// <param name="path">The file asked for.</param>
    /// <param name="exception">The complaint.</param>
    /// <param name="aside">A temporary name that the complaint may have in place of the file's.</param>
    public static string Describe(string path, Exception exception, string aside = "")
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            return "it is a folder; name a file";
        if (FileAmongParents(full) is string file)
            return $"{file} is a file, not a folder; choose another place";
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException when aside != "" =>
                "no file can be made there; choose another place",
            FileNotFoundException or DirectoryNotFoundException => "it does not exist; check the name",
            UnauthorizedAccessException => "no permission; check the rights of the file and its folder",
            IOException { HResult: UnixNoSpace or LinuxNoQuota or WindowsDiskFull } =>
                "no space left; free some or choose another place",
            IOException { HResult: UnixReadOnly } => "it is on a read-only file system; choose another place",
            _ => (aside == "" ? exception.Message : exception.Message.Replace(aside, path, StringComparison.Ordinal))
                .ReplaceLineEndings(" ").TrimEnd('.'),
        };
    }

    private static string? FileAmongParents(string path)
    {
        for (string? parent = Path.GetDirectoryName(path); !string.IsNullOrEmpty(parent); parent = Path.GetDirectoryName(parent))
            if (File.Exists(parent))
                return parent;
        return null;
    }
}
