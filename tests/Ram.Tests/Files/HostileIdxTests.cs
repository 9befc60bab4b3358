using System.IO.Compression;
using Ram.Files;
using Xunit.Abstractions;

namespace Ram.Tests.Files;

public sealed class HostileIdxTests(ITestOutputHelper output)
{
    private static readonly byte[][] _tokens = [[0, 0, 8, 1], [0, 0, 8, 3], [0x1F, 0x8B, 8, 0], [0, 0, 0, 0], [255, 255, 255, 255]];

    private static readonly byte[][] _samples =
    [
        .. new int[][] { [1], [7], [3, 4], [2, 5, 3], [1, 1, 1, 1], [2, 28, 28] }.Select(dimensions => Raw(new IdxArray(
            dimensions, [.. Enumerable.Range(0, dimensions.Aggregate(1, (a, b) => a * b)).Select(i => (byte)(i * i / 3))]))),
    ];

    private static readonly byte[][] _compressed =
    [
        .. _samples.Select((sample, i) =>
            Compression.Gzip(sample, i % 2 == 0 ? CompressionLevel.Fastest : CompressionLevel.SmallestSize)),
    ];

    [Fact]
    public void Raw_is_read_as_written_or_rejected() => Hostile.Run(
        "IDX",
        recipe => Hostile.Mutate(_samples[recipe.Sample % _samples.Length], recipe.Mutations, _tokens),
        file => Idx.Read(file, "file"),
        Check,
        new Bound(4),
        output);

    internal static byte[] MakeGzip(Recipe recipe)
    {
        var (raw, compressed) = (_samples[recipe.Sample % _samples.Length], _compressed[recipe.Sample % _samples.Length]);
        return recipe.Repair switch
        {
            0 => Hostile.Mutate(compressed, recipe.Mutations, _tokens),
            1 => Compression.Gzip(Hostile.Mutate(raw, recipe.Mutations, _tokens)),
            _ => Hostile.Mutate(
                Compression.Gzip(Hostile.Mutate(raw, recipe.Mutations[1..], _tokens)), recipe.Mutations[..1], _tokens),
        };
    }

    internal static void CheckGzip(byte[] file, IdxArray array)
    {
        if (file[0] == 0)
        {
            Check(file, array);
            return;
        }

        var content = Compression.Expand(new GZipStream(new MemoryStream(file), CompressionMode.Decompress));
        Check(content, array);
    }

    private static void Check(byte[] file, IdxArray array)
    {
        Assert.Equal(8, file[2]);
        Assert.Equal(file[3], array.Dimensions.Length);
        Assert.All(array.Dimensions, size => Assert.True(size > 0));
        Assert.Equal(file.Length - 4 - 4 * file[3], array.Dimensions.Aggregate(1L, (a, b) => a * b));
        Assert.Equal(file, Raw(array));
    }

    private static byte[] Raw(IdxArray array)
    {
        var stream = new MemoryStream();
        IdxFile.Write(stream, array);
        return stream.ToArray();
    }
}

public sealed class HostileGzipTests(ITestOutputHelper output)
{
    [Fact]
    public void Gzip_is_read_as_written_or_rejected() => Hostile.Run(
        "IDX in gzip",
        HostileIdxTests.MakeGzip,
        file => Idx.Read(file, "file"),
        HostileIdxTests.CheckGzip,
        // What is there may have to be decompressed to be found wrong, doubling an array as it comes.
        new Bound(3 * 1032),
        output);
}
