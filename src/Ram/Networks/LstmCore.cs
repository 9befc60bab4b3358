using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>
/// A long short-term memory with PyTorch's gates in the order i, f, g, o: c_t = f c_{t-1} + i g, h_t = o tanh(c_t);
/// the paper's core for the game of Catch.
/// </summary>
public sealed class LstmCore : CoreNetwork
{
    internal LstmCore(List<Parameter> parameters, int inputs, int width) : base(parameters, inputs, width, gates: 4)
    {
    }

    internal override int GateWidth => 4 * Width;

    private protected override bool Rectifies => false;

    private protected override Matrix SumAt(int step, CoreActivations activations) => activations.At(activations.Gates, step);

    private protected override void FromSum(int step, CoreActivations activations)
    {
        for (int row = 0; row < activations.Rows; row++)
            ForwardRow(step, row, activations);
    }

    private void ForwardRow(int step, int row, CoreActivations activations)
    {
        int at = step * activations.Rows + row;
        Span<float> gates = activations.Gates.Row(at), cells = activations.Cells.Row(at), hidden = activations.Hidden.Row(at);
        Span<float> i = Gate(gates, 0), f = Gate(gates, 1), g = Gate(gates, 2), o = Gate(gates, 3);
        TensorPrimitives.Sigmoid(i, i);
        TensorPrimitives.Sigmoid(f, f);
        TensorPrimitives.Tanh(g, g);
        TensorPrimitives.Sigmoid(o, o);
        TensorPrimitives.Multiply(i, g, cells);
        if (step > 0)
            TensorPrimitives.MultiplyAdd(f, activations.Cells.Row(at - activations.Rows), cells, cells);
        TensorPrimitives.Tanh(cells, hidden);
        TensorPrimitives.Multiply(hidden, o, hidden);
    }

    private protected override Matrix BackwardThroughTime(CoreActivations activations, CoreActivations scratch)
    {
        scratch.Cells.Padded.Clear();
        for (int step = activations.Steps - 1; step >= 0; step--)
        {
            for (int row = 0; row < activations.Rows; row++)
                BackwardRow(step, step * activations.Rows + row, activations, scratch);
            if (step > 0)
                Hidden.BackwardAdd(scratch.At(scratch.Gates, step), scratch.HiddenAt(step - 1));
        }
        return scratch.Gates;
    }

    // With c = f c' + i g and h = o tanh(c), by the chain rule; a sigmoid s has the slope s (1 - s), tanh 1 - tanh^2.
    private void BackwardRow(int step, int at, CoreActivations activations, CoreActivations scratch)
    {
        ReadOnlySpan<float> gates = activations.Gates.Row(at), cells = activations.Cells.Row(at);
        ReadOnlySpan<float> hidden = scratch.Hidden.Row(at);
        Span<float> gateGradient = scratch.Gates.Row(at), cellGradient = scratch.Cells.Row(at);
        int before = at - activations.Rows, width = Width;
        ReadOnlySpan<float> previous = step > 0 ? activations.Cells.Row(before) : [];
        Span<float> previousGradient = step > 0 ? scratch.Cells.Row(before) : [];
        for (int unit = 0; unit < width; unit++)
        {
            float i = gates[unit], f = gates[width + unit], g = gates[2 * width + unit], o = gates[3 * width + unit];
            float squashed = MathF.Tanh(cells[unit]);
            float byCell = cellGradient[unit] + hidden[unit] * o * (1 - squashed * squashed);
            gateGradient[unit] = byCell * g * i * (1 - i);
            gateGradient[width + unit] = step > 0 ? byCell * previous[unit] * f * (1 - f) : 0;
            gateGradient[2 * width + unit] = byCell * i * (1 - g * g);
            gateGradient[3 * width + unit] = hidden[unit] * squashed * o * (1 - o);
            if (step > 0)
                previousGradient[unit] = byCell * f;
        }
    }

    private Span<float> Gate(Span<float> gates, int gate) => gates.Slice(gate * Width, Width);
}
