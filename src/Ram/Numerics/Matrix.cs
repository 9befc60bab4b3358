using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    public Matrix(int rows, int columns)
        : this(new AlignedStorage(checked(rows * StrideOf(columns))), 0, rows, columns)
    {
    }

    internal Matrix(AlignedStorage storage, int start, int rows, int columns)
        : this(storage.Array, storage.Start + start, rows, columns)
    {
    }

    private Matrix(float[] storage, int start, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        (_storage, _start, Rows, Columns, Stride) = (storage, start, rows, columns, StrideOf(columns));
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
        return new Matrix(_storage, _start + start * Stride, count, Columns);
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

    /// <summary>One row with its padding, <see cref="PaddedColumns"/> long.</summary>
    internal Span<float> PaddedRow(int row) => _storage.AsSpan(_start + row * Stride, PaddedColumns);

    /// <summary>The address of the first value; the storage never moves, and lives as long as this matrix is held.</summary>
    internal unsafe float* Address =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage)) + _start;

    /// <summary>Keeps the storage alive up to this call.</summary>
    internal void KeepAlive() => GC.KeepAlive(_storage);

    internal static int StrideOf(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        int padded = RoundUp(columns);
        return padded / Line % 2 == 1 ? padded : padded + Line;
    }

    private static int RoundUp(int columns) => (columns + Line - 1) / Line * Line;
}
