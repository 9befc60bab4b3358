using Ram.Numerics;

namespace Ram.Networks;

/// <summary>A tensor that training changes, with its name in weight files.</summary>
public sealed class Parameter
{
    internal Parameter(string name, int index, Matrix value, int[] shape) =>
        (Name, Index, Value, Shape) = (name, index, value, shape);

    /// <summary>The name in weight files, such as <c>core.input.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The values: a weight <c>[out, in]</c>, or a bias as one row <c>[1, out]</c>.</summary>
    public Matrix Value { get; }

    /// <summary>
    /// The shape in weight files: <c>[out, in]</c>, <c>[out]</c>, or a convolution's <c>[out, 1, window, window]</c>.
    /// </summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The place among the model's parameters.</summary>
    internal int Index { get; }
}
