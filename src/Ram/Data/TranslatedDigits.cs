using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Digits at uniformly random places of a blank canvas, whole inside it (section 4.1). An epoch holds each digit once,
/// at a fresh place.
/// </summary>
public sealed class TranslatedDigits : IExamples
{
    private const int Kind = 20;
    private readonly IExamples _digits;
    private readonly DataSplit _split;
    private readonly ulong _seed;

    /// <summary>Puts digits on canvases.</summary>
    /// <param name="digits">The grey digits of the split, each drawn once an epoch.</param>
    /// <param name="height">The canvas's height in pixels, the digits' at least.</param>
    /// <param name="width">The canvas's width in pixels, the digits' at least.</param>
    /// <param name="seed">Fixes every place.</param>
    /// <exception cref="ArgumentOutOfRangeException">When a digit does not fit on the canvas.</exception>
    /// <exception cref="ArgumentException">When the digits are not grey.</exception>
    public TranslatedDigits(IExamples digits, int height, int width, ulong seed)
        : this(digits, height, width, seed, DataSplit.Train)
    {
    }

    /// <summary>The same of any split; no two splits share a place's random numbers.</summary>
    internal TranslatedDigits(IExamples digits, int height, int width, ulong seed, DataSplit split)
    {
        CanvasCheck.Fits(digits, height, width);
        (_digits, Height, Width, _split) = (digits, height, width, split);
        _seed = DataStream.Seed(seed, Kind, height, width);
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

    /// <inheritdoc/>
    public int Draw(int epoch, int index, Span<byte> image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        RandomStream random = DataStream.Open(_seed, _split, epoch, index);
        DigitCanvas canvas = new(image, Height, Width);
        return canvas.AddDigit(_digits, epoch, index, ref random);
    }
}
