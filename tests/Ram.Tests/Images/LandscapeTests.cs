using System.Security.Cryptography;
using Ram.Images;

namespace Ram.Tests.Images;

public class LandscapeTests
{
    [Fact]
    public void IsTheSameOnEveryMachine()
    {
        ImageBatch picture = Landscape.Paint();
        Assert.Equal((1, 3, 512, 512), (picture.Count, picture.Channels, picture.Height, picture.Width));
        Assert.Equal(
            "53fa797962483cb13dd7e90613faebff1c9a5b5896f3ac939d5f3453a710514e",
            Convert.ToHexStringLower(SHA256.HashData(picture.Pixels)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    public void IsPaintedInAnySize(int size)
    {
        ImageBatch picture = Landscape.Paint(size);
        Assert.Equal(3 * size * size, picture.Pixels.Length);
        Assert.DoesNotContain(Enumerable.Range(0, size * size), pixel =>
            picture.Pixels[pixel] + picture.Pixels[size * size + pixel] + picture.Pixels[2 * size * size + pixel] == 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    public void RefusesOtherSizes(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Landscape.Paint(size));
}
