using Ram.Data;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Experiments.Benchmarks;

/// <summary>Grey noise with random labels: speed does not depend on what there is to see.</summary>
internal static class RandomImages
{
    private const int Classes = 10;

    /// <summary>Images of <paramref name="size"/> pixels a side, <c>[count, 1, size, size]</c>.</summary>
    public static LabelledImages Draw(int count, int size)
    {
        var images = new ImageBatch(count, 1, size, size);
        new Random(size).NextBytes(images.Pixels);
        var labels = new byte[count];
        var stream = new RandomStream((ulong)size, StreamPurpose.Data);
        for (int i = 0; i < count; i++)
            labels[i] = (byte)stream.NextInt32(Classes);
        return new LabelledImages(images, labels, Classes);
    }
}
