using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>
/// Linear(x) = x W^T + b, with PyTorch's layout: W is <c>[out, in]</c>, b is <c>[out]</c>. The products read packed
/// copies of W: call <see cref="Pack()"/> after changing it.
/// </summary>
public sealed class Linear
{
    private readonly PackedMatrix _forward;

    // The list receives weight and bias; in weight files the weight may have another shape of as many numbers.
    internal Linear(List<Parameter> parameters, string name, int inputs, int outputs, int[]? shape = null)
    {
        (Name, int index) = (name, parameters.Count);
        Weight = new Parameter($"{name}.weight", index, new Matrix(outputs, inputs), shape ?? [outputs, inputs]);
        Bias = new Parameter($"{name}.bias", index + 1, new Matrix(1, outputs), [outputs]);
        parameters.AddRange([Weight, Bias]);
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

    /// <summary>output = Linear(input), or its ReLU: <c>[rows, out]</c> from <c>[rows, in]</c>.</summary>
    public void Forward(Matrix input, Matrix output, bool relu = false) => Forward(input, Bias.Value, output, relu);

    /// <summary>
    /// The loss's gradient by the input, <c>[rows, in]</c>, from that by the output, <c>[rows, out]</c>. It may be
    /// added to what is there; and where the input is given as a ReLU's output, it is the gradient before that ReLU,
    /// which gates the sum.
    /// </summary>
    public void Backward(Matrix outputGradient, Matrix inputGradient, Matrix? relu = null, bool add = false) =>
        Gemm.Multiply(outputGradient, Weight.Value, inputGradient, relu, add);

    /// <summary>The loss's gradients by weight and bias, summed over the rows of input and output gradient.</summary>
    public void WeightGradients(Matrix input, Matrix outputGradient, Gradients gradients)
    {
        Gemm.MultiplyTransposed(outputGradient, input, gradients[Weight]);
        Gemm.SumColumns(outputGradient, gradients[Bias]);
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
        (int start, int count) = RowsOf(panel);
        _forward.PackTransposed(Weight.Value, start, count);
    }

    /// <summary>The outputs of a panel, rows of the weight.</summary>
    internal (int Start, int Count) RowsOf(int panel)
    {
        int start = panel * PackedMatrix.PanelWidth;
        return (start, Math.Min(PackedMatrix.PanelWidth, Outputs - start));
    }

    /// <summary>output = start + input W^T, or its ReLU; the start is a bias, or the output itself.</summary>
    internal void Forward(Matrix input, Matrix start, Matrix output, bool relu) =>
        Gemm.Multiply(input, _forward, start, output, relu);

    /// <summary>The bias of Linear(x) + Linear(y), for which both products add up in one output.</summary>
    internal static void AddBiases(Linear first, Linear second, Matrix sum) =>
        TensorPrimitives.Add(first.Bias.Value.Padded, second.Bias.Value.Padded, sum.Padded);
}

/// <summary>A tensor that training changes, with its name in weight files.</summary>
/// <param name="Name">The name in weight files, such as <c>core.input.weight</c>.</param>
/// <param name="Index">The place among the model's parameters.</param>
/// <param name="Value">The values: a weight <c>[out, in]</c>, or a bias as one row <c>[1, out]</c>.</param>
/// <param name="Shape">In weight files: <c>[out, in]</c>, <c>[out]</c>, or a convolution's <c>[out, 1, window, window]</c>.</param>
public sealed record Parameter(string Name, int Index, Matrix Value, IReadOnlyList<int> Shape);

/// <summary>One gradient for each parameter of a model, of the parameter's shape.</summary>
public sealed class Gradients
{
    private readonly Matrix[] _values;

    /// <summary>Zero gradients for the given parameters.</summary>
    public Gradients(IEnumerable<Parameter> parameters) =>
        _values = [.. parameters.Select(parameter => new Matrix(parameter.Value.Rows, parameter.Value.Columns))];

    /// <summary>The gradient of one parameter: the loss's derivative by each of its values.</summary>
    public Matrix this[Parameter parameter] => _values[parameter.Index];
}
