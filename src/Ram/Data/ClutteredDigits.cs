using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Digits among clutter (sections 4.1 and 4.2), by the rule of the authors' own generator: square pieces cut at random
/// places out of random training digits, and the digit itself, each at a uniformly random place whole inside the
/// canvas, are added up, and sums stop at white. An epoch holds each digit once, in fresh clutter.
/// </summary>
public sealed class ClutteredDigits : TranslatedDigits
{
    /// <summary>The height and width of a piece of clutter, pixels.</summary>
    public const int PieceSize = 8;

    private const int Kind = 30;
    private readonly LabelledImages _clutter;
    private readonly int _pieces;

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
        : base(digits, height, width, [Kind, height, width, pieces], seed)
    {
        CheckGrey(clutter);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(clutter.Height, clutter.Width), PieceSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(height, width), PieceSize);
        ArgumentOutOfRangeException.ThrowIfNegative(pieces);
        (_clutter, _pieces) = (clutter, pieces);
    }

    private protected override void AddClutter(DigitCanvas canvas, ref RandomStream random)
    {
        for (int piece = 0; piece < _pieces; piece++)
            canvas.AddPiece(_clutter.Images, PieceSize, ref random);
    }
}
