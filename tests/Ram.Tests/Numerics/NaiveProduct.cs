using Ram.Numerics;

namespace Ram.Tests.Numerics;

/// <summary>Products by the definition, in doubles: the oracle of <see cref="Gemm"/>.</summary>
internal static class NaiveProduct
{
    private const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>
    /// Compares each output with finish(start + sum over k of left[row, k] right[k, column]). Any order of a sum of n
    /// products is within n u / (1 - n u) times the sum of their magnitudes (Higham 2002, section 3.1).
    /// </summary>
    public static void Check(
        Matrix actual, int depth, Func<int, int, double> start, Func<int, int, float> left, Func<int, int, float> right,
        Func<int, int, double, double>? finish = null)
    {
        double bound = (depth + 1) * UnitRoundoff / (1 - (depth + 1) * UnitRoundoff);
        for (int row = 0; row < actual.Rows; row++)
            for (int column = 0; column < actual.Columns; column++)
            {
                double sum = start(row, column), magnitude = Math.Abs(sum);
                for (int k = 0; k < depth; k++)
                {
                    double product = (double)left(row, k) * right(k, column);
                    sum += product;
                    magnitude += Math.Abs(product);
                }
                double expected = finish is null ? sum : finish(row, column, sum);
                if (!(Math.Abs(actual[row, column] - expected) <= bound * magnitude))
                    Assert.Fail(
                        $"[{row}, {column}] of [{actual.Rows}, {depth}, {actual.Columns}] "
                        + $"is {actual[row, column]}, not {expected}.");
            }
        Bits.PaddingIsZero(actual);
    }
}
