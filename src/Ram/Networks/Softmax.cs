using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>Logits become probabilities: p_i = exp(x_i) / Σ_j exp(x_j).</summary>
internal static class Softmax
{
    /// <summary>Replaces the logits of each row, <c>[rows, classes]</c>, by probabilities that sum to 1.</summary>
    public static void Apply(Matrix logits)
    {
        for (int row = 0; row < logits.Rows; row++)
            Apply(logits.Row(row));
    }

    // Scalar exponentials: a vectorised Exp gives other bits on spans of other lengths.
    private static void Apply(Span<float> values)
    {
        float largest = TensorPrimitives.Max<float>(values);
        float sum = 0;
        foreach (ref float value in values)
        {
            value = MathF.Exp(value - largest);
            sum += value;
        }
        foreach (ref float value in values)
            value /= sum;
    }
}
