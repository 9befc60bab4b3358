using Ram.Images;

namespace Ram.Tests.Images;

public sealed class RetinaFetchTests
{
    [Theory]
    [InlineData(-1, -1)]
    [InlineData(1, 1)]
    [InlineData(0, -1)]
    [InlineData(9, 0)]
    [InlineData(0, -1e30)]
    public void PixelsOutsideTheImageAreNotAskedFor(float x, float y)
    {
        var retina = new Retina(patchSize: 5, patches: 3, channels: 3);
        byte[] image = new byte[3 * 11 * 7], before = [.. image];
        retina.Fetch(image, 11, 7, x, y);
        Assert.Equal(before, image);
    }
}
