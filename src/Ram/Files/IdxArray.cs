namespace Ram.Files;

/// <summary>An array of bytes with its dimensions, as an IDX file holds it.</summary>
public sealed class IdxArray
{
    /// <param name="dimensions">Sizes, outermost first: <c>[60000, 28, 28]</c> for images, <c>[60000]</c> for labels.</param>
    /// <param name="data">The elements, the last dimension running fastest.</param>
    /// <exception cref="ArgumentException">No dimension or over 255, one below 1, or a product other than the number of bytes.</exception>
    public IdxArray(int[] dimensions, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(data);
        if (dimensions.Length is 0 or > byte.MaxValue)
            throw new ArgumentException($"{dimensions.Length} dimensions; 1 to 255 are allowed.", nameof(dimensions));
        if (Product(dimensions) != data.Length)
            throw new ArgumentException($"{data.Length} bytes do not fill {string.Join(" x ", dimensions)}.", nameof(data));
        Dimensions = dimensions;
        Data = data;
    }

    /// <summary>Sizes, outermost first, each at least 1.</summary>
    public int[] Dimensions { get; }

    /// <summary>The elements, the last dimension running fastest.</summary>
    public byte[] Data { get; }

    /// <summary>The number of elements, or −1 if a dimension is below 1 or the product is no array's length.</summary>
    internal static long Product(ReadOnlySpan<int> dimensions)
    {
        var product = 1L;
        foreach (var size in dimensions)
        {
            if (size < 1 || product * size > Array.MaxLength)
                return -1;
            product *= size;
        }

        return product;
    }
}
