using Ram.Numerics;

namespace Ram.Networks;

/// <summary>
/// Linear(x) = x W^T + b, with PyTorch's layout: W is <c>[out, in]</c>, b is <c>[out]</c>. The products read packed
/// copies of W: call <see cref="Pack()"/> after changing it.
/// </summary>
public sealed class Linear
{
    private readonly PackedMatrix _forward;

    /// <param name="parameters">Receives weight and bias.</param>
    /// <param name="name">The layer's name in weight files.</param>
    /// <param name="inputs">The width of the input.</param>
    /// <param name="outputs">The width of the output.</param>
    /// <param name="shape">The weight's shape in weight files, for as many numbers; else <c>[out, in]</c>.</param>
    internal Linear(List<Parameter> parameters, string name, int inputs, int outputs, int[]? shape = null)
    {
        Name = name;
        Weight = new Parameter(
            $"{name}.weight", parameters.Count, new Matrix(outputs, inputs), shape ?? [outputs, inputs]);
        parameters.Add(Weight);
        Bias = new Parameter($"{name}.bias", parameters.Count, new Matrix(1, outputs), [outputs]);
        parameters.Add(Bias);
        _forward = new PackedMatrix(inputs, outputs);
    }

    /// <summary>The layer's name in weight files, such as <c>core.input</c>.</summary>
    public string Name { get; }

    /// <summary>The weight, <c>[out, in]</c>.</summary>
    public Parameter Weight { get; }

    /// <summary>The bias, <c>[out]</c>.</summary>
    public Parameter Bias { get; }

    /// <summary>The width of the input.</summary>
    public int Inputs => Weight.Value.Columns;

    /// <summary>The width of the output.</summary>
    public int Outputs => Weight.Value.Rows;

    /// <summary>The panels of outputs that can be packed apart from each other.</summary>
    internal int Panels => (Outputs + PackedMatrix.PanelWidth - 1) / PackedMatrix.PanelWidth;

    /// <summary>output = Linear(input), or its rectified value.</summary>
    /// <param name="input"><c>[rows, in]</c></param>
    /// <param name="output"><c>[rows, out]</c></param>
    /// <param name="rectify">Whether negative outputs become zero.</param>
    public void Forward(Matrix input, Matrix output, bool rectify = false) =>
        Gemm.Multiply(input, _forward, Bias.Value, output, rectify);

    /// <summary>The loss's gradient by the input.</summary>
    /// <param name="outputGradient"><c>[rows, out]</c></param>
    /// <param name="inputGradient"><c>[rows, in]</c>, overwritten.</param>
    public void Backward(Matrix outputGradient, Matrix inputGradient) =>
        Gemm.Multiply(outputGradient, Weight.Value, inputGradient);

    /// <summary>Adds the loss's gradient by the input to what is there.</summary>
    /// <param name="outputGradient"><c>[rows, out]</c></param>
    /// <param name="inputGradient"><c>[rows, in]</c></param>
    public void BackwardAdd(Matrix outputGradient, Matrix inputGradient) =>
        Gemm.MultiplyAdd(outputGradient, Weight.Value, inputGradient);

    /// <summary>For an input that is a rectifier's output: the gradient before that rectifier.</summary>
    /// <param name="outputGradient"><c>[rows, out]</c></param>
    /// <param name="input">The layer's input, <c>[rows, in]</c>.</param>
    /// <param name="inputGradient"><c>[rows, in]</c>, overwritten.</param>
    public void BackwardRectified(Matrix outputGradient, Matrix input, Matrix inputGradient) =>
        Gemm.MultiplyGated(outputGradient, Weight.Value, input, inputGradient);

    /// <summary>As <see cref="BackwardRectified"/>, after adding to the gradient that is there.</summary>
    /// <param name="outputGradient"><c>[rows, out]</c></param>
    /// <param name="input">The layer's input, <c>[rows, in]</c>.</param>
    /// <param name="inputGradient"><c>[rows, in]</c></param>
    public void BackwardAddRectified(Matrix outputGradient, Matrix input, Matrix inputGradient) =>
        Gemm.MultiplyAddGated(outputGradient, Weight.Value, input, inputGradient);

    /// <summary>The loss's gradients by weight and bias, over all rows; overwritten.</summary>
    /// <param name="input"><c>[rows, in]</c></param>
    /// <param name="outputGradient"><c>[rows, out]</c></param>
    /// <param name="gradients">Receives the two gradients.</param>
    public void WeightGradients(Matrix input, Matrix outputGradient, Gradients gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Gemm.MultiplyTransposed(outputGradient, input, gradients[Weight]);
        ColumnSums.Into(outputGradient, gradients[Bias]);
    }

    /// <summary>Packs the weight for the products, after it has changed.</summary>
    public void Pack()
    {
        for (int panel = 0; panel < Panels; panel++)
            Pack(panel);
    }

    /// <summary>Packs the outputs of one panel; panels may be packed on different threads.</summary>
    internal void Pack(int panel)
    {
        int start = panel * PackedMatrix.PanelWidth;
        int count = Math.Min(PackedMatrix.PanelWidth, Outputs - start);
        _forward.PackTransposed(Weight.Value, start, count);
    }

    internal void ForwardFrom(
        Matrix bias, Matrix input, Matrix output, bool rectify, FetchQueue? meanwhile = null) =>
        Gemm.Multiply(input, _forward, bias, output, rectify, meanwhile);

    internal void ForwardOnto(Matrix input, Matrix output, bool rectify) =>
        Gemm.MultiplyAdd(input, _forward, output, rectify);
}
