using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>Where to look next: the mean of the location policy, a squashed Linear of h_t (section 3, "actions").</summary>
/// <param name="Linear">From h_t to (x, y).</param>
/// <param name="Squash">How the Linear's output becomes a mean.</param>
public sealed record LocationNetwork(Linear Linear, Squash Squash)
{
    /// <summary>The policy's means in action units, <c>[rows, 2]</c>, and the Linear's outputs, from h_t.</summary>
    public void Forward(Matrix hidden, Matrix outputs, Matrix means)
    {
        Linear.Forward(hidden, outputs);
        if (Squash == Squash.Clip)
            TensorPrimitives.Clamp(outputs.Padded, -1, 1, means.Padded);
        else if (Squash == Squash.Tanh)
            TensorPrimitives.Tanh(outputs.Padded, means.Padded);
        else
            outputs.Padded.CopyTo(means.Padded);
    }

    /// <summary>
    /// The gradients of the weights, from the loss's gradient by the means, <c>[rows, 2]</c>, which becomes that by the
    /// outputs; the others are as <see cref="Forward"/> had or computed them.
    /// </summary>
    public void Backward(Matrix hidden, Matrix outputs, Matrix means, Matrix meanGradient, Gradients gradients)
    {
        for (int row = 0; row < meanGradient.Rows; row++)
            for (int axis = 0; axis < 2; axis++)
                meanGradient[row, axis] *= Slope(outputs[row, axis], means[row, axis]);
        Linear.WeightGradients(hidden, meanGradient, gradients);
    }

    private float Slope(float output, float mean) => Squash switch
    {
        Squash.Clip => output is >= -1 and <= 1 ? 1 : 0,
        Squash.Tanh => 1 - mean * mean,
        _ => 1,
    };
}

/// <summary>How the location network's output becomes the mean of its Gaussian policy.</summary>
public enum Squash
{
    /// <summary>Clamped to [-1, 1]; the gradient passes where it was inside.</summary>
    Clip,
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
    /// <summary>Left as it is.</summary>
    None,
}

/// <summary>What to say or do: a linear softmax over classes or actions (section 3, "actions").</summary>
/// <param name="Linear">From h_t to the logits.</param>
public sealed record ActionNetwork(Linear Linear)
{
    /// <summary>The probabilities of the classes, <c>[rows, classes]</c>, from h_t; each row sums to 1.</summary>
    public void Forward(Matrix hidden, Matrix probabilities)
    {
        Linear.Forward(hidden, probabilities);
        Softmax(probabilities);
    }

    /// <summary>Replaces the logits of each row, <c>[rows, classes]</c>, by p_i = exp(x_i) / Σ_j exp(x_j).</summary>
    internal static void Softmax(Matrix logits)
    {
        for (int row = 0; row < logits.Rows; row++)
        {
            Span<float> values = logits.Row(row);
            float largest = TensorPrimitives.Max<float>(values), sum = 0;
            // Scalar exponentials: a vectorised Exp gives other bits on spans of other lengths.
            foreach (ref float value in values)
                sum += value = MathF.Exp(value - largest);
            foreach (ref float value in values)
                value /= sum;
        }
    }
}

/// <summary>The return expected at h_t, b_t = Linear(h_t), learned by squared error (section 3.2).</summary>
/// <param name="Linear">From h_t to b_t.</param>
public sealed record BaselineNetwork(Linear Linear)
{
    /// <summary>b_t, <c>[rows, 1]</c>, from h_t.</summary>
    public void Forward(Matrix hidden, Matrix baselines) => Linear.Forward(hidden, baselines);

    /// <summary>
    /// The gradients of the weights, from the loss's by b_t, <c>[rows, 1]</c>; none flows into h_t, which is only read.
    /// </summary>
    public void Backward(Matrix hidden, Matrix baselineGradient, Gradients gradients) =>
        Linear.WeightGradients(hidden, baselineGradient, gradients);
}
