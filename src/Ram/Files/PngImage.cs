namespace Ram.Files;

/// <summary>A picture of 8-bit samples, interleaved: <c>[height, width, channels]</c>, rows from the top.</summary>
public sealed class PngImage
{
    /// <summary>The most pixels of a picture, 64 Mi (8192 x 8192): a bound on what a small hostile file can cost.</summary>
    public const int MaxPixels = 1 << 26;

    /// <param name="width">Pixels a row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more; at most <see cref="MaxPixels"/> pixels in all.</param>
    /// <param name="channels">1 (grey) or 3 (red, green, blue).</param>
    /// <param name="pixels">The samples, interleaved: <c>[height, width, channels]</c>.</param>
    /// <exception cref="ArgumentException">A size or the number of samples is not as said.</exception>
    public PngImage(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        Check(width, height, channels, pixels.Length);
        Width = width;
        Height = height;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 (grey) or 3 (red, green, blue).</summary>
    public int Channels { get; }

    /// <summary>The samples, 0 to 255, interleaved: <c>[height, width, channels]</c>.</summary>
    public byte[] Pixels { get; }

    internal static void Check(int width, int height, int channels, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "1 (grey) or 3 (colour) channels are allowed.");
        if ((long)width * height > MaxPixels)
            throw new ArgumentException($"{width} x {height} pixels; at most {MaxPixels} are allowed.");
        if ((long)width * height * channels != samples)
            throw new ArgumentException($"{samples} samples do not fill {height} x {width} x {channels}.");
    }
}
