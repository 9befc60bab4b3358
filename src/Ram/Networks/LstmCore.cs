using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>
/// A long short-term memory with PyTorch's gates in the order i, f, g, o: c_t = f c_{t-1} + i g, h_t = o tanh(c_t);
/// the paper's core for the game of Catch.
/// </summary>
internal sealed class LstmCore : CoreNetwork
{
    internal LstmCore(List<Parameter> parameters, int inputs, int width) : base(parameters, inputs, width, gates: 4)
    {
    }

    private protected override void FromSum(int step, CoreActivations activations)
    {
        for (int row = 0; row < activations.Rows; row++)
            ForwardRow(step, step * activations.Rows + row, activations);
    }

    private void ForwardRow(int step, int at, CoreActivations activations)
    {
        Span<float> gates = activations.Gates.Row(at), cells = activations.Cells.Row(at), hidden = activations.Hidden.Row(at);
        Span<float> i = Gate(gates, 0), f = Gate(gates, 1), g = Gate(gates, 2), o = Gate(gates, 3);
        TensorPrimitives.Sigmoid(i, i);
        TensorPrimitives.Sigmoid(f, f);
        TensorPrimitives.Tanh(g, g);
        TensorPrimitives.Sigmoid(o, o);
        TensorPrimitives.Multiply(i, g, cells);
        if (step > 0)
            TensorPrimitives.MultiplyAdd(f, activations.Cells.Row(at - activations.Rows), cells, cells);
        Span<float> squashed = activations.SquashedCells.Row(at);
        TensorPrimitives.Tanh(cells, squashed);
        TensorPrimitives.Multiply(squashed, o, hidden);
    }

    private protected override Matrix BackwardThroughTime(CoreActivations activations, CoreActivations scratch)
    {
        scratch.Cells.Padded.Clear();
        for (int step = activations.Steps - 1; step >= 0; step--)
        {
            for (int row = 0; row < activations.Rows; row++)
                BackwardRow(step, step * activations.Rows + row, activations, scratch);
            if (step > 0)
                Hidden.Backward(scratch.At(scratch.Gates, step), scratch.HiddenAt(step - 1), add: true);
        }
        return scratch.Gates;
    }

    // With c = f c' + i g and h = o tanh(c), by the chain rule; a sigmoid s has the slope s (1 - s), tanh 1 - tanh².
    private void BackwardRow(int step, int at, CoreActivations activations, CoreActivations scratch)
    {
        Span<float> gates = activations.Gates.Row(at), slopes = scratch.Gates.Row(at);
        ReadOnlySpan<float> i = Gate(gates, 0), f = Gate(gates, 1), g = Gate(gates, 2), o = Gate(gates, 3);
        ReadOnlySpan<float> squashed = activations.SquashedCells.Row(at), byHidden = scratch.Hidden.Row(at);
        Span<float> byCell = scratch.Cells.Row(at), product = scratch.SquashedCells.Row(at);
        OneLessSquare(squashed, product);
        TensorPrimitives.Multiply(product, o, product);
        TensorPrimitives.MultiplyAdd(byHidden, product, byCell, byCell);
        SigmoidSlope(o, squashed, byHidden, Gate(slopes, 3));
        SigmoidSlope(i, g, byCell, Gate(slopes, 0));
        OneLessSquare(g, product);
        TensorPrimitives.Multiply(product, i, product);
        TensorPrimitives.Multiply(product, byCell, Gate(slopes, 2));
        if (step == 0)
        {
            Gate(slopes, 1).Clear();
            return;
        }
        int before = at - activations.Rows;
        SigmoidSlope(f, activations.Cells.Row(before), byCell, Gate(slopes, 1));
        TensorPrimitives.Multiply(byCell, f, scratch.Cells.Row(before));
    }

    /// <summary>1 - x².</summary>
    private static void OneLessSquare(ReadOnlySpan<float> x, Span<float> result)
    {
        TensorPrimitives.Multiply(x, x, result);
        TensorPrimitives.Subtract(1, result, result);
    }

    /// <summary>gate (1 - gate) factor gradient.</summary>
    private static void SigmoidSlope(
        ReadOnlySpan<float> gate, ReadOnlySpan<float> factor, ReadOnlySpan<float> gradient, Span<float> result)
    {
        TensorPrimitives.Subtract(1, gate, result);
        TensorPrimitives.Multiply(result, gate, result);
        TensorPrimitives.Multiply(result, factor, result);
        TensorPrimitives.Multiply(result, gradient, result);
    }

    private Span<float> Gate(Span<float> gates, int gate) => gates.Slice(gate * Width, Width);
}
