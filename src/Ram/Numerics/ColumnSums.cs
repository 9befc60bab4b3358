using System.Runtime.Intrinsics;

namespace Ram.Numerics;

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
