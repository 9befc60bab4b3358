using Ram.Numerics;

namespace Ram.Model;

/// <summary>
/// -log p(y), the loss of a belief over classes, and its gradient by the logits: the belief less one at y.
/// </summary>
internal static class CrossEntropy
{
    /// <summary>The least probability whose logarithm is taken: a belief may round to zero.</summary>
    private const float LeastProbability = 1e-37f;

    /// <summary>Computes both for some rows.</summary>
    /// <param name="beliefs">The class probabilities, <c>[rows, classes]</c>.</param>
    /// <param name="labels">The class of each row, <c>[rows]</c>.</param>
    /// <param name="weight">The weight of the loss.</param>
    /// <param name="scale">One over the rollouts of the batch, over which the gradient is a mean.</param>
    /// <param name="gradients">Receives the gradients of the logits, <c>[rows, classes]</c>.</param>
    /// <returns>The weighted loss, summed over the rows.</returns>
    public static double Compute(
        Matrix beliefs, ReadOnlySpan<byte> labels, float weight, float scale, Matrix gradients)
    {
        double sum = 0;
        for (int row = 0; row < beliefs.Rows; row++)
        {
            ReadOnlySpan<float> belief = beliefs.Row(row);
            Span<float> gradient = gradients.Row(row);
            for (int label = 0; label < belief.Length; label++)
                gradient[label] = weight * scale * (belief[label] - (label == labels[row] ? 1 : 0));
            sum -= weight * Math.Log(MathF.Max(belief[labels[row]], LeastProbability));
        }
        return sum;
    }
}
