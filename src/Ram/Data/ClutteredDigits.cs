using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Digits among clutter (sections 4.1 and 4.2), by the rule of the authors' own generator: square pieces cut at random
/// places out of random training digits, and the digit itself, each at a uniformly random place whole inside the
/// canvas, are added up, and sums stop at white. An epoch holds each digit once, in fresh clutter.
/// </summary>
public sealed class ClutteredDigits : IExamples
{
    /// <summary>The height and width of a piece of clutter, pixels.</summary>
    public const int PieceSize = 8;

    private const int Kind = 30;
    private readonly IExamples _digits;
    private readonly LabelledImages _clutter;
    private readonly DataSplit _split;
    private readonly int _pieces;
    private readonly ulong _seed;

    /// <summary>Puts digits and clutter on canvases.</summary>
    /// <param name="digits">The grey digits of the split, each drawn once an epoch.</param>
    /// <param name="clutter">What the pieces are cut from: the training digits, whatever the split.</param>
    /// <param name="height">The canvas's height in pixels, the digits' at least.</param>
    /// <param name="width">The canvas's width in pixels, the digits' at least.</param>
    /// <param name="pieces">The pieces on a canvas, 0 or more: 4 on 60x60 and 8 on 100x100 in the paper.</param>
    /// <param name="seed">Fixes every piece and place.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// When a digit does not fit on the canvas or a piece into the clutter's images, or the pieces are negative.
    /// </exception>
    /// <exception cref="ArgumentException">When the digits or the clutter are not grey.</exception>
    public ClutteredDigits(IExamples digits, LabelledImages clutter, int height, int width, int pieces, ulong seed)
        : this(digits, clutter, height, width, pieces, seed, DataSplit.Train)
    {
    }

    /// <summary>The same of any split; no two splits share an image's random numbers.</summary>
    internal ClutteredDigits(
        IExamples digits, LabelledImages clutter, int height, int width, int pieces, ulong seed, DataSplit split)
    {
        CanvasCheck.Fits(digits, height, width);
        CanvasCheck.Fits(clutter, PieceSize, PieceSize, height, width);
        ArgumentOutOfRangeException.ThrowIfNegative(pieces);
        (_digits, _clutter, Height, Width, _pieces, _split) = (digits, clutter, height, width, pieces, split);
        _seed = DataStream.Seed(seed, Kind, height, width, pieces);
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
        for (int piece = 0; piece < _pieces; piece++)
            canvas.AddPiece(_clutter.Images, PieceSize, ref random);
        return canvas.AddDigit(_digits, epoch, index, ref random);
    }
}
