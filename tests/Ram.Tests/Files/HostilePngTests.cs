using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Ram.Files;
using Xunit.Abstractions;

namespace Ram.Tests.Files;

public sealed class HostilePngTests(ITestOutputHelper output)
{
    private static readonly string[] _types = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "tEXt", "gAMA", "CRIT", "ab1d"];

    private static readonly byte[][] _tokens =
        [.. _types.Select(Encoding.ASCII.GetBytes), [8, 0, 0, 0, 0], [4, 3, 0, 0, 1], [16, 6, 0, 0, 1], [8, 2, 0, 0, 0]];

    private static readonly PngBuilder[] _builders =
    [
        PngTests.Kind(5, 4, 0, 8),
        PngTests.Kind(9, 3, 0, 1) with { Transparency = [0, 1] },
        PngTests.Kind(4, 4, 2, 8) with { DataChunks = 3 },
        PngTests.Kind(7, 5, 3, 4) with { Transparency = [1, 2, 3] },
        PngTests.Kind(9, 9, 3, 2) with { Interlaced = true },
        PngTests.Kind(3, 5, 4, 16),
        PngTests.Kind(9, 6, 6, 8) with { Interlaced = true },
        PngTests.Kind(64, 64, 0, 1) with { Sample = (_, _, _) => 0, Filter = 0 },
    ];

    private static readonly byte[][] _samples = [.. _builders.Select(builder => builder.Build())];
    private static readonly byte[][] _rows = [.. _builders.Select(builder => builder.Rows())];

    [Fact]
    public void PngIsReadAsWrittenOrRejected() => Hostile.Run(
        "PNG",
        Make,
        stream => Png.Read(stream, "file"),
        Check,
        // A pixel of one bit becomes three bytes, of data that may be packed a thousandfold.
        new Bound(3 * 8 * 1032),
        output);

    private static byte[] Make(Recipe recipe)
    {
        var index = recipe.Sample % _samples.Length;
        return recipe.Repair switch
        {
            0 => Hostile.Mutate(_samples[index], recipe.Mutations, _tokens),
            1 => WithRightChecksums(Hostile.Mutate(_samples[index], recipe.Mutations, _tokens)),
            2 => WithRows(_samples[index], Hostile.Mutate(_rows[index], recipe.Mutations, _tokens)),
            _ => WithMutatedChunks(_samples[index], recipe.Mutations),
        };
    }

    private static byte[] WithRightChecksums(byte[] file)
    {
        for (long at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)at));
            if (at + 12 + length > file.Length)
                break;
            var body = file.AsSpan((int)at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)(at + 8 + length)), NaiveCrc32.Of(body));
            at += 12 + length;
        }

        return file;
    }

    private static byte[] WithRows(byte[] file, byte[] rows)
    {
        var chunks = PngBuilder.Split(file);
        var first = chunks.FindIndex(chunk => chunk.Type == "IDAT");
        chunks.RemoveAll(chunk => chunk.Type == "IDAT");
        chunks.Insert(first, ("IDAT", Compression.Zlib(rows)));
        return PngBuilder.Join(chunks);
    }

    /// <summary>Whole chunks left out, doubled, moved, renamed, their contents changed.</summary>
    private static byte[] WithMutatedChunks(byte[] file, Mutation[] mutations)
    {
        var chunks = PngBuilder.Split(file);
        foreach (var mutation in mutations)
        {
            var at = mutation.Position % chunks.Count;
            var (type, content) = chunks[at];
            if (mutation.Kind is 0 && chunks.Count > 1)
                chunks.RemoveAt(at);
            else if (mutation.Kind is 1)
                chunks.Insert(mutation.Value % (chunks.Count + 1), (type, content));
            else if (mutation.Kind is 2)
                chunks[at] = (_types[mutation.Value % _types.Length], content);
            else
                chunks[at] = (type, Hostile.Mutate(content, [mutation], _tokens));
        }

        return PngBuilder.Join(chunks);
    }

    private static void Check(byte[] file, PngImage image)
    {
        // Right checksums and nothing else in the file: its chunks, joined anew, give the same bytes.
        var chunks = PngBuilder.Split(file);
        Assert.Equal(file, PngBuilder.Join(chunks));
        Assert.Equal("IHDR", chunks[0].Type);
        Assert.Equal("IEND", chunks[^1].Type);
        Assert.Single(chunks, chunk => chunk.Type == "IHDR");
        var header = chunks[0].Content;
        Assert.Equal(image.Width, BinaryPrimitives.ReadInt32BigEndian(header));
        Assert.Equal(image.Height, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        CheckRows(chunks, header);

        var again = Png.Read(new MemoryStream(Png.Encode(image.Width, image.Height, image.Channels, image.Pixels)), "again");
        Assert.Equal((image.Width, image.Height, image.Channels), (again.Width, again.Height, again.Channels));
        Assert.Equal(image.Pixels, again.Pixels);
    }

    /// <summary>The data decompress to just the rows of the header's size, and end with the checksum of these.</summary>
    private static void CheckRows(List<(string Type, byte[] Content)> chunks, byte[] header)
    {
        byte[] data = [.. chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Content)];
        var rows = Compression.Expand(new ZLibStream(new MemoryStream(data), CompressionMode.Decompress));
        var blank = new PngBuilder(
            BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)), header[9], header[8])
        {
            Sample = (_, _, _) => 0,
            Interlaced = header[12] == 1,
        };
        Assert.Equal(blank.Rows().Length, rows.Length);
        Assert.Equal(Adler32(rows), BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(data.Length - 4)));
    }

    private static uint Adler32(byte[] bytes)
    {
        var (a, b) = (1u, 0u);
        foreach (var value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        return b << 16 | a;
    }
}
