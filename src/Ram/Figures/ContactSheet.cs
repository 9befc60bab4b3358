using Ram.Images;

namespace Ram.Figures;

/// <summary>Many images at a glance.</summary>
/// <example><code>
/// LabelledImages digits = Mnist.Load().Validation.Slice(0, 20);
/// ContactSheet.Of(digits.Images, [.. digits.Labels.Select(label =&gt; $"{label}")])
/// </code></example>
public static class ContactSheet
{
    private const double Gap = 8, LabelHeight = 18, SheetWidth = 640, SmallestImage = 40;

    /// <summary>Images in rows, each with its label below.</summary>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="labels">What stands below each; null for nothing.</param>
    /// <param name="columns">The images in a row.</param>
    /// <param name="title">What the figure shows.</param>
    /// <exception cref="ArgumentException">When there is not one label an image.</exception>
    public static Figure Of(
        ImageBatch images, IReadOnlyList<string>? labels = null, int columns = 10, string title = "Examples")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (labels is not null && labels.Count != images.Count)
            throw new ArgumentException($"{labels.Count} labels for {images.Count} images.", nameof(labels));
        columns = Math.Min(columns, images.Count);
        double width = Math.Clamp(SheetWidth / columns - Gap, SmallestImage, 2.5 * SmallestImage);
        double height = width * images.Height / images.Width;
        double widestLabel = (labels ?? []).Select(TextMetrics.LabelWidth).DefaultIfEmpty(0).Max();
        double cellWidth = Math.Max(width, widestLabel) + Gap;
        double cellHeight = height + (labels is null ? Gap : LabelHeight + Gap);
        IEnumerable<Mark> marks = Enumerable.Range(0, images.Count).SelectMany(i =>
        {
            double x = i % columns * cellWidth + (cellWidth - Gap - width) / 2, y = i / columns * cellHeight;
            Mark image = ImageMark.Of(images, i) with { Area = new Box(x, y, width, height) };
            return labels is null ? new[] { image }
                : [image, new TextMark(x + width / 2, y + height + LabelHeight / 2, labels[i])];
        });
        int rows = (images.Count + columns - 1) / columns;
        var area = new Box(0, 0, columns * cellWidth - Gap, rows * cellHeight - Gap);
        string labelled = labels is null ? "" : $" with the labels {string.Join(", ", labels)}";
        string altText = $"{images.Count} images of {images.Width} by {images.Height} pixels{labelled}.";
        return Figure.Of(title, altText, Panel.Picture(area, 1, [.. marks]));
    }
}
