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
        packed.PackRows(matrix, 0, matrix.Rows);
        return packed;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
