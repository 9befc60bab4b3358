using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>Adds parts of images to a larger one, where white stays white: sums stop at 255.</summary>
internal readonly ref struct DigitCanvas
{
    private const int StackPixels = 4096;
    private readonly Span<byte> _pixels;
    private readonly int _height, _width;

    /// <summary>A black canvas over <c>[height, width]</c> pixels.</summary>
    public DigitCanvas(Span<byte> pixels, int height, int width)
    {
        if (pixels.Length != height * width)
            throw new ArgumentException($"{pixels.Length} bytes for an image of {height} x {width}.", nameof(pixels));
        (_height, _width) = (height, width);
        _pixels = pixels;
        pixels.Clear();
    }

    /// <summary>Adds a digit at a uniformly random place, whole inside the canvas; returns its class.</summary>
    [SkipLocalsInit]
    public int AddDigit(IExamples digits, int epoch, int index, ref RandomStream random)
    {
        int height = digits.Height, width = digits.Width, size = height * width;
        Span<byte> digit = size <= StackPixels ? stackalloc byte[size] : new byte[size];
        int label = digits.Draw(epoch, index, digit);
        Add(digit, width, height, width, random.NextInt32(_height - height + 1), random.NextInt32(_width - width + 1));
        return label;
    }

    /// <summary>Adds a square cut at random out of a random image, at a random place; both whole inside.</summary>
    public void AddPiece(ImageBatch images, int size, ref RandomStream random)
    {
        ReadOnlySpan<byte> image = images[random.NextInt32(images.Count)];
        int row = random.NextInt32(images.Height - size + 1), column = random.NextInt32(images.Width - size + 1);
        Add(image[(row * images.Width + column)..], images.Width, size, size,
            random.NextInt32(_height - size + 1), random.NextInt32(_width - size + 1));
    }

    private void Add(ReadOnlySpan<byte> source, int stride, int height, int width, int top, int left)
    {
        for (int row = 0; row < height; row++)
            AddRow(source.Slice(row * stride, width), _pixels.Slice((top + row) * _width + left, width));
    }

    private static void AddRow(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int i = 0;
        for (; i <= source.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            Vector128.AddSaturate(Vector128.Create(source[i..]), Vector128.Create<byte>(target[i..])).CopyTo(target[i..]);
        if (i <= source.Length - Vector64<byte>.Count)
        {
            Vector64.AddSaturate(Vector64.Create(source[i..]), Vector64.Create<byte>(target[i..])).CopyTo(target[i..]);
            i += Vector64<byte>.Count;
        }
        for (; i < source.Length; i++)
            target[i] = (byte)Math.Min(source[i] + target[i], byte.MaxValue);
    }
}
