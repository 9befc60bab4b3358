namespace Ram.Numerics;

/// <summary>A dense row-major matrix of floats, <c>[rows, columns]</c>.</summary>
public sealed class Matrix
{
    private readonly float[] _values;

    /// <summary>A matrix of zeros. Either size may be zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a size is negative.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        (Rows, Columns) = (rows, columns);
        // Pinned and never moved, so that the kernels may hold an address through a whole training.
        _values = GC.AllocateArray<float>(checked(rows * columns), pinned: true);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>All values, row by row.</summary>
    public Span<float> Values => _values;

    /// <summary>The value at a row and a column.</summary>
    public float this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>One row, <c>[columns]</c>.</summary>
    public Span<float> Row(int row) => _values.AsSpan(checked(row * Columns), Columns);

    /// <summary><paramref name="count"/> rows from <paramref name="start"/> on, as one span.</summary>
    public Span<float> RowRange(int start, int count) =>
        _values.AsSpan(checked(start * Columns), checked(count * Columns));
}
