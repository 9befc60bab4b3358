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
            var problem = IoProblem.Describe(Path.GetFullPath(path), exception);
            throw new RamException($"Cannot read {path}: {problem}.", exception);
        }
    }

    /// <summary>
    /// <paramref name="stream"/> itself where its length is known, else a copy in memory; at most
    /// <see cref="MaxLength"/> bytes from the present position on.
    /// </summary>
    public static Stream WithLength(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var known = stream.CanSeek ? stream : Copy(stream);
        if (known.Length - known.Position > MaxLength)
            throw Invalid(name, "file", $"it is longer than {MaxLength} bytes");
        return known;
    }

    /// <summary>Everything from the present position of <paramref name="stream"/> on.</summary>
    public static byte[] ReadToEnd(Stream stream, string name)
    {
        var known = WithLength(stream, name);
        var bytes = new byte[known.Length - known.Position];
        known.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The line for a file that breaks its <paramref name="format"/>.</summary>
    public static RamException Invalid(string name, string format, string problem, Exception? inner = null) =>
        new($"{name} is not a valid {format}: {problem}. Replace it by an undamaged copy.", inner);

    /// <summary><paramref name="text"/> from a file, in quotes: one printable line, cut when long.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text.AsSpan(0, Math.Min(text.Length, LongestQuote)))
            quoted.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        return quoted.Append(text.Length > LongestQuote ? "…\"" : "\"").ToString();
    }

    private static MemoryStream Copy(Stream stream)
    {
        var copy = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (copy.Length <= MaxLength && stream.Read(buffer) is > 0 and var count)
            copy.Write(buffer, 0, count);
        copy.Position = 0;
        return copy;
    }
}
