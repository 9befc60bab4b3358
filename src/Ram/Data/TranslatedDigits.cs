using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Digits at uniformly random places of a blank canvas, whole inside it (section 4.1). An epoch holds each digit once,
/// at a fresh place.
/// </summary>
public class TranslatedDigits : IExamples
{
    private const int Kind = 20;
    private readonly IExamples _digits;
    private readonly ulong _seed;

    /// <summary>Puts digits on canvases.</summary>
    /// <param name="digits">The grey digits of the split, each drawn once an epoch.</param>
    /// <param name="height">The canvas's height in pixels, the digits' at least.</param>
    /// <param name="width">The canvas's width in pixels, the digits' at least.</param>
    /// <param name="seed">Fixes every place.</param>
    /// <exception cref="ArgumentOutOfRangeException">When a digit does not fit on the canvas.</exception>
    /// <exception cref="ArgumentException">When the digits are not grey.</exception>
    public TranslatedDigits(IExamples digits, int height, int width, ulong seed)
        : this(digits, height, width, [Kind, height, width], seed)
    {
    }

    private protected TranslatedDigits(IExamples digits, int height, int width, ReadOnlySpan<int> kind, ulong seed)
    {
        CheckGrey(digits);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, digits.Height);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, digits.Width);
        (_digits, Height, Width, _seed) = (digits, height, width, DataStream.Seed(seed, kind));
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

    /// <summary>The split whose random numbers are drawn; no two splits share any.</summary>
    internal DataSplit Split { get; init; } = DataSplit.Train;

    /// <inheritdoc/>
    public int Draw(int epoch, int index, Span<byte> image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        RandomStream random = DataStream.Open(_seed, Split, epoch, index);
        DigitCanvas canvas = new(image, Height, Width);
        AddClutter(canvas, ref random);
        return canvas.AddDigit(_digits, epoch, index, ref random);
    }

    private protected virtual void AddClutter(DigitCanvas canvas, ref RandomStream random)
    {
    }

    private protected static void CheckGrey(IExamples images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Channels != 1)
            throw new ArgumentException($"Images of {images.Channels} channels; only grey ones are put on a canvas.");
    }
}
