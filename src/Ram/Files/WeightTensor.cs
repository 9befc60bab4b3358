namespace Ram.Files;

/// <summary>A tensor of 32-bit floats as it stands in a file.</summary>
public sealed class WeightTensor
{
    /// <summary>The most elements, 2^29 − 1: their bytes are counted by an <see cref="int"/>.</summary>
    internal const int MaxElements = int.MaxValue / sizeof(float);

    /// <param name="shape">Sizes, outermost first, each 0 or more; empty for a scalar. <c>[out, in]</c> for a weight.</param>
    /// <param name="values">The elements, the last dimension running fastest.</param>
    /// <exception cref="ArgumentException">The shape does not multiply to the number of values, or these are too many.</exception>
    public WeightTensor(int[] shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        if (Product(shape) != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill [{string.Join(", ", shape)}].", nameof(values));
        Shape = shape;
        Values = values;
    }

    /// <summary>Sizes, outermost first; empty for a scalar.</summary>
    public int[] Shape { get; }

    /// <summary>The elements, the last dimension running fastest. A file may hold not-a-number and infinities.</summary>
    public float[] Values { get; }

    /// <summary>The number of elements, or −1 if a size is negative or the product over <see cref="MaxElements"/>.</summary>
    internal static long Product(ReadOnlySpan<int> shape)
    {
        long product = 1;
        foreach (int size in shape)
        {
            if (size < 0 || product * size > MaxElements)
                return -1;
            product *= size;
        }
        return product;
    }
}
