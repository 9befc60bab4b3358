using System.Runtime.InteropServices;
using Ram.Numerics;

namespace Ram.Tests.Numerics;

/// <summary>Exact comparisons: not-a-number equals itself, and 0 is not -0.</summary>
internal static class Bits
{
    public static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Assert.Equal(
            MemoryMarshal.Cast<float, int>(expected).ToArray(), MemoryMarshal.Cast<float, int>(actual).ToArray());

    /// <summary>What lies behind the last column of every row is zero.</summary>
    public static void PaddingIsZero(Matrix matrix)
    {
        Span<float> padded = matrix.Padded;
        for (int row = 0; row < matrix.Rows; row++)
        {
            Span<float> whole = padded.Slice(row * matrix.Stride, matrix.Stride);
            Assert.False(whole[matrix.Columns..].ContainsAnyExcept(0f));
        }
    }
}
