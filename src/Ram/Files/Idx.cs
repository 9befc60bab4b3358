using System.Buffers.Binary;
using System.IO.Compression;

namespace Ram.Files;

/// <summary>An array as an IDX file holds it, the outermost dimension first and the last one running fastest.</summary>
internal sealed record IdxArray(int[] Dimensions, byte[] Data);

/// <summary>
/// Reads IDX, the format of MNIST (LeCun, Cortes, Burges), raw or gzip: two zero bytes, the element type, the number of
/// dimensions, each size as a big-endian 32-bit integer, the elements.
/// </summary>
internal static class Idx
{
    private const byte UnsignedByte = 0x08, Int32 = 0x0C;

    /// <summary>Three times what MNIST compresses to: data sets are read without copying, and liars get little.</summary>
    private const int ExpectedRatio = 16;

    /// <summary>Reads a file of unsigned bytes.</summary>
    /// <exception cref="RamException">It cannot be read, or is not exactly what its header says.</exception>
    public static IdxArray Read(string path) => Read(InputFile.Read(path), path);

    /// <summary>Reads the bytes of a file, whose name is for messages.</summary>
    public static IdxArray Read(byte[] file, string name) => ReadAny(file, name) is (UnsignedByte, IdxArray array)
        ? array : throw InputFile.Unsupported(
            name, "holds 32-bit integers, where unsigned bytes are read",
            "convert them, in NumPy by astype(\"uint8\")");

    /// <summary>Reads a file of labels, <c>[count]</c>: unsigned bytes or 32-bit integers.</summary>
    /// <exception cref="RamException">It cannot be read, or holds something else.</exception>
    public static int[] ReadLabels(string path)
    {
        (byte type, IdxArray labels) = ReadAny(InputFile.Read(path), path);
        if (labels.Dimensions is not [int count])
            throw new RamException($"{path} is [{string.Join(", ", labels.Dimensions)}]; labels are [count].");
        return [.. Enumerable.Range(0, count).Select(i => type == UnsignedByte
            ? labels.Data[i] : BinaryPrimitives.ReadInt32BigEndian(labels.Data.AsSpan(i * sizeof(int))))];
    }

    private static (byte Type, IdxArray Array) ReadAny(byte[] file, string name)
    {
        bool isGzip = file is [0x1F, 0x8B, ..];
        using var raw = new MemoryStream(file);
        using Stream content = isGzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        try
        {
            (byte type, int[] dimensions) = ReadHeader(content, name);
            int likely = (int)Math.Min((isGzip ? ExpectedRatio : 1L) * file.Length, InputFile.MaxLength);
            return (type, new IdxArray(dimensions, ReadData(content, name, type, dimensions, likely)));
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            bool ends = error is EndOfStreamException;
            throw Invalid(name, ends ? "it ends within its header" : "its gzip data are damaged", error);
        }
    }

    private static byte[] ReadData(Stream content, string name, byte type, int[] dimensions, int likely)
    {
        // A hostile file may name 255 dimensions.
        string shape = string.Join(" x ", dimensions.Take(4).Select(size => (uint)size))
            + (dimensions.Length > 4 ? " x …" : "");
        double length = dimensions.Aggregate(type == Int32 ? 4.0 : 1.0, (product, size) => product * Math.Max(0, size));
        if (length == 0 || length > InputFile.MaxLength)
            throw Invalid(name, $"its dimensions are {shape}, each must be 1 or more and all together "
                + $"{InputFile.MaxLength} bytes at most");
        // One byte more, to see that there is none; and never more memory than there are bytes, whatever it claims.
        using var data = new MemoryStream((int)Math.Min(length, likely));
        byte[] buffer = new byte[1 << 14];
        while (data.Length <= length && content.Read(buffer) is > 0 and int count)
            data.Write(buffer, 0, count);
        if (data.Length != length)
            throw Invalid(name, $"{(data.Length > length ? "more" : data.Length)} bytes follow the header, "
                + $"{shape} needs {length}");
        return data.Capacity == length ? data.GetBuffer() : data.ToArray();
    }

    private static (byte Type, int[] Dimensions) ReadHeader(Stream content, string name)
    {
        Span<byte> magic = stackalloc byte[4];
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
        byte[] sizes = new byte[sizeof(int) * magic[3]];
        content.ReadExactly(sizes);
        return (magic[2], [.. sizes.Chunk(sizeof(int)).Select(size => BinaryPrimitives.ReadInt32BigEndian(size))]);
    }

    private static RamException Invalid(string name, string problem, Exception? inner = null) =>
        InputFile.Invalid(name, "IDX file", problem, inner);
}
