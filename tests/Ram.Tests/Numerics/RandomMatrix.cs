using Ram.Numerics;

namespace Ram.Tests.Numerics;

/// <summary>Seeded matrices of standard normals.</summary>
internal static class RandomMatrix
{
    public static Matrix Of(int rows, int columns, int seed)
    {
        var matrix = new Matrix(rows, columns);
        Fill(matrix, seed);
        return matrix;
    }

    public static void Fill(Matrix matrix, int seed, double scale = 1)
    {
        var random = new Random(seed);
        for (int row = 0; row < matrix.Rows; row++)
            foreach (ref float value in matrix.Row(row))
                value = (float)(scale * Normal(random));
    }

    public static PackedMatrix Packed(Matrix matrix)
    {
        var packed = new PackedMatrix(matrix.Rows, matrix.Columns);
        Matrix turned = Transposed(matrix);
        for (int column = 0; column < matrix.Columns; column += PackedMatrix.PanelWidth)
            packed.PackTransposed(turned, column, Math.Min(PackedMatrix.PanelWidth, matrix.Columns - column));
        return packed;
    }

    public static Matrix Transposed(Matrix matrix)
    {
        var transposed = new Matrix(matrix.Columns, matrix.Rows);
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++)
                transposed[column, row] = matrix[row, column];
        return transposed;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
