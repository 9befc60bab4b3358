using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Ram.Numerics;

/// <summary>
/// Cache lines that will be read soon, asked for in portions while something else is computed: a processor can wait for
/// some twenty lines at once, and asked for thousands it would stand still until most of them had come.
/// </summary>
internal sealed unsafe class FetchQueue
{
    private const int LineBytes = 64, Portion = 64;

    private readonly List<nint> _lines = [];
    private int _next;

    /// <summary>The lines put in so far: <see cref="FetchTo"/> takes it as a place in the queue.</summary>
    public int Count => _lines.Count;

    /// <summary>Empties the queue.</summary>
    public void Clear()
    {
        _lines.Clear();
        _next = 0;
    }

    /// <summary>Puts in the lines of some bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (!Sse.IsSupported || bytes.IsEmpty)
            return;
        // A collection may move the bytes meanwhile; then the wrong lines are fetched, which no result can see.
        nint first = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)), last = first + bytes.Length - 1;
        for (nint line = first & -LineBytes; line <= last; line += LineBytes)
            _lines.Add(line);
    }

    /// <summary>Asks the second-level cache for the next 64 lines; waits for none.</summary>
    public void FetchPortion() => FetchTo(_next + Portion);

    /// <summary>Asks for all lines before a place in the queue that have not been asked for.</summary>
    public void FetchTo(int place)
    {
        ReadOnlySpan<nint> lines = CollectionsMarshal.AsSpan(_lines);
        for (int end = Math.Min(place, lines.Length); _next < end; _next++)
            Sse.Prefetch1((void*)lines[_next]);
    }
}
