using Ram.Images;

namespace Ram.Data;

/// <summary>A fixed set of images with their labels, such as MNIST's test set.</summary>
public sealed class LabelledImages : IExamples
{
    /// <summary>Pairs images with labels.</summary>
    /// <exception cref="ArgumentException">When there are not as many labels as images, or a label is out of range.</exception>
    public LabelledImages(ImageBatch images, byte[] labels, int classes = 10)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != images.Count)
            throw new ArgumentException($"{labels.Length} labels for {images.Count} images.", nameof(labels));
        if (labels.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(classes - 1)))
            throw new ArgumentException($"A label is outside 0 to {classes - 1}.", nameof(labels));
        (Images, Labels, Classes) = (images, labels, classes);
    }

    /// <summary>The images, <c>[count, channels, height, width]</c>.</summary>
    public ImageBatch Images { get; }

    /// <summary>The class of each image.</summary>
    public byte[] Labels { get; }

    /// <inheritdoc/>
    public int Count => Images.Count;

    /// <inheritdoc/>
    public int Channels => Images.Channels;

    /// <inheritdoc/>
    public int Height => Images.Height;

    /// <inheritdoc/>
    public int Width => Images.Width;

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public int Draw(int epoch, int index, Span<byte> image)
    {
        Images[index].CopyTo(image);
        return Labels[index];
    }

    /// <summary>A copy of <paramref name="count"/> examples from <paramref name="start"/> on.</summary>
    public LabelledImages Slice(int start, int count) =>
        new(Images.Slice(start, count), Labels.AsSpan(start, count).ToArray(), Classes);
}
