using Ram.Images;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Figures;

/// <summary>Where the patches of glimpses lie on an image, and how they look.</summary>
internal sealed class GlimpseGeometry
{
    /// <summary>The colour beyond the image's edges.</summary>
    public const string Outside = "#333333";

    private readonly RamOptions _options;
    private readonly Retina _retina;
    private readonly int _width, _height;

    public GlimpseGeometry(RamOptions options, ImageBatch images)
    {
        if (images.Channels != options.Channels)
            throw new ArgumentException(
                $"The images have {images.Channels} channels, the model {options.Channels}.", nameof(images));
        _options = options;
        _retina = new Retina(
            options.PatchSize, options.Patches, options.Scale, options.Channels, options.InputMean, options.InputStd);
        (_width, _height) = (images.Width, images.Height);
    }

    public Box Image => new(0, 0, _width, _height);

    /// <summary>The widest patch's side in pixels.</summary>
    public int Widest => _retina.Width(_options.Patches - 1);

    /// <summary>What patch <paramref name="depth"/> covers at a location, in pixels of the image.</summary>
    public Box Patch(int depth, float x, float y)
    {
        (int left, int top) = _retina.Corner(depth, x, y, _width, _height);
        return new Box(left, top, _retina.Width(depth), _retina.Width(depth));
    }

    /// <summary>What all patches cover, the sharpest first.</summary>
    public Box[] Patches(float x, float y) =>
        [.. Enumerable.Range(0, _options.Patches).Select(depth => Patch(depth, x, y))];

    /// <summary>The middle of the sharpest patch.</summary>
    public (double X, double Y) Centre(float x, float y)
    {
        Box patch = Patch(0, x, y);
        return (patch.X + patch.Width / 2, patch.Y + patch.Height / 2);
    }

    /// <summary>A box around the image and patch <paramref name="depth"/> at these locations, <c>[glimpses, 2]</c>, with room for an outline.</summary>
    public Box Around(Matrix locations, int depth)
    {
        Box around = Image;
        for (int t = 0; t < locations.Rows; t++)
            around = Union(around, Patch(depth, locations[t, 0], locations[t, 1]));
        return around == Image ? Image : new Box(around.X - 1, around.Y - 1, around.Width + 2, around.Height + 2);
    }

    /// <summary>One patch of a glimpse, in its own pixels.</summary>
    public ImageMark PatchImage(ReadOnlySpan<float> glimpse, int depth)
    {
        int size = _options.PatchSize, length = _options.Channels * size * size;
        return ImageMark.Of(size, size, _options.Channels, glimpse.Slice(depth * length, length), Black, White);
    }

    /// <summary>A glimpse painted back where it was taken: the wide, coarse patches below the sharp ones.</summary>
    /// <param name="glimpse">What the retina gave.</param>
    /// <param name="x">The location from left, -1, to right, 1.</param>
    /// <param name="y">The location from top, -1, to bottom, 1.</param>
    /// <param name="area">What is painted, in whole pixels of the image; black where no patch reaches.</param>
    public ImageMark Painted(ReadOnlySpan<float> glimpse, float x, float y, Box area)
    {
        int width = (int)area.Width, height = (int)area.Height;
        int size = _options.PatchSize, cells = size * size, channels = _options.Channels;
        float[] canvas = new float[channels * width * height];
        canvas.AsSpan().Fill((float)Black);
        for (int depth = _options.Patches - 1; depth >= 0; depth--)
        {
            Box patch = Patch(depth, x, y);
            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    double across = area.X + column - patch.X, down = area.Y + row - patch.Y;
                    if (across < 0 || across >= patch.Width || down < 0 || down >= patch.Height)
                        continue;
                    int cell = (int)((down + 0.5) * size / patch.Height) * size + (int)((across + 0.5) * size / patch.Width);
                    for (int channel = 0; channel < channels; channel++)
                        canvas[(channel * height + row) * width + column] =
                            glimpse[(depth * channels + channel) * cells + cell];
                }
            }
        }
        return ImageMark.Of(width, height, channels, canvas, Black, White) with { Area = area };
    }

    /// <summary>What the retina gives at a location of an image.</summary>
    public float[] Look(ReadOnlySpan<byte> image, float x, float y)
    {
        float[] glimpse = new float[_options.GlimpseSize];
        _retina.Glimpse(image, _height, _width, x, y, glimpse);
        return glimpse;
    }

    private double Black => (0 - _options.InputMean) / _options.InputStd;

    private double White => (1 - _options.InputMean) / _options.InputStd;

    private static Box Union(Box a, Box b)
    {
        double left = Math.Min(a.X, b.X), top = Math.Min(a.Y, b.Y);
        return new Box(left, top,
            Math.Max(a.X + a.Width, b.X + b.Width) - left, Math.Max(a.Y + a.Height, b.Y + b.Height) - top);
    }
}
