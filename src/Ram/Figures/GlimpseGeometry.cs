using Ram.Images;
using Ram.Model;

namespace Ram.Figures;

/// <summary>Where the patches of glimpses lie on an image, and how they look.</summary>
internal sealed class GlimpseGeometry
{
    private readonly RamOptions _options;
    private readonly Retina _retina;

    public GlimpseGeometry(RamOptions options, ImageBatch images)
    {
        if (images.Channels != options.Channels)
            throw new ArgumentException(
                $"The images have {images.Channels} channels, the model {options.Channels}.", nameof(images));
        _options = options;
        _retina = new Retina(
            options.PatchSize, options.Patches, options.Scale, options.Channels, options.InputMean, options.InputStd);
        Image = new Box(0, 0, images.Width, images.Height);
    }

    public Box Image { get; }

    /// <summary>What all patches cover at a location, in pixels of the image, the sharpest first.</summary>
    public Box[] Patches(float x, float y) => [.. Enumerable.Range(0, _options.Patches).Select(depth =>
    {
        (int left, int top) = _retina.Corner(depth, x, y, (int)Image.Width, (int)Image.Height);
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
        int size = _options.PatchSize, length = _options.Channels * size * size;
        return ImageMark.Of(size, size, _options.Channels, glimpse.Slice(depth * length, length), Black, White);
    }

    /// <summary>
    /// A glimpse painted back where its patches were taken, the coarse ones below the sharp ones, in whole pixels of the
    /// image; black where no patch reaches.
    /// </summary>
    public ImageMark Painted(ReadOnlySpan<float> glimpse, Box[] patches, Box area)
    {
        int width = (int)area.Width, height = (int)area.Height, size = _options.PatchSize, channels = _options.Channels;
        float[] canvas = new float[channels * width * height];
        for (int i = 0; i < canvas.Length; i++)
        {
            double column = area.X + i % width + 0.5, row = area.Y + i / width % height + 0.5;
            int depth = Array.FindIndex(patches, patch =>
                column > patch.X && column < patch.Right && row > patch.Y && row < patch.Bottom);
            if (depth < 0)
            {
                canvas[i] = (float)Black;
                continue;
            }
            int across = (int)((column - patches[depth].X) * size / patches[depth].Width);
            int down = (int)((row - patches[depth].Y) * size / patches[depth].Height);
            canvas[i] = glimpse[((depth * channels + i / (width * height)) * size + down) * size + across];
        }
        return ImageMark.Of(width, height, channels, canvas, Black, White) with { Area = area };
    }

    /// <summary>What the retina gives at a location of an image.</summary>
    public float[] Look(ReadOnlySpan<byte> image, float x, float y)
    {
        float[] glimpse = new float[_options.GlimpseSize];
        _retina.Glimpse(image, (int)Image.Height, (int)Image.Width, x, y, glimpse);
        return glimpse;
    }

    private double Black => (0 - _options.InputMean) / _options.InputStd;

    private double White => (1 - _options.InputMean) / _options.InputStd;
}
