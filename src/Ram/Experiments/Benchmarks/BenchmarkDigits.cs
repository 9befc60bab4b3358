using Ram.Data;
using Ram.Images;

namespace Ram.Experiments.Benchmarks;

/// <summary>The digits that the engine is measured on.</summary>
public static class BenchmarkDigits
{
    /// <summary>The images of a pass: the first 54,000 of MNIST's 60,000 published training images.</summary>
    public const int Count = 54_000;

    /// <summary>
    /// The first <see cref="Count"/> images of a task's training and validation together, or as many as there are.
    /// </summary>
    /// <exception cref="ArgumentNullException">When <paramref name="task"/> is null.</exception>
    public static LabelledImages Of(DigitTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        IExamples train = task.Train;
        LabelledImages rest = task.Validation;
        int count = Math.Min(Count, train.Count + rest.Count);
        var images = new ImageBatch(count, train.Channels, train.Height, train.Width);
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
            labels[i] = (byte)(i < train.Count
                ? train.Draw(epoch: 0, i, images[i])
                : rest.Draw(epoch: 0, i - train.Count, images[i]));
        return new LabelledImages(images, labels, train.Classes);
    }
}
