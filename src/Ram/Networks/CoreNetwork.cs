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

    /// <summary>Whether h_t is the rectified sum itself.</summary>
    private protected abstract bool Rectifies { get; }

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
            Sum.Forward(glimpse, sum, Rectifies);
        else
            Sum.Complete(glimpse, sum, Rectifies);
        FromSum(step, activations);
    }

    /// <summary>Back-propagation through time, over all steps.</summary>
    /// <param name="glimpses">The inputs of all steps, outputs of a rectifier, <c>[steps x rows, inputs]</c>.</param>
    /// <param name="activations">What <see cref="Forward"/> computed.</param>
    /// <param name="scratch">
    /// Its <c>Hidden</c> holds the gradients of h_t that come from the heads; overwritten.
    /// </param>
    /// <param name="glimpseGradient">Receives the gradient by the glimpses before their rectifier.</param>
    /// <param name="gradients">Receives the gradients of the weights.</param>
    public void Backward(
        Matrix glimpses, CoreActivations activations, CoreActivations scratch,
        Matrix glimpseGradient, Gradients gradients)
    {
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(scratch);
        Matrix outputs = BackwardThroughTime(activations, scratch);
        Input.BackwardRectified(outputs, glimpses, glimpseGradient);
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
