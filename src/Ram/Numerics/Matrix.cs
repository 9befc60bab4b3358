using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ram.Numerics;

/// <summary>
/// A row-major matrix of floats, <c>[rows, columns]</c>, or some rows of one: slices share the memory.
/// </summary>
/// <remarks>
/// Rows begin on cache lines, and a row takes an odd number of lines: whole vectors never leave it, and a walk down a
/// column visits every set of the cache. What lies behind the last column is zero and stays so.
/// </remarks>
public readonly struct Matrix
{
    /// <summary>The floats of a cache line, and of the widest vector.</summary>
    internal const int Line = 16;

    private readonly float[] _storage;
    private readonly int _start;

    /// <summary>A matrix of zeros. Either size may be zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a size is negative.</exception>
    public unsafe Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        // Pinned, the storage never moves, so that a row that begins on a cache line stays there.
        _storage = GC.AllocateArray<float>(checked(rows * StrideOf(columns) + Line), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage));
        _start = (int)(-address & (Line * sizeof(float) - 1)) / sizeof(float);
        (Rows, Columns, Stride) = (rows, columns, StrideOf(columns));
    }

    private Matrix(Matrix whole, int start, int rows)
    {
        (_storage, _start) = (whole._storage, whole._start + start * whole.Stride);
        (Rows, Columns, Stride) = (rows, whole.Columns, whole.Stride);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }
    /// <summary>The number of columns.</summary>
    public int Columns { get; }
    /// <summary>The floats from one row to the next.</summary>
    internal int Stride { get; }
    /// <summary>The columns with their padding, whole cache lines: what vector code may read and write of a row.</summary>
    internal int PaddedColumns => RoundUp(Columns);

    /// <summary>The value at a row and a column, to read or to write.</summary>
    public ref float this[int row, int column] => ref Row(row)[column];

    /// <summary>One row, <c>[columns]</c>.</summary>
    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        return _storage.AsSpan(_start + row * Stride, Columns);
    }

    /// <summary><paramref name="count"/> rows from <paramref name="start"/> on, sharing the memory.</summary>
    public Matrix Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(Rows - start));
        return new Matrix(this, start, count);
    }

    /// <summary>Every value, row by row, without the padding.</summary>
    public float[] ToArray()
    {
        var values = new float[Rows * Columns];
        for (int row = 0; row < Rows; row++)
            Row(row).CopyTo(values.AsSpan(row * Columns));
        return values;
    }

    /// <summary>All rows with their padding, as one span.</summary>
    internal Span<float> Padded => _storage.AsSpan(_start, Rows * Stride);

    /// <summary>The address of the first value; the storage never moves, and lives as long as this matrix is held.</summary>
    internal unsafe float* Address =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage)) + _start;

    /// <summary>Keeps the storage alive up to this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_storage);

    private static int StrideOf(int columns) => RoundUp(columns) | Line;

    internal static int RoundUp(int columns) => (columns + Line - 1) / Line * Line;
}

/// <summary>
/// The right side of a product, <c>[depth, columns]</c>, in the order in which the kernels read it: panels of 32
/// columns, each <c>[depth, 32]</c>, the last one 16 wide where that is enough. Missing columns are zero.
/// </summary>
internal sealed class PackedMatrix
{
    /// <summary>Two vectors of the widest set. A panel of 256 x 32 floats is 32 KB, which the first-level cache holds.</summary>
    public const int PanelWidth = 2 * Matrix.Line;

    private readonly Matrix _panels;

    public PackedMatrix(int depth, int columns)
    {
        (Depth, Columns, PaddedColumns) = (depth, columns, Matrix.RoundUp(columns));
        _panels = new Matrix(1, checked(depth * PaddedColumns));
    }

    public int Depth { get; }
    public int Columns { get; }
    public int PaddedColumns { get; }

    /// <summary>The address of the panel that begins at <paramref name="column"/>.</summary>
    public unsafe float* Panel(int column) => _panels.Address + (nint)column * Depth;

    /// <summary>The width of the panel that begins at <paramref name="column"/>: 32, or 16 for a last one.</summary>
    public int WidthAt(int column) => Math.Min(PanelWidth, PaddedColumns - column);

    /// <summary>
    /// Packs rows of a matrix <c>[columns, depth]</c> as columns: the panel that begins at <paramref name="start"/>,
    /// a multiple of the panel's width.
    /// </summary>
    public unsafe void PackTransposed(Matrix source, int start, int count)
    {
        int width = WidthAt(start);
        float* rows = source.Slice(start, count).Address, panel = Panel(start);
        if (Avx512F.IsSupported && Depth % Matrix.Line == 0 && count % Matrix.Line == 0)
            for (int k = 0; k < Depth; k += Matrix.Line)
                for (int column = 0; column < count; column += Matrix.Line)
                    TurnSixteen(rows + (nint)column * source.Stride + k, source.Stride, panel + k * width + column, width);
        else
            PackByFour(rows, source.Stride, count, panel, width);
        source.KeepAlive();
        _panels.KeepAlive();
    }

    private unsafe void PackByFour(float* rows, nint stride, int count, float* panel, int width)
    {
        int turned = Sse.IsSupported ? count & ~3 : 0;
        for (int k = 0; k < Depth; k += 4)
        {
            int ks = Math.Min(4, Depth - k), column = 0;
            for (; column < turned && ks == 4; column += 4)
                TurnFour(rows + column * stride + k, stride, panel + k * width + column, width);
            for (; column < count; column++)
                for (int i = k; i < k + ks; i++)
                    panel[i * width + column] = rows[column * stride + i];
        }
    }

    // A block of sixteen by sixteen, written in whole lines, which takes two thirds of the time of four by four.
    private static unsafe void TurnSixteen(float* rows, nint stride, float* panel, int width)
    {
        Quads a = new(rows, stride), b = new(rows + 4 * stride, stride);
        Quads c = new(rows + 8 * stride, stride), d = new(rows + 12 * stride, stride);
        StoreLines(a.First, b.First, c.First, d.First, panel, width);
        StoreLines(a.Second, b.Second, c.Second, d.Second, panel + width, width);
        StoreLines(a.Third, b.Third, c.Third, d.Third, panel + 2 * width, width);
        StoreLines(a.Fourth, b.Fourth, c.Fourth, d.Fourth, panel + 3 * width, width);
    }

    // Four lines, four apart: quarter after quarter of four vectors.
    private static unsafe void StoreLines(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* panel, int width)
    {
        Vector512<float> ab = Avx512F.Shuffle4x128(a, b, 0x44), cd = Avx512F.Shuffle4x128(c, d, 0x44);
        Avx512F.Shuffle4x128(ab, cd, 0x88).Store(panel);
        Avx512F.Shuffle4x128(ab, cd, 0xDD).Store(panel + 4 * width);
        (ab, cd) = (Avx512F.Shuffle4x128(a, b, 0xEE), Avx512F.Shuffle4x128(c, d, 0xEE));
        Avx512F.Shuffle4x128(ab, cd, 0x88).Store(panel + 8 * width);
        Avx512F.Shuffle4x128(ab, cd, 0xDD).Store(panel + 12 * width);
    }

    // Four rows of sixteen values; quarter q of the first vector has value 4 q of each row, of the second 4 q + 1, ...
    private readonly unsafe ref struct Quads
    {
        public readonly Vector512<float> First, Second, Third, Fourth;

        public Quads(float* rows, nint stride)
        {
            Vector512<float> a = Vector512.Load(rows), b = Vector512.Load(rows + stride);
            Vector512<float> c = Vector512.Load(rows + 2 * stride), d = Vector512.Load(rows + 3 * stride);
            Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), cd = Avx512F.UnpackLow(c, d).AsDouble();
            (First, Second) = (Avx512F.UnpackLow(ab, cd).AsSingle(), Avx512F.UnpackHigh(ab, cd).AsSingle());
            (ab, cd) = (Avx512F.UnpackHigh(a, b).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
            (Third, Fourth) = (Avx512F.UnpackLow(ab, cd).AsSingle(), Avx512F.UnpackHigh(ab, cd).AsSingle());
        }
    }

    // A block of four by four, turned in registers: a third of the time of one value after the other.
    private static unsafe void TurnFour(float* rows, nint stride, float* panel, int width)
    {
        Vector128<float> a = Vector128.Load(rows), b = Vector128.Load(rows + stride);
        Vector128<float> c = Vector128.Load(rows + 2 * stride), d = Vector128.Load(rows + 3 * stride);
        Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d);
        Sse.MoveLowToHigh(ab, cd).Store(panel);
        Sse.MoveHighToLow(cd, ab).Store(panel + width);
        (ab, cd) = (Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d));
        Sse.MoveLowToHigh(ab, cd).Store(panel + 2 * width);
        Sse.MoveHighToLow(cd, ab).Store(panel + 3 * width);
    }
}
