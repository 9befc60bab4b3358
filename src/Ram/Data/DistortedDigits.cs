using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Digits that are bent a little, afresh in every epoch, so that none can be learned by heart: turned, slanted, stretched
/// and moved as a whole, and pushed about in their parts. For training alone; the paper did without.
/// </summary>
/// <remarks>
/// A pixel p of the bent digit is read, between the four nearest, at (I + S) (p - t) + w(p) from the image's centre. The
/// entries of S are uniform: within ±<see cref="Stretch"/> on the diagonal, within ±<see cref="Skew"/> off it. The
/// components of t are uniform within ±<see cref="Shift"/>. The wave w runs bilinearly between knots, 5x5 over the image,
/// where its components are uniform within ±<see cref="Wave"/>. Outside the digit all is black.
/// </remarks>
public sealed class DistortedDigits : IExamples
{
    /// <summary>How much narrower or wider, lower or higher a digit becomes at most, as a fraction.</summary>
    public const double Stretch = 0.12;

    /// <summary>How far a digit is slanted at most in either direction, as a tangent; both together may turn it.</summary>
    public const double Skew = 0.2;

    /// <summary>How far a digit is moved at most in x and in y, pixels.</summary>
    public const double Shift = 1;

    /// <summary>How far a part of a digit is moved at most in x and in y beside that, pixels.</summary>
    public const double Wave = 1.5;

    private const int Kind = 40;
    private readonly LabelledImages _digits;
    private readonly ulong _seed;
    private readonly Warp _warp;

    /// <summary>Prepares to bend digits.</summary>
    /// <param name="digits">The grey training digits, each drawn once an epoch.</param>
    /// <param name="seed">Fixes every map.</param>
    /// <exception cref="ArgumentException">When the digits are not grey.</exception>
    public DistortedDigits(LabelledImages digits, ulong seed)
    {
        CanvasCheck.Grey(digits);
        (_digits, _seed) = (digits, DataStream.Seed(seed, Kind));
        _warp = new Warp(digits.Height, digits.Width);
    }

    /// <inheritdoc/>
    public int Count => _digits.Count;

    /// <inheritdoc/>
    public int Channels => 1;

    /// <inheritdoc/>
    public int Height => _digits.Height;

    /// <inheritdoc/>
    public int Width => _digits.Width;

    /// <inheritdoc/>
    public int Classes => _digits.Classes;

    /// <inheritdoc/>
    public int Draw(int epoch, int index, Span<byte> image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        RandomStream random = DataStream.Open(_seed, DataSplit.Train, epoch, index);
        AffineMap map = AffineMap.Random(ref random, Stretch, Skew, Shift);
        Span<float> knots = stackalloc float[2 * Warp.Knots * Warp.KnotStride];
        for (int row = 0; row < 2 * Warp.Knots; row++)
            foreach (ref float knot in knots.Slice(row * Warp.KnotStride, Warp.Knots))
                knot = (float)random.NextDouble(-Wave, Wave);
        _warp.Bend(_digits.Images[index], image, map, knots);
        return _digits.Labels[index];
    }
}
