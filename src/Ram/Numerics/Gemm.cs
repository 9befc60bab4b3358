using System.Runtime.Intrinsics;

namespace Ram.Numerics;

/// <summary>A linear layer's products: forward, input gradient, weight gradient and its column sums.</summary>
internal static unsafe class Gemm
{
    /// <summary>The rows of one pass of a weight gradient, so that a panel's 16 KB stay in the cache.</summary>
    private const int DepthPerPass = 128;

    // Where the chains of a panel begin if nothing is added to them. Every panel of a product reads the same ones.
    private static readonly Matrix _zeros = new(1, PackedMatrix.PanelWidth);

    /// <summary>output = start + left x right, or its ReLU; the start is a bias, or the output itself.</summary>
    public static void Multiply(Matrix left, PackedMatrix right, Matrix start, Matrix output, bool relu = false)
    {
        Check(left.Rows == output.Rows && left.Columns == right.Depth && right.Columns == output.Columns);
        Check((start.Rows == 1 || start.Rows == output.Rows) && start.Columns == output.Columns);
        Tile tile = TileOf(left, output);
        tile.Floor = relu ? 0 : float.NegativeInfinity;
        tile.Start = start.Address;
        tile.StartRow = start.Rows == 1 ? 0 : start.Stride;
        for (int column = 0; column < right.PaddedColumns; column += PackedMatrix.PanelWidth)
        {
            int width = right.WidthAt(column);
            tile.Right = right.Panel(column);
            tile.RightStep = width;
            Panel(tile, left.Rows, width);
            tile.Across(width);
        }
        KeepAlive(left, output, start);
        GC.KeepAlive(right);
    }

    /// <summary>output = left x right, perhaps added to it; then zero where a ReLU's outputs, the gate, are.</summary>
    public static void Multiply(Matrix left, Matrix right, Matrix output, Matrix? gate = null, bool add = false)
    {
        Check(left.Rows == output.Rows && left.Columns == right.Rows && right.Columns == output.Columns);
        Tile tile = TileOf(left, output);
        if (gate is Matrix open)
        {
            Check(open.Rows == output.Rows && open.Columns == output.Columns);
            tile.Gate = open.Address;
            tile.GateRow = open.Stride;
        }
        Sweep(tile, right, output, add);
        KeepAlive(left, gate ?? default);
    }

    /// <summary>output = left^T x right: the weight gradient, from the outputs' gradients and the inputs.</summary>
    public static void MultiplyTransposed(Matrix left, Matrix right, Matrix output)
    {
        Check(left.Rows == right.Rows && left.Columns == output.Rows && right.Columns == output.Columns);
        int start = 0;
        do
        {
            int depth = Math.Min(DepthPerPass, left.Rows - start);
            Tile tile = TileOf(left.Slice(start, depth), output);
            (tile.LeftRow, tile.LeftStep, tile.Depth) = (1, left.Stride, depth);
            Sweep(tile, right.Slice(start, depth), output, add: start > 0);
            start += DepthPerPass;
        }
        while (start < left.Rows);
        left.KeepAlive();
    }

    /// <summary>sums[0, c] = the sum of column c of <paramref name="values"/>, in row order.</summary>
    public static void SumColumns(Matrix values, Matrix sums)
    {
        for (int column = 0; column < values.PaddedColumns; column += Matrix.Line)
        {
            Vector512<float> sum = Vector512<float>.Zero;
            float* value = values.Address + column;
            for (int row = 0; row < values.Rows; row++, value += values.Stride)
                sum += Vector512.Load(value);
            sum.Store(sums.Address + column);
        }
        KeepAlive(values, sums);
    }

    private static Tile TileOf(Matrix left, Matrix output) => new()
    {
        Left = left.Address,
        LeftRow = left.Stride,
        LeftStep = 1,
        Output = output.Address,
        OutputRow = output.Stride,
        Floor = float.NegativeInfinity,
        Depth = left.Columns,
    };

    private static void Sweep(Tile tile, Matrix right, Matrix output, bool add)
    {
        tile.Right = right.Address;
        tile.RightStep = right.Stride;
        tile.StartRow = add ? output.Stride : 0;
        for (int column = 0; column < output.PaddedColumns; column += PackedMatrix.PanelWidth)
        {
            tile.Start = add ? tile.Output : _zeros.Address;
            Panel(tile, output.Rows, Math.Min(PackedMatrix.PanelWidth, output.PaddedColumns - column));
            tile.Across(PackedMatrix.PanelWidth);
        }
        KeepAlive(right, output);
    }

    private static void Panel(in Tile tile, int rows, int width)
    {
        if (Vector512.IsHardwareAccelerated && width == PackedMatrix.PanelWidth)
            tile.Run<Lanes512, Vector512<float>>(rows);
        else if (Vector256.IsHardwareAccelerated)
            Pairs<Lanes256, Vector256<float>>(tile, rows, width);
        else
            Pairs<Lanes128, Vector128<float>>(tile, rows, width);
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
