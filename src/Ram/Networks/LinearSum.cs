using System.Numerics.Tensors;
using Ram.Numerics;

namespace Ram.Networks;

/// <summary>
/// Linear(x) + Linear(y), which is the Linear of the concatenation of x and y. Both products add up in one output,
/// from the sum of the biases on.
/// </summary>
internal sealed class LinearSum(Linear first, Linear second)
{
    private readonly Matrix _bias = new(1, first.Outputs);

    public Linear First => first;

    public Linear Second => second;

    /// <summary>output = first(x) + second(y), or its rectified value.</summary>
    public void Forward(Matrix x, Matrix y, Matrix output, bool rectify)
    {
        first.ForwardFrom(_bias, x, output, rectify: false);
        second.ForwardOnto(y, output, rectify);
    }

    /// <summary>The same where y is zero.</summary>
    public void Forward(Matrix x, Matrix output, bool rectify) => first.ForwardFrom(_bias, x, output, rectify);

    /// <summary>The same in two steps, y first: output = the biases + what y adds.</summary>
    public void Begin(Matrix y, Matrix output, FetchQueue? meanwhile) =>
        second.ForwardFrom(_bias, y, output, rectify: false, meanwhile);

    /// <summary>The second step: adds what x adds.</summary>
    public void Complete(Matrix x, Matrix output, bool rectify) => first.ForwardOnto(x, output, rectify);

    /// <summary>Adds the biases up, after they have changed.</summary>
    public void PackBias() =>
        TensorPrimitives.Add(first.Bias.Value.Row(0), second.Bias.Value.Row(0), _bias.Row(0));
}
