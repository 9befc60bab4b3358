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

    /// <summary>
    /// Replaces the file at <paramref name="path"/> by what <paramref name="write"/> puts into the stream. The folder
    /// is made if need be; the content is flushed to disk before it takes the name. A symbolic link is followed, and
    /// a device such as <c>/dev/stdout</c> is written straight. If anything fails, the old file stays as it was.
    /// </summary>
    /// <param name="path">The file to write.</param>
    /// <param name="write">Writes the content; it must leave the stream open.</param>
    /// <exception cref="RamException">The file system refused: no space, no permission, a path under a file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var full = Path.GetFullPath(path);
        try
        {
            if (IsDevice(full))
                WriteStraight(full, write);
            else
                WriteAside(FinalTarget(full), write);
        }
        catch (Exception exception) when (IoProblem.IsIo(exception))
        {
            throw new RamException($"Cannot write {path}: {IoProblem.Describe(full, exception)}.", exception);
        }
    }

    /// <summary>Replaces the file by <paramref name="text"/> in UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces the file by <paramref name="bytes"/>.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Renaming over a device would replace the device itself; <c>/dev/shm</c> alone holds real files.</summary>
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal)
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && File.Exists(path);

    private static string FinalTarget(string path) => new FileInfo(path).LinkTarget is null
        ? path
        : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static void WriteStraight(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferSize);
        write(stream);
    }

    private static void WriteAside(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
        RemoveAbandoned(path);
        var aside = $"{path}.{Path.GetRandomFileName()}{Suffix}";
        try
        {
            // Open until it has its name: the lock tells RemoveAbandoned that its writer lives.
            using var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, BufferSize);
            write(stream);
            stream.Flush(flushToDisk: true);
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>Removes what writers of the same file left when they were killed; those still at work hold a lock.</summary>
    private static void RemoveAbandoned(string path)
    {
        var prefix = Path.GetFileName(path) + ".";
        var folder = new DirectoryInfo(Path.GetDirectoryName(path) ?? path);
        foreach (var file in folder.EnumerateFiles("*" + Suffix))
            if (file.Name.StartsWith(prefix, StringComparison.Ordinal) && !IsFresh(file))
                DeleteUnlessLocked(file.FullName);
    }

    /// <summary>Whether a file is so young that its writer may be about to lock it.</summary>
    private static bool IsFresh(FileInfo file) => DateTime.UtcNow - file.LastWriteTimeUtc < TimeSpan.FromMilliseconds(200);

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
}
