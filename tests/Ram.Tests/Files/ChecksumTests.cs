using System.Text;
using Ram.Files;

namespace Ram.Tests.Files;

public sealed class ChecksumTests
{
    /// <summary>The examples of FIPS 180-2.</summary>
    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Sha256AgreesWithThePublishedExamples(string content, string expected) =>
        Assert.Equal(expected, Checksum.Sha256(Encoding.ASCII.GetBytes(content)));
}
