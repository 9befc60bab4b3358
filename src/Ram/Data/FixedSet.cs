using Ram.Images;

namespace Ram.Data;

/// <summary>Sets that stay the same, such as a task's test set.</summary>
internal static class FixedSet
{
    /// <summary>Draws the first epoch of the examples, in parallel.</summary>
    public static LabelledImages Of(IExamples examples)
    {
        ImageBatch images = new(examples.Count, examples.Channels, examples.Height, examples.Width);
        byte[] labels = new byte[examples.Count];
        Parallel.For(0, labels.Length, i => labels[i] = (byte)examples.Draw(epoch: 0, i, images[i]));
        return new LabelledImages(images, labels, examples.Classes);
    }
}
