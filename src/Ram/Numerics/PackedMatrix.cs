using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ram.Numerics;

/// <summary>
/// The right side of a product, <c>[depth, columns]</c>, in the order in which the kernels read it: panels of 32
/// columns, each <c>[depth, 32]</c>, the last one 16 wide where that is enough. Missing columns are zero.
/// </summary>
internal sealed class PackedMatrix
{
    /// <summary>Two vectors of the widest set. A panel of 256 x 32 floats is 32 KB, which the first-level cache holds.</summary>
    public const int PanelWidth = 2 * Matrix.Line;

    private readonly AlignedStorage _storage;

    public PackedMatrix(int depth, int columns)
    {
        (Depth, Columns) = (depth, columns);
        PaddedColumns = (columns + Matrix.Line - 1) / Matrix.Line * Matrix.Line;
        _storage = new AlignedStorage(checked(depth * PaddedColumns));
    }

    public int Depth { get; }

    public int Columns { get; }

    public int PaddedColumns { get; }

    /// <summary>The address of the panel that begins at <paramref name="column"/>.</summary>
    public unsafe float* Panel(int column) =>
        (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_storage.Array)) + _storage.Start
        + (nint)column * Depth;

    /// <summary>The width of the panel that begins at <paramref name="column"/>: 32, or 16 for a last one.</summary>
    public int WidthAt(int column) => Math.Min(PanelWidth, PaddedColumns - column);

    /// <summary>
    /// Packs rows of a matrix <c>[columns, depth]</c> as columns: the panel that begins at <paramref name="start"/>,
    /// a multiple of the panel's width.
    /// </summary>
    public void PackTransposed(Matrix source, int start, int count)
    {
        int width = WidthAt(start);
        Span<float> panel = _storage.Values.Slice(start * Depth, width * Depth);
        for (int column = 0; column < count; column++)
        {
            ReadOnlySpan<float> values = source.Row(start + column);
            for (int k = 0; k < values.Length; k++)
                panel[k * width + column] = values[k];
        }
    }
}
