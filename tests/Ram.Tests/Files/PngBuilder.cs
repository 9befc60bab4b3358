using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ram.Tests.Files;

/// <summary>Makes PNG files of every kind, straight from the specification and with no thought of speed.</summary>
internal sealed record PngBuilder(int Width, int Height, int Colour, int BitDepth)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] _adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The sample of pixel (x, y), channel c, from 0 to 2^BitDepth − 1.</summary>
    public required Func<int, int, int, int> Sample { get; init; }

    public bool Interlaced { get; init; }

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    /// <summary>The filter of every row; −1 takes them in turn.</summary>
    public int Filter { get; init; } = -1;

    public int DataChunks { get; init; } = 1;

    public int Samples => Colour switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };

    public byte[] Build()
    {
        List<(string Type, byte[] Content)> chunks = [("IHDR", Header()), ("tEXt", "Title\0made by hand"u8.ToArray())];
        if (Palette is not null)
            chunks.Add(("PLTE", Palette));
        if (Transparency is not null)
            chunks.Add(("tRNS", Transparency));
        var data = Compression.Zlib(Rows(), CompressionLevel.SmallestSize);
        for (var i = 0; i < DataChunks; i++)
            chunks.Add(("IDAT", data[(data.Length * i / DataChunks)..(data.Length * (i + 1) / DataChunks)]));
        chunks.Add(("IEND", []));
        return Join(chunks);
    }

    public static byte[] Join(IEnumerable<(string Type, byte[] Content)> chunks)
    {
        List<byte> file = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        foreach (var (type, content) in chunks)
        {
            byte[] body = [.. Encoding.Latin1.GetBytes(type), .. content];
            file.AddRange(BigEndian((uint)content.Length));
            file.AddRange(body);
            file.AddRange(BigEndian(NaiveCrc32.Of(body)));
        }

        return [.. file];
    }

    /// <summary>The chunks of a file; whatever is too short for one ends it.</summary>
    public static List<(string Type, byte[] Content)> Split(ReadOnlySpan<byte> file)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - 12)
                break;
            chunks.Add((Encoding.Latin1.GetString(file.Slice(at + 4, 4)), file.Slice(at + 8, (int)length).ToArray()));
            at += 12 + (int)length;
        }

        return chunks;
    }

    /// <summary>All filtered rows of all passes, not yet compressed.</summary>
    public byte[] Rows()
    {
        var rows = new List<byte>();
        foreach (var (x0, y0, stepX, stepY) in Interlaced ? _adam7 : [(0, 0, 1, 1)])
        {
            byte[]? above = null;
            for (var y = y0; y < Height; y += stepY)
            {
                var row = Row(Enumerable.Range(0, Width).Where(x => x >= x0 && (x - x0) % stepX == 0), y);
                if (row.Length == 0)
                    continue;
                var filter = Filter < 0 ? y % 5 : Filter;
                rows.Add((byte)filter);
                rows.AddRange(Filtered(row, above ?? new byte[row.Length], filter));
                above = row;
            }
        }

        return [.. rows];
    }

    private byte[] Header() =>
    [
        .. BigEndian((uint)Width), .. BigEndian((uint)Height), (byte)BitDepth, (byte)Colour, 0, 0, (byte)(Interlaced ? 1 : 0),
    ];

    private byte[] Row(IEnumerable<int> columns, int y)
    {
        var bits = new StringBuilder();
        foreach (var x in columns)
            for (var c = 0; c < Samples; c++)
                bits.Append(Convert.ToString(Sample(x, y, c), 2).PadLeft(BitDepth, '0'));
        while (bits.Length % 8 != 0)
            bits.Append('0');
        return [.. bits.ToString().Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2))];
    }

    private byte[] Filtered(byte[] row, byte[] above, int filter)
    {
        var back = Math.Max(1, Samples * BitDepth / 8);
        return [.. row.Select((value, i) =>
        {
            int left = i < back ? 0 : row[i - back], up = above[i], corner = i < back ? 0 : above[i - back];
            return (byte)(value - filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
        })];
    }

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        return new[] { a, b, c }.MinBy(candidate => Math.Abs(p - candidate));
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
