using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Digits at uniformly random places of a blank canvas, whole inside it (section 4.1). An epoch holds each digit once,
/// at a fresh place.
/// </summary>
public class TranslatedDigits : IExamples
{
    private const int Kind = 20, StackPixels = 4096;
    private readonly IExamples _digits;

    /// <summary>Puts digits on canvases.</summary>
    /// <param name="digits">The grey digits of the split, each drawn once an epoch.</param>
    /// <param name="height">The canvas's height in pixels, the digits' at least.</param>
    /// <param name="width">The canvas's width in pixels, the digits' at least.</param>
    /// <param name="seed">Fixes every place.</param>
    /// <exception cref="RamException">When the digits are not grey or do not fit on the canvas.</exception>
    public TranslatedDigits(IExamples digits, int height, int width, ulong seed)
    {
        if (digits.Channels != 1 || digits.Height > height || digits.Width > width)
            throw new RamException($"The digits are {digits.Width}x{digits.Height} pixels in {digits.Channels} channels; "
                + $"on a canvas of {width}x{height} go grey ones, of 1 channel, that fit.");
        (_digits, Height, Width, KindSeed) = (digits, height, width, DataStream.Seed(seed, Kind, height, width));
    }

    /// <inheritdoc/>
    public int Count => _digits.Count;
    /// <inheritdoc/>
    public int Channels => 1;
    /// <inheritdoc/>
    public int Height { get; }
    /// <inheritdoc/>
    public int Width { get; }
    /// <inheritdoc/>
    public int Classes => _digits.Classes;

    private protected ulong KindSeed { get; init; }

    /// <summary>The part of the data set, whose images are none of another part's.</summary>
    internal DataSplit Split { get; init; } = DataSplit.Train;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public int Draw(int epoch, int index, Span<byte> image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (image.Length != Height * Width)
            throw new ArgumentException($"{image.Length} bytes for an image of {Height} x {Width}.", nameof(image));
        RandomStream random = DataStream.Open(KindSeed, Split, epoch, index);
        image.Clear();
        AddClutter(image, ref random);
        int size = _digits.Height * _digits.Width;
        Span<byte> digit = size <= StackPixels ? stackalloc byte[size] : new byte[size];
        int label = _digits.Draw(epoch, index, digit);
        Add(digit, _digits.Width, _digits.Height, _digits.Width, image, ref random);
        return label;
    }

    private protected virtual void AddClutter(Span<byte> image, ref RandomStream random) { }

    /// <summary>Adds a part of an image at a uniformly random place, whole inside; sums stop at white.</summary>
    private protected void Add(
        ReadOnlySpan<byte> part, int stride, int height, int width, Span<byte> image, ref RandomStream random)
    {
        int top = random.NextInt32(Height - height + 1), left = random.NextInt32(Width - width + 1);
        for (int row = 0; row < height; row++)
            AddRow(part.Slice(row * stride, width), image.Slice((top + row) * Width + left, width));
    }

    private static void AddRow(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int i = 0;
        for (; i <= source.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            Vector128.AddSaturate(Vector128.Create(source[i..]), Vector128.Create<byte>(target[i..]))
                .CopyTo(target[i..]);
        if (i <= source.Length - Vector64<byte>.Count)
        {
            Vector64.AddSaturate(Vector64.Create(source[i..]), Vector64.Create<byte>(target[i..])).CopyTo(target[i..]);
            i += Vector64<byte>.Count;
        }
        for (; i < source.Length; i++)
            target[i] = (byte)Math.Min(source[i] + target[i], byte.MaxValue);
    }
}

/// <summary>
/// Digits among clutter (sections 4.1 and 4.2), by the rule of the authors' own generator: square pieces cut at random
/// places out of random training digits, and the digit itself, each at a uniformly random place whole inside the
/// canvas, are added up, and sums stop at white. An epoch holds each digit once, in fresh clutter.
/// </summary>
public sealed class ClutteredDigits : TranslatedDigits
{
    private const int Kind = 30, PieceSize = 8;
    private readonly ImageBatch _clutter;
    private readonly int _pieces;

    /// <summary>Puts digits and clutter on canvases.</summary>
    /// <param name="digits">The grey digits of the split, each drawn once an epoch.</param>
    /// <param name="clutter">What pieces are cut from: grey training digits, 8x8 or larger, whatever the split.</param>
    /// <param name="height">The canvas's height in pixels, the digits' at least.</param>
    /// <param name="width">The canvas's width in pixels, the digits' at least.</param>
    /// <param name="pieces">The pieces on a canvas, 0 or more: 4 on 60x60 and 8 on 100x100 in the paper.</param>
    /// <param name="seed">Fixes every piece and place.</param>
    /// <exception cref="ArgumentException">When a size or number is out of its range or images are not grey.</exception>
    public ClutteredDigits(IExamples digits, LabelledImages clutter, int height, int width, int pieces, ulong seed)
        : base(digits, height, width, seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(clutter.Channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(clutter.Height, clutter.Width), PieceSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(height, width), PieceSize);
        ArgumentOutOfRangeException.ThrowIfNegative(pieces);
        (_clutter, _pieces, KindSeed) = (clutter.Images, pieces, DataStream.Seed(seed, Kind, height, width, pieces));
    }

    private protected override void AddClutter(Span<byte> image, ref RandomStream random)
    {
        for (int piece = 0; piece < _pieces; piece++)
        {
            ReadOnlySpan<byte> source = _clutter[random.NextInt32(_clutter.Count)];
            int row = random.NextInt32(_clutter.Height - PieceSize + 1);
            int column = random.NextInt32(_clutter.Width - PieceSize + 1);
            Add(source[(row * _clutter.Width + column)..], _clutter.Width, PieceSize, PieceSize, image, ref random);
        }
    }
}
