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

/// <summary>The border's median, and the darkest and lightest of all pixels but a thousandth, 0 to 255.</summary>
internal readonly record struct Contrast(int Ground, int Darkest, int Lightest)
{
    private const int MostImages = 1000, Agreeing = 90; // images that are looked at; percent of them

    /// <summary>Whether the ground is lighter than most of what is on it; the level farthest from it.</summary>
    public bool IsLight => 2 * Ground > Darkest + Lightest;
    public int Strokes => IsLight ? Darkest : Lightest;

    /// <summary>Measures image <paramref name="index"/> of a batch; colours count as their mean.</summary>
    public static Contrast Of(ImageBatch images, int index = 0)
    {
        (int channels, int height, int width) = (images.Channels, images.Height, images.Width);
        int plane = height * width, outermost = plane / 1000;
        int[] all = new int[256], border = new int[256];
        ReadOnlySpan<byte> pixels = images[index];
        for (int at = 0; at < plane; at++)
        {
            int sum = 0, column = at % width;
            for (int channel = 0; channel < channels; channel++)
                sum += pixels[channel * plane + at];
            all[sum / channels]++;
            if (at < width || at >= plane - width || column == 0 || column == width - 1)
                border[sum / channels]++;
        }
        return new(Ranked(border, border.Sum() / 2), Ranked(all, outermost), Ranked(all, plane - 1 - outermost));
    }

    // The level of the pixel at a rank, from 0 for the darkest, by how many pixels each level has.
    private static int Ranked(int[] counts, int rank)
    {
        int level = 0;
        while (rank >= counts[level])
            rank -= counts[level++];
        return level;
    }

    /// <summary>The ground that nine of ten images of a batch have.</summary>
    public static Ground GroundOf(ImageBatch images)
    {
        int looked = Math.Min(images.Count, MostImages);
        Contrast[] seen =
            [.. Enumerable.Range(0, looked).Select(i => Of(images, (int)((long)i * images.Count / looked)))];
        int light = seen.Count(image => image.IsLight), counted = seen.Count(image => image.Darkest != image.Lightest);
        return 100 * light > Agreeing * counted ? Images.Ground.Light
            : 100 * (counted - light) > Agreeing * counted ? Images.Ground.Dark
            : Images.Ground.Mixed;
    }
}
