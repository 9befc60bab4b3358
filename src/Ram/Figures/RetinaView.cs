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
        bool single = options.Patches == 1;
        string patches = single ? "patch" : $"{options.Patches} patches";
        var outlines = new RectanglesMark(boxes) { Color = Palette.OverImage, Halo = true };
        ImageMark[] each = [.. boxes.Select((_, depth) => geometry.PatchImage(glimpse, depth))];
        string altText = $"An image of {images.Width} by {images.Height} pixels with the retina's {patches} centred at "
            + Invariant($"({x:0.##}, {y:0.##}); beside it each patch, and the image as the retina sees it: ")
            + "sharp in the smallest patch, coarser around it, black beyond.";
        return Figure.Of(
            "A glimpse", altText,
            Picture("What we see", ImageMark.Of(images, index)),
            Picture("What the retina sees", geometry.Painted(glimpse, x, y, area)),
            single ? SinglePatch(each[0], boxes[0]) : AllPatches(each, boxes)) with
        {
            Caption = Invariant(
                $"The retina reads {options.GlimpseSize:N0} numbers of the image's {images.ImageSize:N0}."),
            Columns = single ? 3 : 2,
        };

        Panel Picture(string title, ImageMark image) =>
            GlimpseGeometry.Picture(area, PictureSize, image, outlines) with { Title = title };
    }

    private static Panel SinglePatch(ImageMark patch, Box box)
    {
        var area = new Box(0, 0, PictureSize, PictureSize);
        return Panel.Picture(area, 1, patch with { Area = area }) with { Title = PatchTitle(patch, box) };
    }

    private static Panel AllPatches(ImageMark[] patches, Box[] boxes)
    {
        double width = 2 * PictureSize + Style.Gap;
        double side = Math.Min(PictureSize, (width - (patches.Length - 1) * Style.Gap) / patches.Length);
        var marks = new List<Mark>();
        for (int depth = 0; depth < patches.Length; depth++)
        {
            double left = depth * (side + Style.Gap);
            marks.Add(patches[depth] with { Area = new Box(left, 0, side, side) });
            marks.Add(new TextMark(left + side / 2, side + LabelHeight / 2, PatchTitle(patches[depth], boxes[depth])));
        }
        var area = new Box(0, 0, patches.Length * (side + Style.Gap) - Style.Gap, side + LabelHeight);
        return Panel.Picture(area, 1, marks) with { Title = "What it gives", ColumnSpan = 2 };
    }

    private static string PatchTitle(ImageMark patch, Box box)
    {
        string size = $"{patch.PixelWidth} \u00d7 {patch.PixelHeight}";
        return (int)box.Width == patch.PixelWidth ? size : Invariant($"{box.Width} \u00d7 {box.Height} \u2192 {size}");
    }
}
