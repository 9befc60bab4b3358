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
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        var geometry = new GlimpseGeometry(options, images);
        float[] glimpse = geometry.Look(images[index], x, y);
        Box[] boxes = geometry.Patches(x, y);
        var locations = new Numerics.Matrix(1, 2) { [0, 0] = x, [0, 1] = y };
        Box area = geometry.Around(locations, options.Patches - 1);
        double scale = PictureSize / Math.Max(area.Width, area.Height);

        Panel seen = Picture("What the retina sees", geometry.Painted(glimpse, x, y, area));
        Panel looked = Picture("What we see", ImageMark.Of(images, index));
        bool single = options.Patches == 1;
        return new Figure
        {
            Title = "A glimpse",
            AltText = Invariant($"An image of {images.Width} by {images.Height} pixels with the retina's {Count(options.Patches)} centred at ({x:0.##}, {y:0.##}); beside it each patch, and the image as the retina sees it: sharp in the smallest patch, coarser around it, black beyond."),
            Caption = Invariant($"The retina reads {options.GlimpseSize:N0} numbers of the image's {images.ImageSize:N0}."),
            Panels = single ? [looked, seen, Patches(PictureSize)] : [looked, seen, Patches(2 * PictureSize + Style.Gap)],
            Columns = single ? 3 : 2,
        };

        Panel Picture(string title, ImageMark image) => Panel.Picture(area, scale,
            image,
            new RectanglesMark(boxes) { Color = Palette.OverImage, Halo = true }) with
        { Title = title, Background = GlimpseGeometry.Outside };

        Panel Patches(double width)
        {
            double gap = single ? 0 : Style.Gap, labels = single ? 0 : LabelHeight;
            double side = Math.Min(PictureSize, (width - (options.Patches - 1) * gap) / options.Patches);
            var marks = new List<Mark>();
            for (int depth = 0; depth < options.Patches; depth++)
            {
                double left = depth * (side + gap);
                marks.Add(geometry.PatchImage(glimpse, depth) with { Area = new Box(left, 0, side, side) });
                if (!single)
                    marks.Add(new TextMark(left + side / 2, side + labels / 2, PatchTitle(options.PatchSize, (int)boxes[depth].Width)));
            }
            return Panel.Picture(new Box(0, 0, options.Patches * (side + gap) - gap, side + labels), 1, marks) with
            {
                Title = single ? PatchTitle(options.PatchSize, options.PatchSize) : "What it gives",
                ColumnSpan = single ? 1 : 2,
            };
        }
    }

    private static string PatchTitle(int size, int width) => width == size
        ? Invariant($"{width} \u00d7 {width}")
        : Invariant($"{width} \u00d7 {width} \u2192 {size} \u00d7 {size}");

    private static string Count(int patches) => patches == 1 ? "patch" : $"{patches} patches";
}
