using Ram.Images;

namespace Ram.Figures;

/// <summary>An image, pixel by pixel; its first row has the lowest vertical positions.</summary>
public sealed record ImageMark : Mark
{
    /// <summary>An image over pixels that are not copied.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    /// <param name="pixels">The pixels, <c>[channels, height, width]</c>.</param>
    /// <exception cref="ArgumentException">When the number of pixels is not that of the shape.</exception>
    public ImageMark(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (1 or 3))
            throw new ArgumentException($"{channels} channels; allowed: 1 (grey) or 3 (colour).", nameof(channels));
        if (pixels.Length != width * height * channels)
            throw new ArgumentException(
                $"{pixels.Length} pixels do not fill [{channels}, {height}, {width}].", nameof(pixels));
        (PixelWidth, PixelHeight, Channels, Pixels) = (width, height, channels, pixels);
        Area = new Box(0, 0, width, height);
    }

    /// <summary>The width in pixels.</summary>
    public int PixelWidth { get; }

    /// <summary>The height in pixels.</summary>
    public int PixelHeight { get; }

    /// <summary>1 for grey, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>The pixels, <c>[channels, height, width]</c>.</summary>
    public byte[] Pixels { get; }

    /// <summary>Where it lies in data coordinates; at first one unit a pixel, from (0, 0).</summary>
    public Box Area { get; init; }

    /// <summary>How opaque it is, 0 to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>Image <paramref name="index"/> of a batch.</summary>
    public static ImageMark Of(ImageBatch images, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new ImageMark(images.Width, images.Height, images.Channels, images[index].ToArray());
    }

    /// <summary>A grey image of numbers: <paramref name="black"/> and below is black, <paramref name="white"/> white.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    /// <param name="values">The numbers, <c>[channels, height, width]</c>.</param>
    /// <param name="black">The number that is drawn black.</param>
    /// <param name="white">The number that is drawn white.</param>
    public static ImageMark Of(
        int width, int height, int channels, ReadOnlySpan<float> values, double black = 0, double white = 1)
    {
        byte[] pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = ToByte((values[i] - black) / (white - black));
        return new ImageMark(width, height, channels, pixels);
    }

    internal override IEnumerable<double> Xs => [Area.X, Area.X + Area.Width];

    internal override IEnumerable<double> Ys => [Area.Y, Area.Y + Area.Height];

    internal static byte ToByte(double unit) =>
        double.IsNaN(unit) ? (byte)0 : (byte)Math.Round(255 * Math.Clamp(unit, 0, 1), MidpointRounding.AwayFromZero);
}
