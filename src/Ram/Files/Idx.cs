using System.Buffers.Binary;
using System.IO.Compression;

namespace Ram.Files;

/// <summary>
/// Reads IDX, the format of MNIST (LeCun, Cortes, Burges): two zero bytes, the element type (8, unsigned
/// byte), the number of dimensions, each size as a big-endian 32-bit integer, the elements. Raw or gzip.
/// </summary>
internal static class Idx
{
    private const byte UnsignedByte = 0x08, Int32 = 0x0C;
    private const int Magic = 4;

    /// <summary>Three times what MNIST compresses to, so that data sets are read without copying and liars get little.</summary>
    private const int ExpectedRatio = 16;

    /// <summary>Reads an IDX file of unsigned bytes; gzip is known by its first two bytes, not by the file's name.</summary>
    /// <exception cref="RamException">It cannot be read, or is not exactly what its header says.</exception>
    public static IdxArray Read(string path) => InputFile.Read(path, Read);

    /// <summary>Reads from the present position of <paramref name="stream"/> to its end.</summary>
    /// <param name="stream">Raw or gzip content; it stays open.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="RamException">It is not exactly what its header says.</exception>
    public static IdxArray Read(Stream stream, string name)
    {
        (byte type, int[] dimensions, byte[] data) = ReadAny(stream, name);
        return type == UnsignedByte
            ? new IdxArray(dimensions, data)
            : throw InputFile.Unsupported(
                name, "holds 32-bit integers, where unsigned bytes are read", "convert them, in NumPy by astype(\"uint8\")");
    }

    /// <summary>Reads an IDX file of labels, <c>[count]</c>: unsigned bytes or 32-bit integers.</summary>
    /// <exception cref="RamException">It cannot be read, or holds something else.</exception>
    public static int[] ReadLabels(string path)
    {
        (byte type, int[] dimensions, byte[] data) = InputFile.Read(path, ReadAny);
        if (dimensions is not [int count])
            throw new RamException($"{path} is [{string.Join(", ", dimensions)}]; labels are [count].");
        return [.. Enumerable.Range(0, count).Select(i => type == UnsignedByte
            ? data[i]
            : BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(i * sizeof(int))))];
    }

    private static (byte Type, int[] Dimensions, byte[] Data) ReadAny(Stream stream, string name)
    {
        Stream file = InputFile.WithLength(stream, name);
        try
        {
            long start = file.Position;
            bool isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = start;
            if (!isGzip)
                return ReadContent(file, name, file.Length - start);
            using var gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            return ReadContent(gzip, name, ExpectedRatio * (file.Length - start));
        }
        catch (EndOfStreamException error)
        {
            throw Invalid(name, "it ends within its header", error);
        }
        catch (InvalidDataException error)
        {
            throw Invalid(name, "its gzip data are damaged", error);
        }
    }

    private static (byte Type, int[] Dimensions, byte[] Data) ReadContent(Stream content, string name, long likely)
    {
        (byte type, int[] dimensions) = ReadHeader(content, name);
        long size = IdxArray.Product(dimensions) * (type == Int32 ? sizeof(int) : 1);
        if (size is < 0 or > InputFile.MaxLength)
            throw Invalid(
                name,
                $"its dimensions are {Describe(dimensions)}, each must be 1 or more and all together {InputFile.MaxLength} bytes at most");
        // One byte more, to see that there is none; and never more memory than there are bytes, whatever the header claims.
        using var data = new MemoryStream((int)Math.Min(size, likely));
        byte[] buffer = new byte[1 << 14];
        while (data.Length <= size && content.Read(buffer) is > 0 and int count)
            data.Write(buffer, 0, count);
        if (data.Length != size)
            throw Invalid(
                name, $"{(data.Length > size ? "more" : data.Length)} bytes follow the header, {Describe(dimensions)} needs {size}");
        return (type, dimensions, data.Capacity == size ? data.GetBuffer() : data.ToArray());
    }

    private static (byte Type, int[] Dimensions) ReadHeader(Stream content, string name)
    {
        Span<byte> magic = stackalloc byte[Magic];
        content.ReadExactly(magic);
        if (magic[0] != 0 || magic[1] != 0)
            throw Invalid(name, $"it begins with {Convert.ToHexStringLower(magic)}, IDX with 0000 (or gzip's 1f8b)");
        if (magic[2] is 0x09 or 0x0B or 0x0D or 0x0E)
            throw InputFile.Unsupported(
                name, $"has elements of type 0x{magic[2]:X2}, where unsigned bytes (0x08) are read",
                "convert them, pixels from 0 to 1 in NumPy by (255 * x).round().astype(\"uint8\")");
        if (magic[2] is not (UnsignedByte or Int32))
            throw Invalid(name, $"its element type is {magic[2]}; IDX has 8 (unsigned byte), 9 and 11 to 14");
        if (magic[3] == 0)
            throw Invalid(name, "it has no dimensions, 1 to 255 are allowed");
        Span<byte> sizes = stackalloc byte[4 * magic[3]];
        content.ReadExactly(sizes);
        int[] dimensions = new int[magic[3]];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(sizes[(4 * i)..]);
        return (magic[2], dimensions);
    }

    /// <summary>The dimensions, the first few of them: a hostile file may name 255.</summary>
    private static string Describe(int[] dimensions) =>
        string.Join(" x ", dimensions.Take(4).Select(size => (uint)size)) + (dimensions.Length > 4 ? " x …" : "");

    private static RamException Invalid(string name, string problem, Exception? inner = null) =>
        InputFile.Invalid(name, "IDX file", problem, inner);
}

/// <summary>An array of bytes with its dimensions, as an IDX file holds it.</summary>
internal sealed class IdxArray
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
    public static long Product(ReadOnlySpan<int> dimensions)
    {
        long product = 1;
        foreach (int size in dimensions)
        {
            if (size < 1 || product * size > Array.MaxLength)
                return -1;
            product *= size;
        }
        return product;
    }
}
