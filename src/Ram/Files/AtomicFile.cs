using System.Runtime.InteropServices;
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

    /// <summary>
    /// Replaces the file by what is written into the stream, which must stay open. The folder is made if need be; the
    /// content is flushed to disk before it takes the name; permissions stay. A link keeps pointing, and its target is
    /// replaced. A pipe, a character device and <c>/dev/stdout</c> are written in place. If anything fails, the old
    /// file stays as it was.
    /// </summary>
    /// <exception cref="RamException">
    /// The file system refused (no space, no permission, a path below a file), or the path is a folder, a socket, a
    /// block device or a link into a folder that does not exist.
    /// </exception>
    public static void Write(string path, Action<Stream> write) => Try(path, (target, aside) =>
    {
        if (!IsWrittenInPlace(path))
        {
            WriteAside(target, aside, write);
            return;
        }
        using Stream stream = StandardStream(path)?.Invoke()
            ?? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(stream);
        stream.Flush();
    });

    /// <summary>Replaces the file by <paramref name="text"/> in UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces the file by <paramref name="bytes"/>.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>
    /// Fails now, and not after hours of work, if the file could not be written, or is no regular file where it must be
    /// renamed, as what is read again; makes its folder.
    /// </summary>
    /// <exception cref="RamException">As in <see cref="Write(string, Action{Stream})"/>.</exception>
    public static void Check(string path, bool mustRename = false) => Try(path, (target, aside) =>
    {
        if (IsWrittenInPlace(path) && mustRename)
            throw new RamException($"Cannot write {path}: it is a pipe or a device; name a regular file.");
        if (IsWrittenInPlace(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Create(aside, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
    });

    /// <summary>
    /// Throws if writing <paramref name="output"/> would change an input, by whatever name it goes. Inputs are files,
    /// or folders of files and of folders with files; null is none.
    /// </summary>
    /// <exception cref="RamException">The output is one of the inputs.</exception>
    public static void CheckApart(string output, params ReadOnlySpan<string?> inputs)
    {
        foreach (string? input in inputs)
            if (Directory.Exists(input))
            {
                string folder = Path.TrimEndingDirectorySeparator(Identity(input)) + Path.DirectorySeparatorChar;
                if (Identity(output).StartsWith(folder, StringComparison.Ordinal)
                    || FilesIn(input).Any(file => FileStatus.AreSame(output, file)))
                    throw new RamException(
                        $"Cannot write {output}: it is in the input folder {input}; choose another place.");
            }
            else if (input is not null && FileStatus.AreSame(output, input))
                throw new RamException($"Cannot write {output}: it is the input {input}; name another file.");
    }

    /// <summary>The file that is really written: the end of a chain of links, or the path itself.</summary>
    public static string Resolve(string path) => new FileInfo(path).LinkTarget is null
        ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>Acts on the end of the links and a name beside it; every complaint names the file asked for.</summary>
    private static void Try(string path, Action<string, string> act)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string aside = "";
        try
        {
            string full = Path.GetFullPath(path), target = Resolve(full), folder = Path.GetDirectoryName(target)!;
            string? problem = StandardStream(path) is not null ? null : FileStatus.KindOf(full) switch
            {
                FileKind.Folder => "it is a folder; name a file",
                FileKind.Socket => "it is a socket; name a file",
                FileKind.BlockDevice => "it is a block device; name a file",
                _ when target != full && !Directory.Exists(folder) =>
                    $"it is a link to {target}, whose folder does not exist",
                _ => null,
            };
            if (problem is not null)
                throw new RamException($"Cannot write {path}: {problem}.");
            aside = Path.Combine(folder, Prefix(target) + Path.GetRandomFileName() + Suffix);
            act(target, aside);
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            throw new RamException($"Cannot write {path}: {IoProblem.Describe(path, exception, aside)}.", exception);
        }
    }

    private static bool IsWrittenInPlace(string path) => StandardStream(path) is not null
        || FileStatus.KindOf(path) is FileKind.Pipe or FileKind.CharacterDevice;

    private static Func<Stream>? StandardStream(string path) => Path.GetFullPath(path) switch
    {
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => Console.OpenStandardOutput,
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => Console.OpenStandardError,
        _ => null,
    };

    private static void WriteAside(string target, string aside, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        RemoveAbandoned(target);
        try
        {
            // Open until it has its name: the lock tells RemoveAbandoned that its writer lives.
            using var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, 1 << 16);
            write(stream);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
            stream.Flush(flushToDisk: true);
            File.Move(aside, target, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>How names beside a file begin: of a length that any file system takes.</summary>
    private static string Prefix(string path) =>
        $".{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(path))))[..16]}.";

    // What writers of the same file left when they were killed; those still at work hold a lock.
    private static void RemoveAbandoned(string path)
    {
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, $"{Prefix(path)}*{Suffix}"))
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > TimeSpan.FromMilliseconds(200))
                    new FileStream(
                        file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception exception) when (IoProblem.IsIo(exception))
            {
                // Somebody else's; it does no harm.
            }
    }

    private static IEnumerable<string> FilesIn(string folder) => Directory.EnumerateFiles(
        folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 });

    /// <summary>The full path with every link on the way resolved.</summary>
    private static string Identity(string path)
    {
        string full = Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return Path.GetDirectoryName(full) is string up ? Path.Combine(Identity(up), Path.GetFileName(full)) : full;
    }
}

/// <summary>What a path leads to, links followed, by the bits of its mode; a regular file may not be there yet.</summary>
internal enum FileKind
{
    Regular, Pipe = 0x1000, CharacterDevice = 0x2000, Folder = 0x4000, BlockDevice = 0x6000, Socket = 0xC000,
}

/// <summary>Kinds and identities of files, which the framework does not tell.</summary>
internal static partial class FileStatus
{
    public static FileKind KindOf(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.Exists(path) ? FileKind.Folder : FileKind.Regular;
        var kind = (FileKind)(Stat(path, out Status status) == 0 ? status.Mode & 0xF000 : 0);
        return Enum.IsDefined(kind) ? kind : FileKind.Regular;
    }

    /// <summary>Whether two names are of one file: by links of either kind, or as written.</summary>
    public static bool AreSame(string first, string second) => OperatingSystem.IsWindows()
        ? string.Equals(Path.GetFullPath(first), Path.GetFullPath(second), StringComparison.OrdinalIgnoreCase)
        : Stat(first, out Status one) == 0 && Stat(second, out Status other) == 0
            && (one.Device, one.Inode) == (other.Device, other.Inode);

    // The framework's own call, whose result is the same on every Unix.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(4)] public int Mode;
        [FieldOffset(88)] public long Device;
        [FieldOffset(104)] public long Inode;
    }
}
