using System.IO.Compression;
using Ram.Files;

namespace Ram.Tests.Files;

public sealed class PngTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int, int, bool> Kinds()
    {
        var kinds = new TheoryData<int, int, bool>();
        foreach (var (colour, depths) in new[] { (0, "1 2 4 8 16"), (2, "8 16"), (3, "1 2 4 8"), (4, "8 16"), (6, "8 16") })
            foreach (var depth in depths.Split(' '))
                foreach (var interlaced in new[] { false, true })
                    kinds.Add(colour, int.Parse(depth, System.Globalization.CultureInfo.InvariantCulture), interlaced);
        return kinds;
    }

    [Fact]
    public void ReadsAPictureOfAnotherWriter()
    {
        // One red pixel, RGB, as encoders everywhere write it.
        var file = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");
        var image = Read(file);
        Assert.Equal((1, 1, 3), (image.Width, image.Height, image.Channels));
        Assert.Equal([255, 0, 0], image.Pixels);
    }

    [Fact]
    public void WritesTheChunksOfTheFormat()
    {
        var file = Png.Encode(3, 2, 1, [1, 2, 3, 4, 5, 6]);
        Assert.Equal(
            "89504e470d0a1a0a" + "0000000d" + "49484452" + "00000003" + "00000002" + "0800000000" + "b81f39c6",
            Convert.ToHexStringLower(file.AsSpan(0, 33)));
        Assert.Equal("0000000049454e44ae426082", Convert.ToHexStringLower(file.AsSpan(file.Length - 12)));
        var chunks = PngBuilder.Split(file);
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(chunk => chunk.Type));
        Assert.Equal(file, PngBuilder.Join(chunks));
        using var zlib = new ZLibStream(new MemoryStream(chunks[1].Content), CompressionMode.Decompress);
        Assert.Equal([0, 1, 2, 3, 0, 4, 5, 6], Compression.Expand(zlib));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(28, 28, 1)]
    [InlineData(37, 5, 3)]
    [InlineData(1, 300, 3)]
    public void RoundTripsThroughAFile(int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        new Random(1).NextBytes(pixels);
        Png.Write(_folder["picture.png"], width, height, channels, pixels);
        var image = Png.Read(_folder["picture.png"]);
        Assert.Equal((width, height, channels), (image.Width, image.Height, image.Channels));
        Assert.Equal(pixels, image.Pixels);
        var stream = new MemoryStream();
        Png.Write(stream, width, height, channels, pixels);
        Assert.Equal(File.ReadAllBytes(_folder["picture.png"]), stream.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReadsEveryKind(int colour, int bitDepth, bool interlaced)
    {
        foreach (var (width, height) in new[] { (1, 1), (2, 3), (5, 5), (8, 8), (9, 17), (33, 6) })
            for (var filter = -1; filter <= 4; filter++)
                AssertReads(Kind(width, height, colour, bitDepth) with { Interlaced = interlaced, Filter = filter });
    }

    [Theory]
    [InlineData(0, 4, "0005")]
    [InlineData(0, 16, "1234")]
    [InlineData(2, 8, "000100020003")]
    [InlineData(2, 16, "123456789abc")]
    [InlineData(3, 4, "00ff80017f")]
    [InlineData(3, 8, "00ff80017f")]
    public void TransparencyShowsBlack(int colour, int bitDepth, string transparency)
    {
        var content = Convert.FromHexString(transparency);
        var builder = Kind(12, 7, colour, bitDepth) with { Transparency = content };
        if (colour != 3)
        {
            // Every third pixel has the transparent colour, every third differs in its last channel alone.
            var random = builder.Sample;
            builder = builder with
            {
                Sample = (x, y, c) => x % 3 == 2
                    ? random(x, y, c)
                    : 256 * content[2 * c] + content[2 * c + 1] + (x % 3 == 1 && c == builder.Samples - 1 ? 1 : 0),
            };
        }

        AssertReads(builder);
    }

    [Fact]
    public void ReadsDataInManyChunks() => AssertReads(Kind(20, 20, 2, 8) with { DataChunks = 7 });

    [Fact]
    public void RejectsEveryTruncationAndAnyTrailingByte()
    {
        var file = Kind(5, 4, 3, 4).Build();
        for (var length = 0; length < file.Length; length++)
            AssertInvalid("", file[..length]);
        AssertInvalid("1 bytes follow its end", [.. file, 0]);
        AssertInvalid("bytes follow its end", [.. file, .. file]);
    }

    [Fact]
    public void RejectsEveryFlippedBit()
    {
        var file = Kind(5, 4, 3, 4).Build();
        for (var bit = 0; bit < 8 * file.Length; bit++)
        {
            var damaged = file.ToArray();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            AssertInvalid("", damaged);
        }
    }

    [Fact]
    public void RejectsDamagedData()
    {
        var builder = Kind(5, 4, 0, 8);
        var rows = builder.Rows();
        var data = Compression.Zlib(rows);
        AssertInvalid("hold more than its header says", WithData(Compression.Zlib([.. rows, 0])));
        AssertInvalid("end too early", WithData(Compression.Zlib(rows[..^1])));
        AssertInvalid("bytes follow its compressed data", WithData([.. data, 0]));
        AssertInvalid("bytes follow its compressed data", WithData([.. data, .. data]));
        for (var missing = 1; missing <= 4; missing++)
            AssertInvalid("are cut off", WithData(data[..^missing]));
        for (var bit = 0; bit < 32; bit++)
        {
            var damaged = data.ToArray();
            damaged[^(1 + bit / 8)] ^= (byte)(1 << bit % 8);
            AssertInvalid("compressed data are damaged", WithData(damaged));
        }

        rows[0] = 5;
        AssertInvalid("a row has filter 5, 0 to 4 are allowed", WithData(Compression.Zlib(rows)));

        byte[] WithData(byte[] replacement) => Edit(builder, "IDAT", replacement);
    }

    [Theory]
    [InlineData("00000000 00000001 08 00 00 00 00", "it has 0 x 1 pixels")]
    [InlineData("00000001 00000000 08 00 00 00 00", "it has 1 x 0 pixels")]
    [InlineData("00002001 00002000 08 00 00 00 00", "it has 8193 x 8192 pixels, 1 x 1 up to 67108864 in all are allowed")]
    [InlineData("ffffffff ffffffff 08 00 00 00 00", "it has 4294967295 x 4294967295 pixels")]
    [InlineData("00002000 00002000 08 00 00 00 00", "its size needs 67117056 bytes of rows")]
    [InlineData("00000005 00000004 03 00 00 00 00", "colour type 0 with bit depth 3 does not exist")]
    [InlineData("00000005 00000004 04 02 00 00 00", "colour type 2 with bit depth 4 does not exist")]
    [InlineData("00000005 00000004 10 03 00 00 00", "colour type 3 with bit depth 16 does not exist")]
    [InlineData("00000005 00000004 08 05 00 00 00", "colour type 5 with bit depth 8 does not exist")]
    [InlineData("00000005 00000004 08 00 01 00 00", "methods are 1, 0, 0")]
    [InlineData("00000005 00000004 08 00 00 01 00", "methods are 0, 1, 0")]
    [InlineData("00000005 00000004 08 00 00 00 02", "methods are 0, 0, 2")]
    [InlineData("00000005 00000004 08 00 00 00", "its header has 12 bytes, 13 are allowed")]
    public void RejectsABadHeader(string header, string problem) => AssertInvalid(
        problem,
        Edit(Kind(5, 4, 0, 8), "IHDR", Convert.FromHexString(header.Replace(" ", "", StringComparison.Ordinal))));

    [Theory]
    [InlineData(0, "IDAT IHDR IEND", "its first chunk is not IHDR")]
    [InlineData(0, "IHDR IHDR IDAT IEND", "it has a second IHDR chunk")]
    [InlineData(0, "IHDR IEND", "it has no data")]
    [InlineData(0, "IHDR IDAT", "it is cut off after its IDAT chunk")]
    [InlineData(0, "IHDR IDAT tEXt IDAT IEND", "its IDAT chunks do not follow each other")]
    [InlineData(0, "IHDR PLTE IDAT IEND", "its PLTE chunk is out of place")]
    [InlineData(0, "IHDR ABCD IDAT IEND", "its ABCD chunk is critical and unknown")]
    [InlineData(0, "IHDR ab1d IDAT IEND", "a chunk is called \"ab1d\"")]
    [InlineData(0, "IHDR IDAT tRNS IEND", "its tRNS chunk is out of place")]
    [InlineData(4, "IHDR tRNS IDAT IEND", "its tRNS chunk is out of place")]
    [InlineData(3, "IHDR IDAT IEND", "it has no palette before its data")]
    [InlineData(3, "IHDR IDAT PLTE IEND", "it has no palette before its data")]
    [InlineData(3, "IHDR tRNS PLTE IDAT IEND", "its tRNS chunk is out of place")]
    [InlineData(3, "IHDR PLTE PLTE IDAT IEND", "its PLTE chunk is out of place")]
    public void RejectsChunksOutOfOrder(int colour, string types, string problem)
    {
        var whole = Kind(5, 4, colour, 8) with { Palette = new byte[768], Transparency = [0, 0] };
        var contents = PngBuilder.Split(whole.Build()).ToDictionary(chunk => chunk.Type, chunk => chunk.Content);
        AssertInvalid(problem, PngBuilder.Join(types.Split(' ').Select(type => (type, contents.GetValueOrDefault(type, [])))));
    }

    [Theory]
    [InlineData(3, 4, 16 * 3 + 3, 0, "its palette has 51 bytes, three for each of 1 to 16 colours")]
    [InlineData(3, 8, 4, 0, "its palette has 4 bytes")]
    [InlineData(3, 8, 0, 0, "its palette has 0 bytes")]
    [InlineData(3, 8, 3, 0, "of a palette of 1")]
    [InlineData(3, 8, 6, 3, "its tRNS chunk has 3 bytes, 1 to 2 are allowed")]
    [InlineData(2, 8, 3 * 257, 0, "its palette has 771 bytes")]
    [InlineData(2, 8, 3, 5, "its tRNS chunk has 5 bytes, 6 to 6 are allowed")]
    public void RejectsABadPalette(int colour, int bitDepth, int palette, int transparency, string problem) =>
        AssertInvalid(problem, (Kind(5, 4, colour, bitDepth) with
        {
            Palette = new byte[palette],
            Transparency = transparency == 0 ? null : new byte[transparency],
        }).Build());

    [Fact]
    public void TheMessageNamesTheFile()
    {
        File.WriteAllText(_folder["digit.png"], "GIF89a");
        var exception = Assert.Throws<RamException>(() => Png.Read(_folder["digit.png"]));
        Assert.Equal(
            $"{_folder["digit.png"]} is not a valid PNG file: it does not begin with PNG's signature. Replace it by an undamaged copy.",
            exception.Message);
    }

    [Fact]
    public void AnImageMustFillItsSize()
    {
        Assert.Throws<ArgumentException>(() => Png.Encode(2, 2, 1, new byte[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Png.Encode(0, 2, 1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Png.Encode(1, 1, 2, new byte[2]));
        Assert.Throws<ArgumentException>(() => new PngImage(1 << 16, 1 << 16, 1, []));
    }

    /// <summary>A picture of random samples; a palette of random colours.</summary>
    internal static PngBuilder Kind(int width, int height, int colour, int bitDepth)
    {
        var random = new Random(width + 100 * height);
        var samples = new int[width, height, 4];
        foreach (ref var sample in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref samples[0, 0, 0], samples.Length))
            sample = random.Next(1 << bitDepth);
        var palette = new byte[3 << Math.Min(bitDepth, 8)];
        random.NextBytes(palette);
        return new PngBuilder(width, height, colour, bitDepth)
        {
            Sample = (x, y, c) => samples[x, y, c],
            Palette = colour == 3 ? palette : null,
        };
    }

    private static byte[] Edit(PngBuilder builder, string type, byte[] content) => PngBuilder.Join(
        PngBuilder.Split(builder.Build()).Select(chunk => chunk.Type == type ? (type, content) : chunk));

    private static PngImage Read(byte[] file) => Png.Read(new MemoryStream(file), "picture");

    private static void AssertReads(PngBuilder builder)
    {
        var image = Read(builder.Build());
        var channels = builder.Colour is 0 or 4 ? 1 : 3;
        Assert.Equal((builder.Width, builder.Height, channels), (image.Width, image.Height, image.Channels));
        for (var y = 0; y < builder.Height; y++)
            for (var x = 0; x < builder.Width; x++)
                for (var c = 0; c < channels; c++)
                    Assert.Equal(Expected(builder, x, y, c), image.Pixels[(y * builder.Width + x) * channels + c]);
    }

    /// <summary>The documented value, in decimal arithmetic.</summary>
    private static byte Expected(PngBuilder builder, int x, int y, int c)
    {
        decimal greatest = (1 << builder.BitDepth) - 1;
        if (builder.Colour == 3)
        {
            var entry = builder.Sample(x, y, 0);
            var opacity = builder.Transparency is { } table && entry < table.Length ? table[entry] : 255;
            return Round(builder.Palette![3 * entry + c] * opacity / 255m);
        }

        decimal alpha = builder.Colour >= 4 ? builder.Sample(x, y, builder.Samples - 1) / greatest : 1;
        if (builder.Transparency is { } colour
            && Enumerable.Range(0, builder.Samples).All(s => builder.Sample(x, y, s) == 256 * colour[2 * s] + colour[2 * s + 1]))
            alpha = 0;
        return Round(255 * alpha * builder.Sample(x, y, c) / greatest);
    }

    private static byte Round(decimal value) => (byte)Math.Round(value, MidpointRounding.AwayFromZero);

    private static void AssertInvalid(string problem, byte[] file)
    {
        var message = Assert.Throws<RamException>(() => Read(file)).Message;
        Assert.StartsWith("picture is not a valid PNG file: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }
}
