using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Digits that are bent a little, afresh in every epoch: turned, slanted, stretched and moved by a random affine map near
/// the identity, so that none can be learned by heart. For training alone; the paper did without.
/// </summary>
/// <remarks>
/// A pixel of the bent digit is read, between the four nearest, where the map (I + S) (p - t) around the image's centre
/// points. The entries of S are uniform: within ±<see cref="Stretch"/> on the diagonal, within ±<see cref="Skew"/> off it.
/// The components of t are uniform within ±<see cref="Shift"/>. Outside the digit all is black.
/// </remarks>
public sealed class DistortedDigits : IExamples
{
    /// <summary>How much narrower or wider, lower or higher a digit becomes at most, as a fraction.</summary>
    public const double Stretch = 0.12;

    /// <summary>How far a digit is slanted at most in either direction, as a tangent; both together may turn it.</summary>
    public const double Skew = 0.2;

    /// <summary>How far a digit is moved at most in x and in y, pixels.</summary>
    public const double Shift = 1;

    private const int Kind = 40;
    private readonly LabelledImages _digits;
    private readonly ulong _seed;

    /// <summary>Prepares to bend digits.</summary>
    /// <param name="digits">The grey training digits, each drawn once an epoch.</param>
    /// <param name="seed">Fixes every map.</param>
    /// <exception cref="ArgumentException">When the digits are not grey.</exception>
    public DistortedDigits(LabelledImages digits, ulong seed)
    {
        CanvasCheck.Grey(digits);
        (_digits, _seed) = (digits, DataStream.Seed(seed, Kind));
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
        AffineMap.Random(ref random, Stretch, Skew, Shift).Bend(_digits.Images[index], image, Height, Width);
        return _digits.Labels[index];
    }
}
