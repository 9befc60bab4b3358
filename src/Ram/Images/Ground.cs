namespace Ram.Images;

/// <summary>What images are drawn on, as their borders show.</summary>
public enum Ground
{
    /// <summary>Neither dark nor light throughout, as photographs are.</summary>
    Mixed,

    /// <summary>Light strokes on a dark ground, as MNIST has them.</summary>
    Dark,

    /// <summary>Dark strokes on a light ground, as paper has them.</summary>
    Light,
}

/// <summary>
/// Tells ground and strokes apart: the median of the border's pixels, and the darkest and lightest of all but a
/// thousandth, 0 to 255.
/// </summary>
internal readonly record struct Contrast(int Ground, int Darkest, int Lightest)
{
    /// <summary>Images of a batch that are looked at, and the share of them that must agree.</summary>
    private const int MostImages = 1000, Agreeing = 90;

    /// <summary>Whether the ground is lighter than most of what is drawn on it.</summary>
    public bool IsLight => 2 * Ground > Darkest + Lightest;

    /// <summary>The level that is farthest from the ground.</summary>
    public int Strokes => IsLight ? Darkest : Lightest;

    /// <summary>Measures image <paramref name="index"/> of a batch; colours count as their mean.</summary>
    public static Contrast Of(ImageBatch images, int index = 0)
    {
        ReadOnlySpan<byte> image = images[index];
        (int channels, int height, int width) = (images.Channels, images.Height, images.Width);
        Span<int> all = stackalloc int[256], border = stackalloc int[256];
        int plane = height * width;
        for (int i = 0; i < plane; i++)
        {
            int grey = 0;
            for (int channel = 0; channel < channels; channel++)
                grey += image[channel * plane + i];
            grey /= channels;
            (int y, int x) = Math.DivRem(i, width);
            all[grey]++;
            if (y == 0 || x == 0 || y == height - 1 || x == width - 1)
                border[grey]++;
        }
        int outermost = plane / 1000, edge = height == 1 || width == 1 ? plane : 2 * (height + width) - 4;
        return new(Rank(border, edge / 2), Rank(all, outermost), Rank(all, plane - 1 - outermost));
    }

    /// <summary>The ground that nine of ten images of a batch have.</summary>
    public static Ground GroundOf(ImageBatch images)
    {
        int looked = Math.Min(images.Count, MostImages), light = 0, counted = 0;
        for (int i = 0; i < looked; i++)
        {
            Contrast contrast = Of(images, (int)((long)i * images.Count / looked));
            counted += contrast.Darkest == contrast.Lightest ? 0 : 1;
            light += contrast.IsLight ? 1 : 0;
        }
        return 100 * light > Agreeing * counted ? Images.Ground.Light
            : 100 * (counted - light) > Agreeing * counted ? Images.Ground.Dark
            : Images.Ground.Mixed;
    }

    private static int Rank(ReadOnlySpan<int> histogram, int rank)
    {
        int level = 0;
        for (int seen = histogram[0]; seen <= rank && level < 255; seen += histogram[level])
            level++;
        return level;
    }
}
