using System.Runtime.Intrinsics;

namespace Ram.Numerics;

/// <summary>
/// The three products of a linear layer, on the tiles of <see cref="Tile"/>: forward from a packed weight; input gradient
/// from the weight as it lies; weight gradient.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>
    /// The rows of one pass of a weight gradient: 128 rows of a panel of 32 columns are 16 KB, so that a panel stays
    /// in the first-level cache while every output row passes over it.
    /// </summary>
    private const int DepthPerPass = 128;

    private static readonly Matrix _zeros = new(1, 1 << 17);

    /// <summary>The most columns of a product that begins at zero.</summary>
    internal static int MostColumns => _zeros.Columns;

    /// <summary>output = left x right + bias, or its ReLU.</summary>
    /// <param name="left"><c>[rows, depth]</c></param>
    /// <param name="right"><c>[depth, columns]</c></param>
    /// <param name="bias"><c>[1, columns]</c></param>
    /// <param name="output"><c>[rows, columns]</c></param>
    /// <param name="relu">Whether negative outputs become zero.</param>
    /// <param name="meanwhile">Null, or what memory is to bring while this is computed.</param>
    public static void Multiply(
        Matrix left, PackedMatrix right, Matrix bias, Matrix output, bool relu = false, FetchQueue? meanwhile = null)
    {
        Check(bias.Rows == 1 && bias.Columns >= output.Columns);
        Tile tile = TileOf(left, output, relu);
        tile.StartFrom(bias.Address, 0);
        Sweep(tile, left, right, output, meanwhile);
        bias.KeepAlive();
    }

    /// <summary>output = left x right, nothing added.</summary>
    /// <param name="left"><c>[rows, depth]</c></param>
    /// <param name="right"><c>[depth, columns]</c></param>
    /// <param name="output"><c>[rows, columns]</c></param>
    public static void Multiply(Matrix left, Matrix right, Matrix output)
    {
        Tile tile = FromZero(left, output);
        Sweep(tile, left, right, output);
    }

    /// <summary>output += left x right, then through a ReLU if asked.</summary>
    public static void MultiplyAdd(Matrix left, PackedMatrix right, Matrix output, bool relu = false)
    {
        Tile tile = TileOf(left, output, relu);
        tile.StartFrom(output.Address, output.Stride);
        Sweep(tile, left, right, output);
    }

    /// <summary>output += left x right.</summary>
    public static void MultiplyAdd(Matrix left, Matrix right, Matrix output)
    {
        Tile tile = TileOf(left, output, relu: false);
        tile.StartFrom(output.Address, output.Stride);
        Sweep(tile, left, right, output);
    }

    /// <summary>output = left x right where <paramref name="gate"/> is above zero, else zero: back through a ReLU.</summary>
    public static void MultiplyGated(Matrix left, Matrix right, Matrix gate, Matrix output)
    {
        Tile tile = FromZero(left, output);
        Gate(ref tile, gate, output);
        Sweep(tile, left, right, output);
        gate.KeepAlive();
    }

    /// <summary>output = output + left x right where <paramref name="gate"/> is above zero, else zero.</summary>
    public static void MultiplyAddGated(Matrix left, Matrix right, Matrix gate, Matrix output)
    {
        Tile tile = TileOf(left, output, relu: false);
        tile.StartFrom(output.Address, output.Stride);
        Gate(ref tile, gate, output);
        Sweep(tile, left, right, output);
        gate.KeepAlive();
    }

    /// <summary>output = left^T x right: the weight gradient of a linear layer.</summary>
    /// <param name="left">The gradients of the layer's outputs, <c>[depth, rows]</c>.</param>
    /// <param name="right">The layer's inputs, <c>[depth, columns]</c>.</param>
    /// <param name="output"><c>[rows, columns]</c></param>
    public static void MultiplyTransposed(Matrix left, Matrix right, Matrix output)
    {
        Check(left.Rows == right.Rows && left.Columns == output.Rows && right.Columns == output.Columns);
        if (left.Rows == 0)
            output.Padded.Clear();
        for (int start = 0; start < left.Rows; start += DepthPerPass)
        {
            int depth = Math.Min(DepthPerPass, left.Rows - start);
            AddTransposed(left.Slice(start, depth), right.Slice(start, depth), output, first: start == 0);
        }
    }

    private static void AddTransposed(Matrix left, Matrix right, Matrix output, bool first)
    {
        Tile tile = TileOf(left, output, relu: false);
        (tile.LeftRow, tile.LeftStep, tile.Depth) = (1, left.Stride, left.Rows);
        for (int column = 0; column < output.PaddedColumns; column += PackedMatrix.PanelWidth)
        {
            tile.Output = output.Address + column;
            tile.ReadRight(right.Address + column, right.Stride);
            if (first)
                tile.StartFrom(_zeros.Address, 0);
            else
                tile.StartFrom(tile.Output, output.Stride);
            Panel(tile, output.Rows, Math.Min(PackedMatrix.PanelWidth, output.PaddedColumns - column));
        }
        KeepAlive(left, right, output);
    }

    private static Tile TileOf(Matrix left, Matrix output, bool relu) => new()
    {
        Left = left.Address,
        LeftRow = left.Stride,
        LeftStep = 1,
        Output = output.Address,
        OutputRow = output.Stride,
        Floor = relu ? 0 : float.NegativeInfinity,
        Depth = left.Columns,
    };

    private static Tile FromZero(Matrix left, Matrix output)
    {
        if (output.Columns > MostColumns)
            throw new ArgumentException($"A product has {output.Columns} columns; allowed: {MostColumns}.", nameof(output));
        Tile tile = TileOf(left, output, relu: false);
        tile.StartFrom(_zeros.Address, 0);
        return tile;
    }

    private static void Gate(ref Tile tile, Matrix gate, Matrix output)
    {
        Check(gate.Rows == output.Rows && gate.Columns == output.Columns);
        tile.GateBy(gate);
    }

    private static void Sweep(
        Tile tile, Matrix left, PackedMatrix right, Matrix output, FetchQueue? meanwhile = null)
    {
        Check(left.Rows == output.Rows && left.Columns == right.Depth && right.Columns == output.Columns);
        for (int column = 0; column < right.PaddedColumns; column += PackedMatrix.PanelWidth)
        {
            int width = right.WidthAt(column);
            tile.ReadRight(right.Panel(column), width);
            if (meanwhile is null)
                Panel(tile, left.Rows, width);
            else
                Panel(tile, left.Rows, width, meanwhile);
            tile.Across(width);
        }
        KeepAlive(left, output);
        GC.KeepAlive(right);
    }

    private static void Sweep(Tile tile, Matrix left, Matrix right, Matrix output)
    {
        Check(left.Rows == output.Rows && left.Columns == right.Rows && right.Columns == output.Columns);
        for (int column = 0; column < right.PaddedColumns; column += PackedMatrix.PanelWidth)
        {
            int width = Math.Min(PackedMatrix.PanelWidth, right.PaddedColumns - column);
            tile.ReadRight(right.Address + column, right.Stride);
            Panel(tile, left.Rows, width);
            tile.Across(width);
        }
        KeepAlive(left, right, output);
    }

    private static void Panel(Tile tile, int rows, int width)
    {
        if (Vector512.IsHardwareAccelerated && width == PackedMatrix.PanelWidth)
            tile.Run<Lanes512, Vector512<float>>(rows);
        else if (Vector256.IsHardwareAccelerated)
            Pairs<Lanes256, Vector256<float>>(tile, rows, width);
        else
            Pairs<Lanes128, Vector128<float>>(tile, rows, width);
    }

    private static void Panel(Tile tile, int rows, int width, FetchQueue meanwhile)
    {
        for (; rows > 0; rows -= Tile.MostRows, tile.Down(Tile.MostRows))
        {
            meanwhile.FetchPortion();
            Panel(tile, Math.Min(rows, Tile.MostRows), width);
        }
    }

    private static void Pairs<TLanes, TVector>(Tile tile, int rows, int width)
        where TLanes : struct, ILanes<TVector> where TVector : struct
    {
        for (int column = 0; column < width; column += 2 * TLanes.Width, tile.Across(2 * TLanes.Width))
            tile.Run<TLanes, TVector>(rows);
    }

    private static void Check(bool fit)
    {
        if (!fit)
            throw new ArgumentException("The shapes of a product's matrices do not fit.");
    }

    private static void KeepAlive(Matrix first, Matrix second, Matrix third = default)
    {
        first.KeepAlive();
        second.KeepAlive();
        third.KeepAlive();
    }
}

/// <summary>Sums over the rows of a matrix, each column in row order.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>sums[0, c] = the sum of column c of <paramref name="values"/>.</summary>
    public static void Into(Matrix values, Matrix sums)
    {
        float* column = values.Address, sum = sums.Address;
        for (int left = values.PaddedColumns; left > 0; left -= Matrix.Line, column += Matrix.Line, sum += Matrix.Line)
            OfLine(column, values.Stride, values.Rows).Store(sum);
        values.KeepAlive();
        sums.KeepAlive();
    }

    private static Vector512<float> OfLine(float* column, int stride, int rows)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (int row = 0; row < rows; row++, column += stride)
            sum += Vector512.Load(column);
        return sum;
    }
}
