using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Ram.Numerics;

/// <summary>Memory on its way to the first-level cache.</summary>
internal static unsafe class CacheLines
{
    private const int Bytes = 64;

    /// <summary>Asks for the lines of some bytes, where the machine can be asked; waits for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(ReadOnlySpan<byte> bytes)
    {
        if (!Sse.IsSupported || bytes.IsEmpty)
            return;
        // A collection may move the bytes meanwhile; then the wrong lines are fetched, which no result can see.
        byte* first = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)), last = first + bytes.Length - 1;
        for (byte* line = first; line < last; line += Bytes)
            Sse.Prefetch0(line);
        Sse.Prefetch0(last);
    }
}
