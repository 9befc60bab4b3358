namespace Ram.Tests.Data;

internal static class ChiSquare
{
    /// <summary>Asserts that counts may well come from equally likely cells: chi-square below its mean plus five sigma.</summary>
    public static void AssertUniform(ReadOnlySpan<int> counts)
    {
        double expected = 0, sum = 0;
        foreach (int count in counts)
            expected += (double)count / counts.Length;
        foreach (int count in counts)
            sum += (count - expected) * (count - expected) / expected;
        double freedom = counts.Length - 1;
        Assert.True(expected >= 20, $"{expected} expected a cell are too few to tell.");
        Assert.InRange(sum, 0, freedom + 5 * Math.Sqrt(2 * freedom));
    }
}
