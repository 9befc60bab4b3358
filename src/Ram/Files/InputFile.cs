using System.Text;
using System.Text.Json;

namespace Ram.Files;

/// <summary>What all readers share: the bytes of a file, and messages that say in one line what is wrong with it.</summary>
internal static class InputFile
{
    /// <summary>The most that is read from any one file, in bytes: as much as an array holds.</summary>
    public static int MaxLength => Array.MaxLength;

    /// <summary>The bytes of a file, or of a pipe to its end.</summary>
    /// <exception cref="RamException">It cannot be opened or read, or is longer than <see cref="MaxLength"/>.</exception>
    public static byte[] Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new FileInfo(path).Length <= MaxLength
                ? File.ReadAllBytes(path) : throw Invalid(path, "file", $"it is longer than {MaxLength} bytes");
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            throw new RamException($"Cannot read {path}: {IoProblem.Describe(path, exception)}.", exception);
        }
    }

    /// <summary>What is made of a file that has been read; errors name it.</summary>
    public static T Naming<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is RamException or JsonException)
        {
            throw new RamException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>The error for a file that breaks its <paramref name="format"/>.</summary>
    public static RamException Invalid(string name, string format, string problem, Exception? inner = null) =>
        new($"{name} is not a valid {format}: {problem}. Replace it by an undamaged copy.", inner);

    /// <summary>The error for a file that is as it should be, but of a kind that is not read.</summary>
    public static RamException Unsupported(string name, string found, string remedy) => new($"{name} {found}; {remedy}.");

    /// <summary><paramref name="text"/> from a file as one printable line, cut when long.</summary>
    public static string Printable(string text, int longest = 60)
    {
        var line = new StringBuilder();
        foreach (char letter in text.AsSpan(0, Math.Min(text.Length, longest)))
            line.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        return line.Append(text.Length > longest ? "…" : "").ToString();
    }
}

/// <summary>What the operating system complained about, in words that lead to the remedy.</summary>
internal static class IoProblem
{
    private const int UnixNoSpace = 28, UnixReadOnly = 30, LinuxNoQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether <paramref name="exception"/> is the file system's doing.</summary>
    public static bool IsIo(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>What is wrong with a file, whose temporary name the complaint may have, and what to do about it.</summary>
    public static string Describe(string path, Exception exception, string temporary = "")
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            return "it is a folder; name a file";
        for (string? parent = full; (parent = Path.GetDirectoryName(parent)) is not null;)
            if (File.Exists(parent))
                return $"{parent} is a file, not a folder; choose another place";
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => temporary == ""
                ? "it does not exist; check the name" : "no file can be made there; choose another place",
            UnauthorizedAccessException => "no permission; check the rights of the file and its folder",
            { HResult: UnixNoSpace or LinuxNoQuota or WindowsDiskFull } =>
                "no space left; free some or choose another place",
            { HResult: UnixReadOnly } => "it is on a read-only file system; choose another place",
            _ => (temporary == "" ? exception.Message : exception.Message.Replace(temporary, path, StringComparison.Ordinal))
                .ReplaceLineEndings(" ").TrimEnd('.'),
        };
    }
}
