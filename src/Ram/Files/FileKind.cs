using System.Runtime.InteropServices;

namespace Ram.Files;

/// <summary>What a path leads to, links followed; the framework tells neither kinds nor identities apart.</summary>
internal readonly partial record struct FileKind(int Bits, string Name)
{
    /// <summary>A folder.</summary>
    public static readonly FileKind Folder = new(0x4000, "folder");

    /// <summary>A pipe with a name or without.</summary>
    public static readonly FileKind Pipe = new(0x1000, "pipe");

    /// <summary>A device such as <c>/dev/null</c> or a terminal.</summary>
    public static readonly FileKind CharacterDevice = new(0x2000, "character device");

    /// <summary>A device such as a disk.</summary>
    public static readonly FileKind BlockDevice = new(0x6000, "block device");

    /// <summary>A socket.</summary>
    public static readonly FileKind Socket = new(0xC000, "socket");

    private static readonly FileKind[] _special = [Folder, Pipe, CharacterDevice, BlockDevice, Socket];

    /// <summary>The kind of what is there; the default for a regular file or nothing.</summary>
    public static FileKind Of(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.Exists(path) ? Folder : default;
        return Stat(path, out Status status) == 0
            ? Array.Find(_special, kind => kind.Bits == (status.Mode & 0xF000))
            : default;
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
        [FieldOffset(4)]
        public int Mode;

        [FieldOffset(88)]
        public long Device;

        [FieldOffset(104)]
        public long Inode;
    }
}
