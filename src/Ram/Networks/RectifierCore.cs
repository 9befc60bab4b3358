using System.Runtime.Intrinsics;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>h_t = Rect(Linear(g_t) + Linear(h_{t-1})), the paper's core for images.</summary>
public sealed class RectifierCore : CoreNetwork
{
    internal RectifierCore(List<Parameter> parameters, int inputs, int width) : base(parameters, inputs, width, gates: 1)
    {
    }

    internal override int GateWidth => 0;

    /// <summary>Makes the recurrent Linear pass h_{t-1} on, shifted by some units.</summary>
    internal void BeginWithIdentity(int shift)
    {
        Matrix weight = Hidden.Weight.Value;
        weight.Padded.Clear();
        for (int unit = 0; unit < Width; unit++)
            weight[unit, (unit + shift) % Width] = 1;
        Hidden.Bias.Value.Padded.Clear();
        Hidden.Pack();
        Sum.PackBias();
    }

    private protected override bool Rectifies => true;

    private protected override Matrix SumAt(int step, CoreActivations activations) => activations.HiddenAt(step);

    private protected override void FromSum(int step, CoreActivations activations)
    {
    }

    private protected override Matrix BackwardThroughTime(CoreActivations activations, CoreActivations scratch)
    {
        int last = activations.Steps - 1;
        Gate(activations.HiddenAt(last), scratch.HiddenAt(last));
        for (int step = last; step > 0; step--)
            Hidden.BackwardAddRectified(
                scratch.HiddenAt(step), activations.HiddenAt(step - 1), scratch.HiddenAt(step - 1));
        return scratch.Hidden;
    }

    private static unsafe void Gate(Matrix output, Matrix gradient)
    {
        Span<float> gates = output.Padded, values = gradient.Padded;
        for (int i = 0; i < values.Length; i += Matrix.Line)
        {
            Vector512<float> open = Vector512.GreaterThan(Vector512.Create(gates[i..]), Vector512<float>.Zero);
            (open & Vector512.Create(values[i..])).CopyTo(values[i..]);
        }
    }
}
