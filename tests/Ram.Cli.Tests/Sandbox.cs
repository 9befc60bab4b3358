using System.Diagnostics;
using Ram.Files;

namespace Ram.Cli.Tests;

/// <summary>
/// A folder with inputs and a place for outputs, which may be a file system of its own; it tells what has changed.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _readers = [];
    private bool _isMounted;

    public string Root => _folder.Name;

    /// <summary>The folder that the tested option writes into.</summary>
    public string Out => _folder["out"];

    public string this[string file] => _folder[file];

    public void Dispose()
    {
        foreach (Process reader in _readers)
            using (reader)
                reader.Kill();
        if (_isMounted)
            Shell("umount", "--lazy", Out);
        _folder.Dispose();
    }

    public static void Shell(string program, params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>Mounts a file system of a megabyte in memory over the place for outputs.</summary>
    public void Mount()
    {
        Directory.CreateDirectory(Out);
        Shell("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Out);
        _isMounted = true;
    }

    /// <summary>Lets nothing be written to it any more.</summary>
    public void MakeReadOnly() => Shell("mount", "-o", "remount,ro", Out);

    /// <summary>Takes all of its room.</summary>
    public void Fill()
    {
        using FileStream fill = File.Create(Path.Combine(Out, "fill"), bufferSize: 0);
        try
        {
            for (byte[] page = new byte[4096]; ;)
                fill.Write(page);
        }
        catch (IOException)
        {
            // That is the aim.
        }
    }

    /// <summary>Starts a reader of a pipe; the task ends with what it has read.</summary>
    public Task<string> Read(string pipe)
    {
        var reader = Process.Start(new ProcessStartInfo("cat", [pipe]) { RedirectStandardOutput = true })!;
        _readers.Add(reader);
        return reader.StandardOutput.ReadToEndAsync();
    }

    /// <summary>All that is there, links not followed: kind, permissions, where links point, content.</summary>
    public SortedDictionary<string, string> Snapshot()
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var folders = new Queue<DirectoryInfo>([new DirectoryInfo(Root)]);
        while (folders.TryDequeue(out DirectoryInfo? folder))
            foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
            {
                seen[Path.GetRelativePath(Root, entry.FullName)] = Describe(entry);
                if (entry is DirectoryInfo { LinkTarget: null } child)
                    folders.Enqueue(child);
            }
        return seen;
    }

    private static string Describe(FileSystemInfo entry)
    {
        if (entry.LinkTarget is string target)
            return $"link to {target}";
        FileKind kind = FileStatus.KindOf(entry.FullName);
        string content = kind == FileKind.Regular
            ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(entry.FullName)))
            : "";
        return $"{kind} {(OperatingSystem.IsWindows() ? 0 : entry.UnixFileMode)} {content}";
    }
}
