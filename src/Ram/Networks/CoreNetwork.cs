using System.Runtime.Intrinsics;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>The recurrent core: h_t from h_{t-1} and the glimpse g_t (section 3, "internal state"); h_0 is zero.</summary>
public abstract class CoreNetwork
{
    private protected CoreNetwork(List<Parameter> parameters, int inputs, int width, int gates)
    {
        Input = new Linear(parameters, "core.input", inputs, gates * width);
        Hidden = new Linear(parameters, "core.hidden", width, gates * width);
        Sum = new LinearSum(Input, Hidden);
    }

    /// <summary>From the glimpse.</summary>
    public Linear Input { get; }

    /// <summary>From the hidden state of the step before.</summary>
    public Linear Hidden { get; }

    /// <summary>The units of h_t.</summary>
    public int Width => Hidden.Inputs;

    /// <summary>The width of an LSTM's gates, or 0.</summary>
    internal abstract int GateWidth { get; }

    internal LinearSum Sum { get; }

    /// <summary>Whether h_t is the ReLU of the sum itself.</summary>
    private protected abstract bool EndsInRelu { get; }

    /// <summary>Computes h_t of one step from the glimpse and the step before.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="glimpse">g_t, <c>[rows, inputs]</c>.</param>
    /// <param name="activations">Holds the steps before; receives this one.</param>
    public void Forward(int step, Matrix glimpse, CoreActivations activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        Recall(step, activations);
        Perceive(step, glimpse, activations);
    }

    /// <summary>The first half of <see cref="Forward"/>, which needs no glimpse: what h_{t-1} adds.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="activations">Holds the steps before; receives this one.</param>
    /// <param name="meanwhile">Null, or what memory is to bring while this is computed.</param>
    internal void Recall(int step, CoreActivations activations, FetchQueue? meanwhile = null)
    {
        if (step > 0)
            Sum.Begin(activations.HiddenAt(step - 1), SumAt(step, activations), meanwhile);
    }

    /// <summary>The second half of <see cref="Forward"/>: what the glimpse adds, and h_t.</summary>
    internal void Perceive(int step, Matrix glimpse, CoreActivations activations)
    {
        Matrix sum = SumAt(step, activations);
        if (step == 0)
            Sum.Forward(glimpse, sum, EndsInRelu);
        else
            Sum.Complete(glimpse, sum, EndsInRelu);
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
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(scratch);
        Matrix outputs = BackwardThroughTime(activations, scratch);
        Input.BackwardRelu(outputs, glimpses, glimpseGradient);
        Input.WeightGradients(glimpses, outputs, gradients);
        HiddenGradients(activations, outputs, gradients);
    }

    /// <summary>Where the sum of the two Linears goes, <c>[rows, …]</c>.</summary>
    private protected abstract Matrix SumAt(int step, CoreActivations activations);

    /// <summary>h_t from that sum.</summary>
    private protected abstract void FromSum(int step, CoreActivations activations);

    /// <summary>The gradients by the outputs of the two Linears, <c>[steps x rows, …]</c>.</summary>
    private protected abstract Matrix BackwardThroughTime(CoreActivations activations, CoreActivations scratch);

    // h_0 is zero: the first step gives the recurrent weight no gradient, but its bias has one.
    private void HiddenGradients(CoreActivations activations, Matrix outputs, Gradients gradients)
    {
        int rows = activations.Rows, later = outputs.Rows - rows;
        Gemm.MultiplyTransposed(outputs.Slice(rows, later), activations.Hidden.Slice(0, later), gradients[Hidden.Weight]);
        gradients[Input.Bias].Row(0).CopyTo(gradients[Hidden.Bias].Row(0));
    }
}

/// <summary>h_t = ReLU(Linear(g_t) + Linear(h_{t-1})), the paper's core for images.</summary>
internal sealed class ReluCore : CoreNetwork
{
    internal ReluCore(List<Parameter> parameters, int inputs, int width) : base(parameters, inputs, width, gates: 1)
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

    private protected override bool EndsInRelu => true;

    private protected override Matrix SumAt(int step, CoreActivations activations) => activations.HiddenAt(step);

    private protected override void FromSum(int step, CoreActivations activations)
    {
    }

    private protected override Matrix BackwardThroughTime(CoreActivations activations, CoreActivations scratch)
    {
        int last = activations.Steps - 1;
        Gate(activations.HiddenAt(last), scratch.HiddenAt(last));
        for (int step = last; step > 0; step--)
            Hidden.BackwardAddRelu(
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
public sealed class CoreActivations
{
    /// <summary>Memory for <paramref name="steps"/> steps of <paramref name="rows"/> rollouts each.</summary>
    public CoreActivations(CoreNetwork network, int steps, int rows)
    {
        ArgumentNullException.ThrowIfNull(network);
        (Steps, Rows) = (steps, rows);
        Hidden = new Matrix(steps * rows, network.Width);
        Gates = new Matrix(network.GateWidth > 0 ? steps * rows : 0, network.GateWidth);
        Cells = new Matrix(Gates.Rows, network.Width);
        SquashedCells = new Matrix(Gates.Rows, network.Width);
    }

    /// <summary>The steps that follow each other.</summary>
    public int Steps { get; }

    /// <summary>The rollouts side by side.</summary>
    public int Rows { get; }

    /// <summary>h_t, <c>[steps x rows, width]</c>.</summary>
    public Matrix Hidden { get; }

    /// <summary>An LSTM's gates i, f, g, o after their squashing, <c>[steps x rows, 4 width]</c>; else empty.</summary>
    public Matrix Gates { get; }

    /// <summary>An LSTM's cells c_t, <c>[steps x rows, width]</c>; else empty.</summary>
    public Matrix Cells { get; }

    /// <summary>An LSTM's tanh(c_t), <c>[steps x rows, width]</c>; else empty.</summary>
    internal Matrix SquashedCells { get; }

    /// <summary>h_t of one step, from 0, <c>[rows, width]</c>.</summary>
    public Matrix HiddenAt(int step) => At(Hidden, step);

    internal Matrix At(Matrix stacked, int step) => stacked.Slice(step * Rows, Rows);
}
