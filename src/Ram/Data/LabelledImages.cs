using System.Globalization;
using Ram.Files;
using Ram.Images;
using Ram.Model;

namespace Ram.Data;

/// <summary>A fixed set of images with their labels, such as MNIST's test set.</summary>
/// <example><code>
/// LabelledImages letters = LabelledImages.ReadIdx("letters-images.gz", "letters-labels.gz");
/// (LabelledImages train, LabelledImages validation) = letters.Split(0.15, seed: 1);
/// </code></example>
public sealed class LabelledImages : IExamples
{
    internal const int MostClasses = 256;

    private const int SplitKind = 50;

    /// <summary>Pairs images with labels.</summary>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="labels">The class of each, <c>[count]</c>.</param>
    /// <param name="classes">The number of classes, 1 to 256.</param>
    /// <param name="classNames">What the classes are called; their numbers if null.</param>
    /// <exception cref="ArgumentException">When labels and images or classes and names do not fit together.</exception>
    public LabelledImages(ImageBatch images, byte[] labels, int classes = 10, IReadOnlyList<string>? classNames = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, MostClasses);
        if (labels.Length != images.Count)
            throw new ArgumentException($"{labels.Length} labels for {images.Count} images.", nameof(labels));
        if (labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1)) is >= 0 and int wrong)
            throw new ArgumentException(
                $"Label {wrong} (from 0) is {labels[wrong]}; allowed: 0 to {classes - 1}.", nameof(labels));
        if (classNames is not null && classNames.Count != classes)
            throw new ArgumentException($"{classNames.Count} names for {classes} classes.", nameof(classNames));
        (Images, Labels, Classes) = (images, labels, classes);
        ClassNames = classNames
            ?? [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The images, <c>[count, channels, height, width]</c>.</summary>
    public ImageBatch Images { get; }

    /// <summary>The class of each image.</summary>
    public byte[] Labels { get; }

    /// <summary>What the classes are called.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What a model that is trained on these images should keep of them.</summary>
    public TrainedOn TrainedOn => new(Width, Height, Images.FindGround(), ClassNames);

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

    /// <summary>Reads images and labels from IDX files, raw or gzip.</summary>
    /// <param name="imagesPath">Unsigned bytes, <c>[count, height, width]</c> or <c>[count, channels, height, width]</c>.</param>
    /// <param name="labelsPath">Unsigned bytes or 32-bit integers, <c>[count]</c>.</param>
    /// <param name="classes">The number of classes, 1 to 256; null for one more than the largest label, 2 at least.</param>
    /// <exception cref="RamException">A file is damaged or of another shape, or the two do not fit.</exception>
    public static LabelledImages ReadIdx(string imagesPath, string labelsPath, int? classes = null)
    {
        IdxArray array = Idx.Read(imagesPath);
        ImageBatch images = array.Dimensions switch
        {
            [int n, int height, int width] => new(n, 1, height, width, array.Data),
            [int n, int channels, int height, int width] => new(n, channels, height, width, array.Data),
            _ => throw new RamException(
                $"{imagesPath} is [{string.Join(", ", array.Dimensions)}]; "
                + "images are [count, height, width] or [count, channels, height, width]."),
        };
        int[] labels = Idx.ReadLabels(labelsPath);
        if (labels.Length != images.Count)
            throw new RamException(
                $"{labelsPath} has {labels.Length} labels and {imagesPath} {images.Count} images; one label an image is needed.");
        int most = classes ?? MostClasses, wrong = Array.FindIndex(labels, label => label < 0 || label >= most);
        if (wrong >= 0)
            throw new RamException(
                $"{labelsPath}: label {wrong + 1} is {labels[wrong]}; allowed: 0 to {most - 1}"
                + (classes is null ? "." : ", the classes of the model."));
        return new LabelledImages(
            images, [.. labels.Select(label => (byte)label)], classes ?? Math.Max(2, labels.Max() + 1));
    }

    /// <summary>
    /// Splits a share off, such as a validation set, drawn at random from each class in proportion. A class of two images
    /// and more gives one at least and keeps one at least.
    /// </summary>
    /// <param name="share">The share that is split off, above 0 and below 1.</param>
    /// <param name="seed">Fixes which images are split off.</param>
    /// <returns>What is kept, and what was split off, each in the order of the images.</returns>
    /// <exception cref="ArgumentOutOfRangeException">When the share is not between 0 and 1.</exception>
    /// <exception cref="RamException">When no class has two images.</exception>
    public (LabelledImages Kept, LabelledImages Split) Split(double share, ulong seed)
    {
        if (!(share > 0 && share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share above 0 and below 1 is needed.");
        HashSet<int> split = [];
        foreach ((byte label, int[] members) in Enumerable.Range(0, Count).GroupBy(
            index => Labels[index], (label, indices) => (label, indices.ToArray())))
        {
            int taken = Math.Clamp((int)Math.Round(share * members.Length), 1, Math.Max(1, members.Length - 1));
            var random = DataStream.Open(DataStream.Seed(seed, SplitKind), DataSplit.Validation, epoch: 0, label);
            for (int i = 0; i < taken && members.Length > 1; i++)
            {
                int at = i + random.NextInt32(members.Length - i);
                (members[i], members[at]) = (members[at], members[i]);
                split.Add(members[i]);
            }
        }
        return split.Count > 0
            ? (Select([.. Enumerable.Range(0, Count).Except(split)]), Select([.. split.Order()]))
            : throw new RamException("No class has two images, of which one could be split off.");
    }

    /// <inheritdoc/>
    public int Draw(int epoch, int index, Span<byte> image)
    {
        Images[index].CopyTo(image);
        return Labels[index];
    }

    /// <summary>A copy of <paramref name="count"/> examples from <paramref name="start"/> on.</summary>
    public LabelledImages Slice(int start, int count) =>
        new(Images.Slice(start, count), Labels.AsSpan(start, count).ToArray(), Classes, ClassNames);

    /// <summary>A copy of the examples with these numbers, in their order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When there is no such example, or no number.</exception>
    public LabelledImages Select(params IReadOnlyList<int> indices)
    {
        var images = new ImageBatch(indices.Count, Channels, Height, Width);
        for (int i = 0; i < indices.Count; i++)
            Images[indices[i]].CopyTo(images[i]);
        return new LabelledImages(images, [.. indices.Select(index => Labels[index])], Classes, ClassNames);
    }

    /// <summary>The first epoch of any examples, drawn in parallel.</summary>
    internal static LabelledImages Of(IExamples examples)
    {
        if (examples is LabelledImages fixedOnes)
            return fixedOnes;
        ImageBatch images = new(examples.Count, examples.Channels, examples.Height, examples.Width);
        byte[] labels = new byte[examples.Count];
        Parallel.For(0, labels.Length, i => labels[i] = (byte)examples.Draw(epoch: 0, i, images[i]));
        return new LabelledImages(images, labels, examples.Classes);
    }
}
