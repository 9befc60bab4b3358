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
    private const int MostImages = 1000, Agreeing = 90; // images that are looked at; percent of them

    /// <summary>Whether the ground is lighter than most of what is on it; the level farthest from it.</summary>
    public bool IsLight => 2 * Ground > Darkest + Lightest;
    public int Strokes => IsLight ? Darkest : Lightest;

    /// <summary>Measures image <paramref name="index"/> of a batch; colours count as their mean.</summary>
    public static Contrast Of(ImageBatch images, int index = 0)
    {
        (int channels, int height, int width) = (images.Channels, images.Height, images.Width);
        int plane = height * width, first = index * images.ImageSize, outermost = plane / 1000;
        int[] greys = [.. Enumerable.Range(first, plane).Select(
            at => Enumerable.Range(0, channels).Sum(channel => images.Pixels[channel * plane + at]) / channels)];
        int[] border = [.. greys.Where((_, at) =>
            at < width || at >= plane - width || at % width == 0 || at % width == width - 1).Order()];
        Array.Sort(greys);
        return new(border[border.Length / 2], greys[outermost], greys[plane - 1 - outermost]);
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
