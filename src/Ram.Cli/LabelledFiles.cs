using Ram.Data;
using Ram.Files;
using Ram.Images;
using Ram.Model;

namespace Ram.Cli;

/// <summary>The user's own images and labels.</summary>
internal static class LabelledFiles
{
    /// <summary>Reads images and their classes for a model.</summary>
    /// <param name="imagesPath">IDX of <c>[count, height, width]</c> or <c>[count, channels, height, width]</c>.</param>
    /// <param name="labelsPath">IDX of <c>[count]</c>.</param>
    /// <param name="options">The model's options, which channels and classes must fit.</param>
    /// <exception cref="RamException">When a file is damaged or does not fit.</exception>
    public static LabelledImages Read(string imagesPath, string labelsPath, RamOptions options)
    {
        ImageBatch images = Images(imagesPath);
        if (images.Channels != options.Channels)
            throw new RamException(
                $"{imagesPath} has images of {images.Channels} channels; the model needs {options.Channels} "
                + "(its option channels).");
        IdxArray labels = Idx.Read(labelsPath);
        if (labels.Dimensions is not [int count])
            throw new RamException(
                $"{labelsPath} is [{string.Join(", ", labels.Dimensions)}]; allowed: labels, [count].");
        if (count != images.Count)
            throw new RamException(
                $"{labelsPath} has {count} labels and {imagesPath} {images.Count} images; one label an image is needed.");
        int wrong = labels.Data.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(options.Classes - 1));
        if (wrong >= 0)
            throw new RamException(
                $"{labelsPath}: label {wrong + 1} is {labels.Data[wrong]}; "
                + $"allowed: 0 to {options.Classes - 1}, the model's classes.");
        return new LabelledImages(images, labels.Data, options.Classes);
    }

    private static ImageBatch Images(string path)
    {
        IdxArray array = Idx.Read(path);
        return array.Dimensions switch
        {
            [int count, int height, int width] => new ImageBatch(count, 1, height, width, array.Data),
            [int count, int channels, int height, int width] =>
                new ImageBatch(count, channels, height, width, array.Data),
            _ => throw new RamException(
                $"{path} is [{string.Join(", ", array.Dimensions)}]; "
                + "allowed: images, [count, height, width] or [count, channels, height, width]."),
        };
    }
}
