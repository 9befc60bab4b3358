using Ram.Numerics;

namespace Ram.Networks;

/// <summary>The return expected at h_t, b_t = Linear(h_t), learned by squared error (section 3.1).</summary>
public sealed class BaselineNetwork
{
    internal BaselineNetwork(List<Parameter> parameters, int hidden) =>
        Linear = new Linear(parameters, "baseline", hidden, 1);

    /// <summary>From h_t to b_t.</summary>
    public Linear Linear { get; }

    /// <summary>Computes the baselines.</summary>
    /// <param name="hidden">h_t, <c>[rows, hidden]</c>.</param>
    /// <param name="baselines">Receives b_t, <c>[rows, 1]</c>.</param>
    public void Forward(Matrix hidden, Matrix baselines) => Linear.Forward(hidden, baselines);

    /// <summary>The gradients of the weights; none flows into h_t, which the baseline only reads.</summary>
    /// <param name="hidden">As in <see cref="Forward"/>.</param>
    /// <param name="baselineGradient">The loss's gradient by b_t, <c>[rows, 1]</c>.</param>
    /// <param name="gradients">Receives the gradients of the weights.</param>
    public void Backward(Matrix hidden, Matrix baselineGradient, Gradients gradients) =>
        Linear.WeightGradients(hidden, baselineGradient, gradients);
}
