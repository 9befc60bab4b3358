using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ram.Numerics;

/// <summary>Zeroed floats that begin on a cache line and never move.</summary>
internal readonly struct AlignedStorage
{
    private const int LineBytes = Matrix.Line * sizeof(float);

    public unsafe AlignedStorage(int length)
    {
        Array = GC.AllocateArray<float>(checked(length + Matrix.Line), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Array));
        Start = (int)((LineBytes - address % LineBytes) % LineBytes / sizeof(float));
        Length = length;
    }

    /// <summary>The array that holds the floats, from <see cref="Start"/> on.</summary>
    public float[] Array { get; }

    /// <summary>Where the first cache line begins.</summary>
    public int Start { get; }

    public int Length { get; }

    public Span<float> Values => Array.AsSpan(Start, Length);
}
