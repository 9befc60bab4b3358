using Ram.Images;
using Ram.Model;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>One glimpse: where its patches lie, what each holds, and the image as the retina sees it.</summary>
/// <example><code>
/// LabelledImages digits = Mnist.Load().Validation;
/// RetinaView.Of(digits.Images, new RamOptions { PatchSize = 8, Patches = 2 }, x: 0.25f, y: -0.5f, index: 3)
/// </code></example>
public static class RetinaView
{
    private const double PictureSize = 224, LabelHeight = 20;

    /// <summary>A glimpse of one image.</summary>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="options">The retina's part of a model's options.</param>
    /// <param name="x">The location from left, -1, to right, 1.</param>
    /// <param name="y">The location from top, -1, to bottom, 1.</param>
    /// <param name="index">The image.</param>
    /// <exception cref="ArgumentException">When the channels of the images are not those of the options.</exception>
    public static Figure Of(ImageBatch images, RamOptions options, float x = 0, float y = 0, int index = 0)
    {
        var geometry = new GlimpseGeometry(options, images);
        float[] glimpse = geometry.Look(images[index], x, y);
        Box[] boxes = geometry.Patches(x, y);
        Box area = geometry.Around([boxes[^1]]);
        string patches = boxes.Length == 1 ? "patch" : $"{boxes.Length} patches";
        var outlines = new RectanglesMark(boxes) { Color = Palette.OverImage, Halo = true };
        string altText = $"An image of {images.Width} by {images.Height} pixels with the retina's {patches} centred at "
            + $"{SvgText.Location(x, y)}; beside it the image as the retina sees it, below it each patch: "
            + "sharp in the smallest patch, coarser around it, black beyond.";
        Panel image = Panel.OverImage(area, PictureSize, ImageMark.Of(images, index), outlines);
        Panel painted = Panel.OverImage(area, PictureSize, geometry.Painted(glimpse, boxes, area), outlines);
        return Figure.Of(
            "A glimpse", altText, 2,
            Invariant($"The retina reads {options.GlimpseSize:N0} numbers of the image's {images.ImageSize:N0}."),
            image with { Title = "What we see" }, painted with { Title = "What the retina sees" },
            Patches([.. boxes.Select((_, depth) => geometry.PatchImage(glimpse, depth))], boxes));
    }

    // Below both images, at most as large as they are.
    private static Panel Patches(ImageMark[] patches, Box[] boxes)
    {
        double width = 2 * PictureSize + Style.Gap;
        double side = Math.Min(PictureSize, (width - (patches.Length - 1) * Style.Gap) / patches.Length);
        IEnumerable<Mark> marks = patches.Zip(patches.Zip(boxes, PatchTitle)).SelectMany((patch, depth) => new Mark[]
        {
            patch.First with { Area = new Box(depth * (side + Style.Gap), 0, side, side) },
            new TextMark(depth * (side + Style.Gap) + side / 2, side + LabelHeight / 2, patch.Second),
        });
        var area = new Box(0, 0, patches.Length * (side + Style.Gap) - Style.Gap, side + LabelHeight);
        return Panel.Picture(area, 1, [.. marks]) with { Title = "What it gives", ColumnSpan = 2 };
    }

    private static string PatchTitle(ImageMark patch, Box box)
    {
        string size = $"{patch.PixelWidth} \u00d7 {patch.PixelHeight}";
        return (int)box.Width == patch.PixelWidth ? size : Invariant($"{box.Width} \u00d7 {box.Height} \u2192 {size}");
    }
}
