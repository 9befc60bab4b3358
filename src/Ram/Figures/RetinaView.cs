using System.Globalization;
using Ram.Figures.Rendering;
using Ram.Images;
using Ram.Model;

namespace Ram.Figures;

/// <summary>One glimpse: where its patches lie, what each holds, and the image as the retina sees it.</summary>
public static class RetinaView
{
    private const double PictureSize = 224, SmallestPatch = 60, PatchGap = 42;

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
        Box area = geometry.Around(locations);
        double scale = PictureSize / Math.Max(area.Width, area.Height);
        double patchSize = Math.Max(SmallestPatch, (PictureSize - (options.Patches - 1) * PatchGap) / options.Patches);

        var panels = new List<Panel>
        {
            Picture("What we see", ImageMark.Of(images, index), boxes) with { RowSpan = options.Patches },
        };
        for (int depth = 0; depth < options.Patches; depth++)
        {
            panels.Add(Panel.Picture(new Box(0, 0, options.PatchSize, options.PatchSize), patchSize / options.PatchSize,
                geometry.PatchImage(glimpse, depth)) with
            { Title = PatchTitle(options.PatchSize, (int)boxes[depth].Width) });
            if (depth == 0)
                panels.Add(Picture("What the retina sees", geometry.Painted(glimpse, x, y, area), boxes)
                    with
                { RowSpan = options.Patches });
        }
        return new Figure
        {
            Title = "A glimpse",
            AltText = string.Create(CultureInfo.InvariantCulture,
                $"An image of {images.Width} by {images.Height} pixels with the retina's {Count(options.Patches)} centred at ({x:0.##}, {y:0.##}); beside it each patch, and the image as the retina sees it: sharp in the smallest patch, coarser around it, black beyond."),
            Caption = string.Create(CultureInfo.InvariantCulture,
                $"The retina reads {options.GlimpseSize:N0} numbers of the image's {images.ImageSize:N0}."),
            Panels = panels,
            Columns = 3,
        };

        Panel Picture(string title, ImageMark image, Box[] patches) => Panel.Picture(area, scale,
            image,
            new RectanglesMark(patches) { Color = Palette.OverImage, Halo = true }) with
        {
            Title = title,
            Background = Shared.Outside,
        };
    }

    private static string PatchTitle(int size, int width) => width == size
        ? FormattableString.Invariant($"{width} \u00d7 {width}")
        : FormattableString.Invariant($"{width} \u00d7 {width} \u2192 {size} \u00d7 {size}");

    private static string Count(int patches) => patches == 1 ? "patch" : $"{patches} patches";
}
