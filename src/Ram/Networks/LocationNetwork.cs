using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>Where to look next: the mean of the location policy, a squashed Linear of h_t (section 3, "actions").</summary>
public sealed class LocationNetwork
{
    internal LocationNetwork(List<Parameter> parameters, int hidden, Squash squash)
    {
        Linear = new Linear(parameters, "location", hidden, 2);
        Squash = squash;
    }

    /// <summary>From h_t to (x, y).</summary>
    public Linear Linear { get; }

    /// <summary>How the Linear's output becomes a mean.</summary>
    public Squash Squash { get; }

    /// <summary>Computes the policy's means.</summary>
    /// <param name="hidden">h_t, <c>[rows, hidden]</c>.</param>
    /// <param name="outputs">Receives the Linear's outputs, <c>[rows, 2]</c>.</param>
    /// <param name="means">Receives the means in action units, <c>[rows, 2]</c>.</param>
    public void Forward(Matrix hidden, Matrix outputs, Matrix means)
    {
        Linear.Forward(hidden, outputs);
        Span<float> squashed = means.Padded;
        outputs.Padded.CopyTo(squashed);
        if (Squash == Squash.Clip)
            TensorPrimitives.Clamp(squashed, -1, 1, squashed);
        else if (Squash == Squash.Tanh)
            TensorPrimitives.Tanh(squashed, squashed);
    }

    /// <summary>The gradients of the weights, and the gradient before the squashing.</summary>
    /// <param name="hidden">As in <see cref="Forward"/>.</param>
    /// <param name="outputs">What <see cref="Forward"/> computed.</param>
    /// <param name="means">What <see cref="Forward"/> computed.</param>
    /// <param name="meanGradient">The loss's gradient by the means, <c>[rows, 2]</c>; becomes that by the outputs.</param>
    /// <param name="gradients">Receives the gradients of the weights.</param>
    public void Backward(Matrix hidden, Matrix outputs, Matrix means, Matrix meanGradient, Gradients gradients)
    {
        for (int row = 0; row < meanGradient.Rows; row++)
        {
            Span<float> gradient = meanGradient.Row(row);
            for (int axis = 0; axis < 2; axis++)
                gradient[axis] *= Slope(outputs.Row(row)[axis], means.Row(row)[axis]);
        }
        Linear.WeightGradients(hidden, meanGradient, gradients);
    }

    private float Slope(float output, float mean) => Squash switch
    {
        Squash.Clip => output is >= -1 and <= 1 ? 1 : 0,
        Squash.Tanh => 1 - mean * mean,
        _ => 1,
    };
}
