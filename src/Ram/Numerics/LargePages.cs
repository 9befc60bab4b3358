using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ram.Numerics;

/// <summary>
/// Memory on large pages, where the system gives them on request (Linux does). A glimpse at an image of many pages reads
/// each row of a patch on another page, and to find so many pages takes longer than to read them.
/// </summary>
internal static unsafe partial class LargePages
{
    private const int PageBytes = 1 << 21, AdviseHugePages = 14;

    /// <summary>Zeros; on large pages if they are long enough and the system is willing.</summary>
    public static byte[] Allocate(int length)
    {
        byte[] bytes = new byte[length];
        if (OperatingSystem.IsLinux() && length >= 2 * PageBytes)
            Request(bytes);
        return bytes;
    }

    // An array of this length lies where the collector moves nothing; and if it did, only speed would be lost.
    private static void Request(byte[] bytes)
    {
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
        nint first = (address + PageBytes - 1) & -PageBytes, end = (address + bytes.Length) & -PageBytes;
        _ = Advise(first, end - first, AdviseHugePages);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
