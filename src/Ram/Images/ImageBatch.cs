using Ram.Files;
using Ram.Numerics;

namespace Ram.Images;

/// <summary>Images of one size as bytes, <c>[count, channels, height, width]</c>: 0 is black, 255 is white.</summary>
/// <example><code>
/// ImageBatch pictures = ImageBatch.Read(["cat.png", "dog.jpg"], channels: 3, size: (64, 48));
/// Span&lt;byte&gt; red = pictures[1][..(48 * 64)];
/// </code></example>
public sealed class ImageBatch
{
    /// <summary>A batch of black images.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a size is not positive.</exception>
    /// <exception cref="RamException">When all together are too large.</exception>
    public ImageBatch(int count, int channels, int height, int width)
        : this(count, channels, height, width, LargePages.Allocate(LengthOf(count, channels, height, width))) { }

    /// <summary>A batch over pixels that the caller owns, which are not copied.</summary>
    /// <exception cref="ArgumentException">When a size is not positive or the pixels do not fill the shape.</exception>
    public ImageBatch(int count, int channels, int height, int width, byte[] pixels)
    {
        if (pixels.Length != LengthOf(count, channels, height, width))
            throw new ArgumentException(
                $"{pixels.Length} pixels do not fill [{count}, {channels}, {height}, {width}].", nameof(pixels));
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
    public Span<byte> this[int index] => Pixels.AsSpan(index * ImageSize, ImageSize);

    /// <summary>A batch of one: a copy of image <paramref name="index"/>.</summary>
    public ImageBatch Single(int index) => new(1, Channels, Height, Width, this[index].ToArray());

    /// <summary>A copy of <paramref name="count"/> images from <paramref name="start"/> on.</summary>
    public ImageBatch Slice(int start, int count) =>
        new(count, Channels, Height, Width, Pixels.AsSpan(start * ImageSize, count * ImageSize).ToArray());

    /// <summary>Reads PNG and JPEG files; what is transparent becomes white.</summary>
    /// <param name="paths">The files, one or more.</param>
    /// <param name="channels">1 for grey, 3 for colour; null for grey unless any picture is in colour.</param>
    /// <param name="size">The size in pixels that all are scaled to; null where all have one size.</param>
    /// <returns>The pictures in the order of the files, <c>[count, channels, height, width]</c>.</returns>
    /// <exception cref="RamException">A file is no such picture, sizes differ, or all together are too large.</exception>
    public static ImageBatch Read(IReadOnlyList<string> paths, int? channels = null, (int Width, int Height)? size = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        (int width, int height) = size ?? OneSize(paths);
        int planes = channels ?? 3;
        var batch = new ImageBatch(paths.Count, planes, height, width);
        bool[] coloured = ForAll(paths, (path, index) =>
        {
            var picture = Picture.Read(path);
            picture.ToImage(planes).Scale(width, height).Pixels.CopyTo(batch[index]);
            return picture.IsColour;
        });
        if (channels is not null || coloured.Contains(true))
            return batch;
        var grey = new ImageBatch(batch.Count, 1, height, width);
        for (int i = 0; i < batch.Count; i++)
            batch[i][..(height * width)].CopyTo(grey[i]);
        return grey;
    }

    /// <summary>All images scaled to a size in pixels; the batch itself if it has that size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When a size is not positive.</exception>
    public ImageBatch Scale(int width, int height) => (width, height) == (Width, Height) ? this : Scaling.Scale(this, width, height);

    /// <summary>Writes image <paramref name="index"/>, of 1 or 3 channels, as a PNG file.</summary>
    /// <exception cref="RamException">The file system refused.</exception>
    public void WritePng(int index, string path) =>
        AtomicFile.Write(path, Png.Encode(Width, Height, Channels, this[index]));

    /// <summary>Whether the images are drawn on dark or on light ground; a guess from their borders.</summary>
    public Ground FindGround() => Contrast.GroundOf(this);

    /// <summary>The grey levels of an image's ground, its border's median, and of what is on it; a guess.</summary>
    public (int Ground, int Strokes) FindContrast(int index = 0)
    {
        var contrast = Contrast.Of(this, index);
        return (contrast.Ground, contrast.Strokes);
    }

    private static int LengthOf(int count, int channels, int height, int width)
    {
        foreach (int size in (ReadOnlySpan<int>)[count, channels, height, width])
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        Int128 bytes = (Int128)count * channels * height * width;
        return bytes <= Array.MaxLength ? (int)bytes : throw new RamException(
            $"{count} images of {width}x{height} pixels in {channels} channels are {bytes} bytes; at most "
            + $"{Array.MaxLength} are held. Take a smaller size (--size WxH) or fewer images.");
    }

    private static (int Width, int Height) OneSize(IReadOnlyList<string> paths)
    {
        (int Width, int Height)[] sizes = ForAll(paths, (path, _) => Picture.ReadSize(path));
        int other = Array.FindIndex(sizes, size => size != sizes[0]);
        return other < 0
            ? sizes[0] : throw new RamException(
                $"The pictures have several sizes: {paths[0]} is {sizes[0].Width}x{sizes[0].Height} pixels, "
                + $"{paths[other]} {sizes[other].Width}x{sizes[other].Height} ({sizes.Distinct().Count()} sizes in "
                + $"{sizes.Length} files). Give a size (--size WxH) to scale them all to.");
    }

    // In parallel; of several failures the first in order is thrown.
    private static T[] ForAll<T>(IReadOnlyList<string> paths, Func<string, int, T> read)
    {
        try
        {
            return [.. paths.AsParallel().AsOrdered().Select(read)];
        }
        catch (AggregateException failures) when (failures.InnerExceptions.All(failure => failure is RamException))
        {
            return [.. paths.Select(read)];
        }
    }
}
