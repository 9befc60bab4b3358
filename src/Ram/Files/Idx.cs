using System.Buffers.Binary;
using System.IO.Compression;

namespace Ram.Files;

/// <summary>
/// Reads and writes IDX, the format of MNIST (LeCun, Cortes, Burges): two zero bytes, the element type (8, unsigned
/// byte), the number of dimensions, each size as a big-endian 32-bit integer, the elements. Raw or gzip.
/// </summary>
public static class Idx
{
    private const byte UnsignedByte = 8;
    private const int Magic = 4;

    /// <summary>
    /// A gzip file gets this many bytes a compressed byte to begin with, and more as they come: 16, three times what
    /// MNIST compresses to, so that data sets are read without copying and liars get little.
    /// </summary>
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
        var known = InputFile.WithLength(stream, name);
        Span<byte> start = stackalloc byte[2];
        var position = known.Position;
        var count = known.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        known.Position = position;
        return GzipReader.IsGzip(start[..count]) ? ReadGzip(known, name) : ReadRaw(known, name);
    }

    /// <summary>Writes an IDX file, aside and renamed; gzip if the name ends in <c>.gz</c>.</summary>
    /// <exception cref="RamException">The file system refused.</exception>
    public static void Write(string path, IdxArray array) =>
        AtomicFile.Write(path, stream =>
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                Write(stream, array);
                return;
            }

            using var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
            Write(gzip, array);
        });

    /// <summary>Writes raw IDX to <paramref name="stream"/>.</summary>
    public static void Write(Stream stream, IdxArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        var header = new byte[Magic + 4 * array.Dimensions.Length];
        header[2] = UnsignedByte;
        header[3] = (byte)array.Dimensions.Length;
        for (var i = 0; i < array.Dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(Magic + 4 * i), array.Dimensions[i]);
        stream.Write(header);
        stream.Write(array.Data);
    }

    private static IdxArray ReadRaw(Stream stream, string name)
    {
        var dimensions = ReadHeader(Fill, name);
        var size = SizeOf(dimensions, name);
        var rest = stream.Length - stream.Position;
        if (rest != size)
            throw Invalid(name, $"{rest} bytes follow the header, {Describe(dimensions)} needs {size}");
        var data = new byte[size];
        stream.ReadExactly(data);
        return new IdxArray(dimensions, data);

        void Fill(Span<byte> bytes)
        {
            if (stream.Length - stream.Position < bytes.Length)
                throw Invalid(name, $"its {stream.Length} bytes are too few for the header");
            stream.ReadExactly(bytes);
        }
    }

    private static IdxArray ReadGzip(Stream stream, string name)
    {
        var file = InputFile.ReadToEnd(stream, name);
        using var gzip = new GzipReader(file, (problem, inner) => Invalid(name, problem, inner));
        var dimensions = ReadHeader(gzip.ReadExactly, name);
        var size = SizeOf(dimensions, name);
        if (size > gzip.MaxContent)
            throw Invalid(name, $"{Describe(dimensions)} needs {size} bytes, {file.Length} of gzip hold at most {gzip.MaxContent}");
        var data = ReadGrowing(gzip, size, file.Length);
        gzip.Finish();
        return new IdxArray(dimensions, data);
    }

    private static byte[] ReadGrowing(GzipReader gzip, int size, int compressed)
    {
        var data = new byte[Math.Min(size, Math.Max(1 << 12, (long)ExpectedRatio * compressed))];
        for (var count = 0; count < size;)
        {
            if (count == data.Length)
                Array.Resize(ref data, (int)Math.Min(size, 2L * count));
            count += gzip.Read(data.AsSpan(count));
        }

        return data;
    }

    private static int[] ReadHeader(Filler fill, string name)
    {
        Span<byte> magic = stackalloc byte[Magic];
        fill(magic);
        if (magic[0] != 0 || magic[1] != 0)
            throw Invalid(name, $"it begins with {Convert.ToHexStringLower(magic)}, IDX with 0000 (or gzip's 1f8b)");
        if (magic[2] != UnsignedByte)
            throw Invalid(name, $"its element type is {magic[2]}, only {UnsignedByte} (unsigned byte) is supported");
        if (magic[3] == 0)
            throw Invalid(name, "it has no dimensions, 1 to 255 are allowed");
        Span<byte> sizes = stackalloc byte[4 * magic[3]];
        fill(sizes);
        var dimensions = new int[magic[3]];
        for (var i = 0; i < dimensions.Length; i++)
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(sizes[(4 * i)..]);
        return dimensions;
    }

    private static int SizeOf(int[] dimensions, string name)
    {
        var size = IdxArray.Product(dimensions);
        if (size is < 0 or > InputFile.MaxLength)
            throw Invalid(
                name,
                $"its dimensions are {Describe(dimensions)}, each must be 1 or more and all together {InputFile.MaxLength} bytes at most");
        return (int)size;
    }

    /// <summary>The dimensions, the first few of them: a hostile file may name 255.</summary>
    private static string Describe(int[] dimensions) =>
        string.Join(" x ", dimensions.Take(4).Select(size => (uint)size)) + (dimensions.Length > 4 ? " x …" : "");

    private static RamException Invalid(string name, string problem, Exception? inner = null) =>
        InputFile.Invalid(name, "IDX file", problem, inner);

    private delegate void Filler(Span<byte> bytes);
}
