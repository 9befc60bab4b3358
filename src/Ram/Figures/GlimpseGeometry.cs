using Ram.Images;
using Ram.Model;

namespace Ram.Figures;

/// <summary>Where the patches of glimpses lie on an image, and how they look.</summary>
internal sealed class GlimpseGeometry(RamOptions options, ImageBatch images)
{
    private readonly Retina _retina = images.Channels == options.Channels
        ? new Retina(
            options.PatchSize, options.Patches, options.Scale, options.Channels, options.InputMean, options.InputStd)
        : throw new ArgumentException(
            $"The images have {images.Channels} channels, the model {options.Channels}.", nameof(images));

    public Box Image { get; } = new(0, 0, images.Width, images.Height);

    /// <summary>What all patches cover at a location, in pixels of the image, the sharpest first.</summary>
    public Box[] Patches(float x, float y) => [.. Enumerable.Range(0, options.Patches).Select(depth =>
    {
        (int left, int top) = _retina.Corner(depth, x, y, images.Width, images.Height);
        return new Box(left, top, _retina.Width(depth), _retina.Width(depth));
    })];

    /// <summary>A box around the image and what patches cover, with room for an outline.</summary>
    public Box Around(IEnumerable<Box> patches)
    {
        Box around = patches.Aggregate(Image, (all, patch) => all.Union(patch));
        return around == Image ? Image : around.Grow(1, 1);
    }

    /// <summary>One patch of a glimpse, in its own pixels.</summary>
    public ImageMark PatchImage(ReadOnlySpan<float> glimpse, int depth)
    {
        int size = options.PatchSize, length = options.Channels * size * size;
        return ImageMark.Of(size, size, options.Channels, glimpse.Slice(depth * length, length), Level(0), Level(1));
    }

    /// <summary>
    /// A glimpse painted back where its patches were taken, the coarse ones below the sharp ones, in whole pixels of
    /// the image; black where no patch reaches.
    /// </summary>
    public ImageMark Painted(ReadOnlySpan<float> glimpse, Box[] patches, Box area)
    {
        int width = (int)area.Width, height = (int)area.Height, size = options.PatchSize;
        float[] canvas = new float[options.Channels * width * height];
        Array.Fill(canvas, (float)Level(0));
        for (int i = 0; i < canvas.Length; i++)
        {
            double x = area.X + i % width + 0.5, y = area.Y + i / width % height + 0.5;
            int depth = Array.FindIndex(patches, at => x > at.X && x < at.Right && y > at.Y && y < at.Bottom);
            if (depth < 0)
                continue;
            int across = (int)((x - patches[depth].X) * size / patches[depth].Width);
            int down = (int)((y - patches[depth].Y) * size / patches[depth].Height);
            canvas[i] = glimpse[((depth * options.Channels + i / (width * height)) * size + down) * size + across];
        }
        return ImageMark.Of(width, height, options.Channels, canvas, Level(0), Level(1)) with { Area = area };
    }

    /// <summary>What the retina gives at a location of an image.</summary>
    public float[] Look(ReadOnlySpan<byte> image, float x, float y)
    {
        float[] glimpse = new float[options.GlimpseSize];
        _retina.Glimpse(image, images.Height, images.Width, x, y, glimpse);
        return glimpse;
    }

    // What the retina makes of black, 0, and of white, 1.
    private double Level(double value) => (value - options.InputMean) / options.InputStd;
}
