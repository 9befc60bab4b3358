using System.Security.Cryptography;
using System.Text;

namespace Ram.Files;

/// <summary>
/// Writes a file aside and renames it into place: whoever looks, at whatever moment and after whatever failure, sees
/// the whole old file or the whole new one.
/// </summary>
public static class AtomicFile
{
    private const string Suffix = ".ram-tmp";
    private const int BufferSize = 1 << 16;

    private static readonly string[] _standardOutput = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    /// <summary>
    /// Replaces the file at <paramref name="path"/> by what <paramref name="write"/> puts into the stream. The folder
    /// is made if need be; the content is flushed to disk before it takes the name; permissions stay. A link keeps
    /// pointing, and its target is replaced. A pipe, a character device and <c>/dev/stdout</c> are written in place.
    /// If anything fails, the old file stays as it was.
    /// </summary>
    /// <param name="path">The file to write.</param>
    /// <param name="write">Writes the content; it must leave the stream open.</param>
    /// <exception cref="RamException">
    /// The file system refused (no space, no permission, a path below a file), or the path is a folder, a socket, a
    /// block device or a link into a folder that does not exist.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string aside = "";
        try
        {
            Target target = Target.Of(path);
            if (target.IsInPlace)
                WriteInPlace(path, write);
            else
                WriteAside(target.Path, aside = NameAside(target.Path), write);
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            throw new RamException($"Cannot write {path}: {IoProblem.Describe(path, exception, aside)}.", exception);
        }
    }

    /// <summary>Replaces the file by <paramref name="text"/> in UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces the file by <paramref name="bytes"/>.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Fails now, and not after hours of work, if the file could not be written; makes its folder.</summary>
    /// <param name="path">The file that is going to be written.</param>
    /// <param name="mustRename">Whether nothing but a regular file will do, as for what is read again.</param>
    /// <exception cref="RamException">As in <see cref="Write(string, Action{Stream})"/>.</exception>
    public static void Check(string path, bool mustRename = false)
    {
        string aside = "";
        try
        {
            Target target = Target.Of(path);
            if (target.IsInPlace && mustRename)
                throw new RamException($"Cannot write {path}: it is a pipe or a device; name a regular file.");
            if (target.IsInPlace)
                return;
            aside = NameAside(target.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target.Path)!);
            new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)
                .Dispose();
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            throw new RamException($"Cannot write {path}: {IoProblem.Describe(path, exception, aside)}.", exception);
        }
    }

    /// <summary>Throws if writing <paramref name="output"/> would change an input, by whatever name it goes.</summary>
    /// <param name="output">The file that is going to be written.</param>
    /// <param name="inputs">What is read: files, or folders with all that is in them; null is none.</param>
    /// <exception cref="RamException">The output is one of the inputs.</exception>
    public static void CheckApart(string output, params ReadOnlySpan<string?> inputs)
    {
        string target = Identity(output);
        foreach (string? input in inputs)
            if (input is not null && File.Exists(input) && FileKind.AreSame(output, input))
                throw new RamException($"Cannot write {output}: it is the input {input}; name another file.");
            else if (input is not null && Directory.Exists(input) && IsBelow(target, Identity(input)))
                throw new RamException($"Cannot write {output}: it is in the input folder {input}; choose another place.");
    }

    private static void WriteInPlace(string path, Action<Stream> write)
    {
        using Stream stream = _standardOutput.Contains(Path.GetFullPath(path))
            ? Console.OpenStandardOutput()
            : new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferSize);
        write(stream);
        stream.Flush();
    }

    private static void WriteAside(string path, string aside, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        RemoveAbandoned(path);
        try
        {
            // Open until it has its name: the lock tells RemoveAbandoned that its writer lives.
            using var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, BufferSize);
            write(stream);
            if (!OperatingSystem.IsWindows() && File.Exists(path))
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(path));
            stream.Flush(flushToDisk: true);
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>A name beside the file, of a length that any file system takes.</summary>
    private static string NameAside(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, Prefix(path) + Path.GetRandomFileName() + Suffix);

    private static string Prefix(string path) =>
        $".{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(path))))[..16]}.";

    /// <summary>Removes what writers of the same file left when they were killed; those still at work hold a lock.</summary>
    private static void RemoveAbandoned(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
        foreach (FileInfo file in folder.EnumerateFiles(Prefix(path) + "*" + Suffix))
            if (DateTime.UtcNow - file.LastWriteTimeUtc > TimeSpan.FromMilliseconds(200))
                DeleteUnlessLocked(file.FullName);
    }

    private static void DeleteUnlessLocked(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            // Somebody else's; it does no harm.
        }
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The full path with every link on the way resolved.</summary>
    private static string Identity(string path)
    {
        string full = Target.Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return Path.GetDirectoryName(full) is string parent ? Path.Combine(Identity(parent), Path.GetFileName(full)) : full;
    }

    /// <summary>What is to be written: the file itself or the end of a chain of links.</summary>
    private readonly record struct Target(string Path, bool IsInPlace)
    {
        public static Target Of(string path)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            string full = System.IO.Path.GetFullPath(path), target = Resolve(full);
            if (_standardOutput.Contains(full))
                return new(full, IsInPlace: true);
            FileKind kind = FileKind.Of(full);
            if (kind == FileKind.Folder)
                throw new RamException($"Cannot write {path}: it is a folder; name a file.");
            if (kind == FileKind.Socket || kind == FileKind.BlockDevice)
                throw new RamException($"Cannot write {path}: it is a {kind.Name}; name a file.");
            if (target != full && !Directory.Exists(System.IO.Path.GetDirectoryName(target)))
                throw new RamException($"Cannot write {path}: it is a link to {target}, whose folder does not exist.");
            return new(target, IsInPlace: kind == FileKind.Pipe || kind == FileKind.CharacterDevice);
        }

        public static string Resolve(string path) => new FileInfo(path).LinkTarget is null
            ? path
            : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }
}
