using Ram.Numerics;

namespace Ram.Networks;

/// <summary>One gradient for each parameter of a model, of the parameter's shape.</summary>
public sealed class Gradients
{
    private readonly Matrix[] _values;

    /// <summary>Zero gradients for the given parameters.</summary>
    public Gradients(IEnumerable<Parameter> parameters) =>
        _values = [.. parameters.Select(parameter => new Matrix(parameter.Value.Rows, parameter.Value.Columns))];

    /// <summary>The gradient of one parameter: the loss's derivative by each of its values.</summary>
    public Matrix this[Parameter parameter] => _values[parameter.Index];

    /// <summary>Sets every gradient to zero.</summary>
    public void Clear()
    {
        foreach (Matrix value in _values)
            value.Padded.Clear();
    }
}
