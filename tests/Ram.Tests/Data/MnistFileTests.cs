using System.Globalization;
using Ram.Data;
using Ram.Files;
using Ram.Tests.Files;

namespace Ram.Tests.Data;

public sealed class MnistFileTests : IDisposable
{
    private static readonly byte[] _content = [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * i % 251))];
    private static readonly MnistFile _file = new("train-labels-idx1-ubyte", _content.Length, Checksum.Sha256(_content));
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, byte[], string> Damages => new()
    {
        { "truncated", _content[..1234], "it holds 1234 bytes" },
        { "empty", [], "it holds 0 bytes" },
        { "one byte changed", [1, .. _content[1..]], "it holds 5000 bytes" },
        { "longer", [.. _content, 7], "more than the right 5000 bytes" },
        { "longer gzip", FakeMnist.Compress(new byte[1_000_000]), "more than the right 5000 bytes" },
        { "truncated gzip", FakeMnist.Compress(_content)[..^200], "bytes with SHA-256" },
        { "gzip of another content", FakeMnist.Compress(_content[..77]), "it holds 77 bytes" },
        { "gzip with garbage inside", [.. FakeMnist.Compress(_content)[..100], .. new byte[500]], "bytes with SHA-256" },
        { "gzip header alone", [0x1F, 0x8B], "it holds 0 bytes" },
        { "web page", "<html>log in to the network</html>"u8.ToArray(), "it holds 34 bytes" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RawAndGzipAreToldApartByContent()
    {
        File.WriteAllBytes(_folder["a.gz"], _content);
        File.WriteAllBytes(_folder["b"], FakeMnist.Compress(_content));
        Assert.Equal(_content, _file.Read(_folder["a.gz"]));
        Assert.Equal(_content, _file.Read(_folder["b"]));
    }

    [Theory]
    [InlineData("train-labels-idx1-ubyte")]
    [InlineData("train-labels-idx1-ubyte.gz")]
    [InlineData("train-labels.idx1-ubyte")]
    [InlineData("train-labels.idx1-ubyte.gz")]
    public void EveryUsualNameIsFound(string name)
    {
        Assert.Null(_file.FindIn(_folder.Path));
        File.WriteAllBytes(_folder[name], _content);
        Assert.Equal(_folder[name], _file.FindIn(_folder.Path));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void DamageIsReportedInOneLineAndTheFileStays(string damage, byte[] bytes, string found)
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        string path = _folder[damage];
        File.WriteAllBytes(path, bytes);
        RamException exception = Assert.Throws<RamException>(() => _file.Read(path));
        Assert.StartsWith($"{path} is damaged: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
        Assert.Contains("5000", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it or replace it by an undamaged copy.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Single(_folder.Names);
    }

    [Fact]
    public void BothSumsAreNamed()
    {
        byte[] other = [.. _content[..^1], 9];
        File.WriteAllBytes(_folder["labels"], other);
        string message = Assert.Throws<RamException>(() => _file.Read(_folder["labels"])).Message;
        Assert.Contains(Checksum.Sha256(other), message, StringComparison.Ordinal);
        Assert.Contains(_file.Sha256, message, StringComparison.Ordinal);
    }
}
