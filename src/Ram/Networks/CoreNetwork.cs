using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>The recurrent core: h_t from h_{t-1} and the glimpse g_t (section 3, "internal state"); h_0 is zero.</summary>
public abstract class CoreNetwork
{
    private readonly Matrix _bias;

    private protected CoreNetwork(List<Parameter> parameters, int inputs, int width, int gates)
    {
        Input = new Linear(parameters, "core.input", inputs, gates * width);
        Hidden = new Linear(parameters, "core.hidden", width, gates * width);
        _bias = new Matrix(1, gates * width);
    }

    /// <summary>From the glimpse.</summary>
    public Linear Input { get; }
    /// <summary>From the hidden state of the step before.</summary>
    public Linear Hidden { get; }
    /// <summary>The units of h_t.</summary>
    public int Width => Hidden.Inputs;
    /// <summary>Whether h_t is the ReLU of the sum itself, and not made of gates.</summary>
    internal bool EndsInRelu => Hidden.Outputs == Width;

    /// <summary>Computes h_t of one step from the glimpse and the step before.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="glimpse">g_t, <c>[rows, inputs]</c>.</param>
    /// <param name="activations">Holds the steps before; receives this one.</param>
    public void Forward(int step, Matrix glimpse, CoreActivations activations)
    {
        Matrix sum = SumAt(step, activations);
        if (step > 0)
            Hidden.Forward(activations.HiddenAt(step - 1), _bias, sum, relu: false);
        Input.Forward(glimpse, step == 0 ? _bias : sum, sum, EndsInRelu);
        FromSum(step, activations);
    }

    /// <summary>Back-propagation through time, over all steps.</summary>
    /// <param name="glimpses">The inputs of all steps, outputs of a ReLU, <c>[steps x rows, inputs]</c>.</param>
    /// <param name="activations">What <see cref="Forward"/> computed.</param>
    /// <param name="scratch">
    /// Its <c>Hidden</c> holds the gradients of h_t that come from the heads; overwritten.
    /// </param>
    /// <param name="glimpseGradient">Receives the gradient by the glimpses before their ReLU.</param>
    /// <param name="gradients">Receives the gradients of the weights.</param>
    public void Backward(
        Matrix glimpses, CoreActivations activations, CoreActivations scratch,
        Matrix glimpseGradient, Gradients gradients)
    {
        Matrix outputs = BackwardThroughTime(activations, scratch);
        Input.Backward(outputs, glimpseGradient, relu: glimpses);
        Input.WeightGradients(glimpses, outputs, gradients);
        // h_0 is zero: the first step gives the recurrent weight no gradient, but its bias has one.
        int rows = activations.Rows, later = outputs.Rows - rows;
        Gemm.MultiplyTransposed(outputs.Slice(rows, later), activations.Hidden.Slice(0, later), gradients[Hidden.Weight]);
        gradients[Input.Bias].Row(0).CopyTo(gradients[Hidden.Bias].Row(0));
    }

    internal void PackBias() => Linear.AddBiases(Input, Hidden, _bias);

    /// <summary>h_t from the sum of the two Linears, where it is not that sum's ReLU.</summary>
    private protected virtual void FromSum(int step, CoreActivations activations) { }

    /// <summary>The gradients by the outputs of the two Linears, <c>[steps x rows, …]</c>.</summary>
    private protected abstract Matrix BackwardThroughTime(CoreActivations activations, CoreActivations scratch);

    // Where the sum of the two Linears goes.
    private Matrix SumAt(int step, CoreActivations activations) =>
        activations.At(EndsInRelu ? activations.Hidden : activations.Gates, step);
}

/// <summary>h_t = ReLU(Linear(g_t) + Linear(h_{t-1})), the paper's core for images.</summary>
internal sealed class ReluCore(List<Parameter> parameters, int inputs, int width)
    : CoreNetwork(parameters, inputs, width, gates: 1)
{
    /// <summary>Makes the recurrent Linear pass h_{t-1} on, shifted by some units.</summary>
    internal void BeginWithIdentity(int shift)
    {
        Matrix weight = Hidden.Weight.Value;
        weight.Padded.Clear();
        for (int unit = 0; unit < Width; unit++)
            weight[unit, (unit + shift) % Width] = 1;
        Hidden.Bias.Value.Padded.Clear();
        Hidden.Pack();
        PackBias();
    }

    private protected override Matrix BackwardThroughTime(CoreActivations activations, CoreActivations scratch)
    {
        int last = activations.Steps - 1;
        Gate(activations.HiddenAt(last), scratch.HiddenAt(last));
        for (int step = last; step > 0; step--)
            Hidden.Backward(
                scratch.HiddenAt(step), scratch.HiddenAt(step - 1), relu: activations.HiddenAt(step - 1), add: true);
        return scratch.Hidden;
    }

    private static void Gate(Matrix output, Matrix gradient)
    {
        Span<float> gates = output.Padded, values = gradient.Padded;
        for (int i = 0; i < values.Length; i += Matrix.Line)
        {
            Vector512<float> open = Vector512.GreaterThan(Vector512.Create(gates[i..]), Vector512<float>.Zero);
            (open & Vector512.Create(values[i..])).CopyTo(values[i..]);
        }
    }
}

/// <summary>The recurrent weights with which a ReLU core begins. An LSTM begins at random all the same.</summary>
public enum CoreStart
{
    /// <summary>Uniform in ±1/√inputs, like all others.</summary>
    Random,
    /// <summary>h_{t-1} is passed on as it is (Le, Jaitly and Hinton 2015).</summary>
    Identity,
    /// <summary>
    /// h_{t-1} is passed on shifted by one unit. So the traces of the glimpses lie side by side in the memory and not on
    /// top of each other, and the location network, the same after every glimpse, reads each of them anew.
    /// </summary>
    ShiftedIdentity,
}

/// <summary>What a core network computes, the rows of all steps stacked: <c>[steps x rollouts, width]</c>.</summary>
public sealed class CoreActivations(CoreNetwork network, int steps, int rows)
{
    /// <summary>The steps that follow each other.</summary>
    public int Steps { get; } = steps;
    /// <summary>The rollouts side by side.</summary>
    public int Rows { get; } = rows;
    /// <summary>h_t, <c>[steps x rows, width]</c>.</summary>
    public Matrix Hidden { get; } = new(steps * rows, network.Width);
    /// <summary>An LSTM's gates i, f, g, o after their squashing, <c>[steps x rows, 4 width]</c>; else empty.</summary>
    public Matrix Gates { get; } = network.EndsInRelu ? new(0, 0) : new(steps * rows, network.Hidden.Outputs);
    /// <summary>An LSTM's cells c_t, <c>[steps x rows, width]</c>; else empty.</summary>
    public Matrix Cells { get; } = new(network.EndsInRelu ? 0 : steps * rows, network.Width);
    /// <summary>An LSTM's tanh(c_t), <c>[steps x rows, width]</c>; else empty.</summary>
    internal Matrix SquashedCells { get; } = new(network.EndsInRelu ? 0 : steps * rows, network.Width);

    /// <summary>h_t of one step, from 0, <c>[rows, width]</c>.</summary>
    public Matrix HiddenAt(int step) => At(Hidden, step);

    internal Matrix At(Matrix stacked, int step) => stacked.Slice(step * Rows, Rows);
}

/// <summary>An LSTM with PyTorch's gates i, f, g, o: c_t = f c_{t-1} + i g, h_t = o tanh(c_t); Catch's core.</summary>
internal sealed class LstmCore(List<Parameter> parameters, int inputs, int width)
    : CoreNetwork(parameters, inputs, width, gates: 4)
{
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
    private unsafe void BackwardRow(int step, int at, CoreActivations activations, CoreActivations scratch)
    {
        Vector512<float> one = Vector512<float>.One;
        int before = Math.Max(at - activations.Rows, 0), unit = 0;
        float* gates = RowOf(activations.Gates, at), slopes = RowOf(scratch.Gates, at);
        float* squashedCells = RowOf(activations.SquashedCells, at), cellsBefore = RowOf(activations.Cells, before);
        float* byHidden = RowOf(scratch.Hidden, at), byCells = RowOf(scratch.Cells, at);
        float* byCellsBefore = RowOf(scratch.Cells, before);
        for (; unit <= Width - Matrix.Line; unit += Matrix.Line)
            Backward(unit, whole: true);
        for (; unit < Width; unit++)
            Backward(unit, whole: false);
        GC.KeepAlive(activations);
        GC.KeepAlive(scratch);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Backward(int unit, bool whole)
        {
            Vector512<float> i = Load(gates + unit, whole), f = Load(gates + unit + Width, whole);
            Vector512<float> g = Load(gates + unit + 2 * Width, whole), o = Load(gates + unit + 3 * Width, whole);
            Vector512<float> squashed = Load(squashedCells + unit, whole), hidden = Load(byHidden + unit, whole);
            Vector512<float> cell = hidden * ((one - squashed * squashed) * o) + Load(byCells + unit, whole);
            Store((one - i) * i * g * cell, slopes + unit, whole);
            Store((one - g * g) * i * cell, slopes + unit + 2 * Width, whole);
            Store((one - o) * o * squashed * hidden, slopes + unit + 3 * Width, whole);
            Vector512<float> forget = (one - f) * f * Load(cellsBefore + unit, whole) * cell;
            Store(step == 0 ? Vector512<float>.Zero : forget, slopes + unit + Width, whole);
            if (step > 0)
                Store(cell * f, byCellsBefore + unit, whole);
        }
    }

    private static unsafe float* RowOf(Matrix matrix, int row) => matrix.Address + (nint)row * matrix.Stride;

    // A whole vector, or one value in its first lane: what is left of a row.
    private static unsafe Vector512<float> Load(float* source, bool whole) =>
        whole ? Vector512.Load(source) : Vector512.CreateScalar(*source);

    private static unsafe void Store(Vector512<float> value, float* target, bool whole)
    {
        if (whole)
            value.Store(target);
        else
            *target = value.ToScalar();
    }

    private Span<float> Gate(Span<float> gates, int gate) => gates.Slice(gate * Width, Width);
}
