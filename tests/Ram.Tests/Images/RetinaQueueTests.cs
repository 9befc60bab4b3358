using Ram.Images;
using Ram.Numerics;

namespace Ram.Tests.Images;

public sealed class RetinaQueueTests
{
    private const int Channels = 3, Height = 11, Width = 7;

    [Theory]
    [InlineData(-1, -1)]
    [InlineData(1, 1)]
    [InlineData(0, -1)]
    [InlineData(9, 0)]
    [InlineData(0, -1e30)]
    public void Pixels_outside_the_image_are_not_asked_for(float x, float y)
    {
        var retina = new Retina(patchSize: 5, patches: 3, channels: Channels);
        var queue = new FetchQueue();
        retina.Queue(new byte[Channels * Height * Width], Height, Width, x, y, queue);
        // A row of seven pixels lies on two lines at most.
        Assert.InRange(queue.Count, 0, 2 * Channels * Height);
        queue.FetchTo(int.MaxValue);
    }

    [Fact]
    public void Every_row_of_the_widest_patch_is_asked_for()
    {
        var retina = new Retina(patchSize: 8, patches: 2);
        var queue = new FetchQueue();
        retina.Queue(new byte[256 * 256], 256, 256, 0, 0, queue);
        Assert.InRange(queue.Count, 16, 32);
        queue.Clear();
        Assert.Equal(0, queue.Count);
    }
}
