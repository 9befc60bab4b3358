using System.Runtime.InteropServices;

namespace Ram.Files;

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
