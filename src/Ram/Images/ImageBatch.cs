using Ram.Numerics;

namespace Ram.Images;

/// <summary>Images of one size as bytes, <c>[count, channels, height, width]</c>: 0 is black, 255 is white.</summary>
public sealed class ImageBatch
{
    /// <summary>A batch of black images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a size is not positive.</exception>
    public ImageBatch(int count, int channels, int height, int width)
        : this(count, channels, height, width, LargePages.Allocate(checked(count * channels * height * width)))
    {
    }

    /// <summary>A batch over pixels that the caller owns, which are not copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a size is not positive.</exception>
    /// <exception cref="ArgumentException">When the number of pixels is not that of the shape.</exception>
    public ImageBatch(int count, int channels, int height, int width, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.LongLength != checked((long)count * channels * height * width))
            throw new ArgumentException(
                $"{pixels.LongLength} pixels do not fill [{count}, {channels}, {height}, {width}].", nameof(pixels));
        (Count, Channels, Height, Width, Pixels) = (count, channels, height, width, pixels);
    }

    /// <summary>The number of images.</summary>
    public int Count { get; }

    /// <summary>1 for grey images, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>The height in pixels.</summary>
    public int Height { get; }

    /// <summary>The width in pixels.</summary>
    public int Width { get; }

    /// <summary>All pixels, image by image, channel by channel, row by row.</summary>
    public byte[] Pixels { get; }

    /// <summary>The bytes of one image: channels x height x width.</summary>
    public int ImageSize => Channels * Height * Width;

    /// <summary>The pixels of image <paramref name="index"/>, <c>[channels, height, width]</c>.</summary>
    public Span<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return Pixels.AsSpan(index * ImageSize, ImageSize);
        }
    }

    /// <summary>A batch of one: a copy of image <paramref name="index"/>.</summary>
    public ImageBatch Single(int index) => new(1, Channels, Height, Width, this[index].ToArray());

    /// <summary>A copy of <paramref name="count"/> images from <paramref name="start"/> on.</summary>
    public ImageBatch Slice(int start, int count) =>
        new(count, Channels, Height, Width, Pixels.AsSpan(start * ImageSize, count * ImageSize).ToArray());
}
