using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Ram.Files;

namespace Ram.Tests.Files;

public sealed class IdxTests : IDisposable
{
    private static readonly byte[] _golden = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_the_bytes_of_the_format()
    {
        var stream = new MemoryStream();
        IdxFile.Write(stream, new IdxArray([2, 1, 3], [10, 20, 30, 40, 50, 60]));
        Assert.Equal(_golden, stream.ToArray());
    }

    [Fact]
    public void Reads_the_bytes_of_the_format()
    {
        var array = Read(_golden);
        Assert.Equal([2, 1, 3], array.Dimensions);
        Assert.Equal([10, 20, 30, 40, 50, 60], array.Data);
    }

    [Theory]
    [InlineData("labels", 7)]
    [InlineData("images", 3, 28, 28)]
    [InlineData("images.gz", 3, 28, 28)]
    [InlineData("colour.gz", 2, 3, 5, 7)]
    [InlineData("ones", 1, 1, 1, 1, 1, 1)]
    public void Round_trips_through_a_file(string name, params int[] dimensions)
    {
        var data = new byte[dimensions.Aggregate(1, (a, b) => a * b)];
        new Random(1).NextBytes(data);
        IdxFile.Write(_folder[name], new IdxArray(dimensions, data));
        var array = Idx.Read(_folder[name]);
        Assert.Equal(dimensions, array.Dimensions);
        Assert.Equal(data, array.Data);
        Assert.Equal(name.EndsWith(".gz", StringComparison.Ordinal), File.ReadAllBytes(_folder[name])[0] == 0x1F);
    }

    [Fact]
    public void Gzip_is_known_by_its_bytes_not_its_name()
    {
        File.WriteAllBytes(_folder["raw.gz"], _golden);
        File.WriteAllBytes(_folder["gzip"], Compression.Gzip(_golden));
        Assert.Equal(Idx.Read(_folder["raw.gz"]).Data, Idx.Read(_folder["gzip"]).Data);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Grows_for_content_that_compresses_beyond_expectation(CompressionLevel level)
    {
        var stream = new MemoryStream();
        IdxFile.Write(stream, new IdxArray([1000, 777], new byte[777_000]));
        Assert.Equal(777_000, Read(Compression.Gzip(stream.ToArray(), level)).Data.Length);
    }

    [Fact]
    public async Task Reads_a_pipe()
    {
        Process.Start("mkfifo", _folder["pipe"]).WaitForExit();
        Task writer = Task.Run(() => File.WriteAllBytes(_folder["pipe"], Compression.Gzip(_golden)));
        Assert.Equal([2, 1, 3], Idx.Read(_folder["pipe"]).Dimensions);
        await writer;
    }

    [Theory]
    [InlineData("", "it ends within its header")]
    [InlineData("000008", "it ends within its header")]
    [InlineData("00000803 00000002 00000001", "it ends within its header")]
    [InlineData("89504e47 00000002", "it begins with 89504e47")]
    [InlineData("00000701 00000002 0000", "its element type is 7; IDX has 8")]
    [InlineData("00000800", "it has no dimensions")]
    [InlineData("00000801 00000000", "its dimensions are 0, each must be 1 or more")]
    [InlineData("00000801 ffffffff 00", "its dimensions are 4294967295, each must be 1 or more")]
    [InlineData("00000803 00010000 00010000 00010000 00", "its dimensions are 65536 x 65536 x 65536")]
    [InlineData("00000802 00008000 00020000 00", "its dimensions are 32768 x 131072")]
    [InlineData("00000801 00000003 0102", "2 bytes follow the header, 3 needs 3")]
    [InlineData("00000801 00000003 01020304", "more bytes follow the header, 3 needs 3")]
    public void Rejects_what_is_not_the_format(string hexadecimal, string problem) =>
        AssertInvalid(problem, Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal)));

    [Fact]
    public void Rejects_every_truncation_and_what_follows()
    {
        for (var length = 0; length < _golden.Length; length++)
            AssertInvalid("", _golden[..length]);
        AssertInvalid("", [.. _golden, 0]);
        var gzip = Compression.Gzip(_golden, CompressionLevel.SmallestSize);
        for (var length = 0; length < gzip.Length - 12; length++)
            AssertInvalid("", gzip[..length]);
        AssertInvalid("", [.. gzip, .. gzip]);
    }

    [Fact]
    public void Rejects_a_damaged_gzip_trailer()
    {
        var file = Compression.Gzip(_golden);
        for (var bit = 0; bit < 32; bit++)
        {
            var damaged = file.ToArray();
            damaged[^(5 + bit / 8)] ^= (byte)(1 << bit % 8);
            AssertInvalid("its gzip data are damaged", damaged);
        }
    }

    [Fact]
    public void Rejects_gzip_that_holds_more_or_less_than_its_header_says()
    {
        AssertInvalid("more bytes follow the header", Compression.Gzip([.. _golden, 1]));
        AssertInvalid("5 bytes follow the header", Compression.Gzip(_golden[..^1]));
    }

    [Fact]
    public void Other_elements_are_no_damage()
    {
        var message = Assert.Throws<RamException>(() => Read([0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0])).Message;
        Assert.StartsWith("data has elements of type 0x0D", message, StringComparison.Ordinal);
        Assert.Contains("astype(\"uint8\")", message, StringComparison.Ordinal);
        byte[] integers = [0, 0, 12, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 1, 0];
        Assert.Contains("32-bit integers", Assert.Throws<RamException>(() => Read(integers)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["labels"], integers);
        Assert.Equal([3, 256], Idx.ReadLabels(_folder["labels"]));
        File.WriteAllBytes(_folder["bytes"], [0, 0, 8, 1, 0, 0, 0, 2, 7, 255]);
        Assert.Equal([7, 255], Idx.ReadLabels(_folder["bytes"]));
    }

    [Fact]
    public void A_lying_header_costs_no_memory()
    {
        byte[] claim = [0, 0, 8, 1, 0x3F, 0xFF, 0xFF, 0xFF, .. new byte[100]];
        AssertCheap(claim, 1 << 16);
        AssertCheap(Compression.Gzip(claim), 1 << 17);

        // Enough noise that 32 MiB are possible; what is there is 1 MiB of zeros.
        var noise = new byte[1 << 15];
        new Random(1).NextBytes(noise);
        byte[] bomb = [0, 0, 8, 1, 2, 0, 0, 0, .. noise, .. new byte[1 << 20]];
        AssertCheap(Compression.Gzip(bomb, CompressionLevel.SmallestSize), 6 << 20);
    }

    [Fact]
    public void A_missing_file_gives_a_clear_line()
    {
        AssertLine($"Cannot read {_folder["none"]}: it does not exist; check the name.", () => Idx.Read(_folder["none"]));
        AssertLine($"Cannot read {_folder.Path}: it is a folder; name a file.", () => Idx.Read(_folder.Path));
    }

    [Fact]
    public void The_message_names_the_file_and_the_file_stays()
    {
        File.WriteAllText(_folder["labels"], "no labels");
        AssertLine($"{_folder["labels"]} is not a valid IDX file: it begins with 6e6f206c, IDX with 0000 (or gzip's 1f8b). "
            + "Replace it by an undamaged copy.", () => Idx.Read(_folder["labels"]));
        Assert.Equal("no labels", File.ReadAllText(_folder["labels"]));
    }

    private static IdxArray Read(byte[] file) => Idx.Read(file, "data");

    private static void AssertInvalid(string problem, byte[] file)
    {
        var message = Assert.Throws<RamException>(() => Read(file)).Message;
        Assert.StartsWith("data is not a valid IDX file: ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    private static void AssertLine(string expected, Action action) =>
        Assert.Equal(expected, Assert.Throws<RamException>(action).Message);

    private static void AssertCheap(byte[] file, long most)
    {
        AssertInvalid("", file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<RamException>(() => Read(file));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < most, allocated.ToString(CultureInfo.InvariantCulture) + " bytes allocated");
    }
}
