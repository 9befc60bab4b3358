using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>How far images are distorted in training; all are half the range of a uniform distribution.</summary>
/// <param name="Stretch">How much narrower or wider, lower or higher an image becomes at most, as a fraction; to 1.</param>
/// <param name="Skew">How far it is slanted at most in either direction, as a tangent, to 1; both together may turn it.</param>
/// <param name="Shift">How far it is moved at most in x and in y, pixels; to 1000.</param>
/// <param name="Wave">How far a part of it is moved at most in x and in y beside that, pixels; to 1000.</param>
public sealed record Distortion(
    [property: Range(0.0, 1)] double Stretch = 0.12, [property: Range(0.0, 1)] double Skew = 0.2,
    [property: Range(0.0, 1000)] double Shift = 1, [property: Range(0.0, 1000)] double Wave = 1.5)
{
    /// <summary>What our recipe does with digits.</summary>
    public static Distortion Elastic { get; } = new();

    /// <summary>All four in one line, in every language the same: checkpoints know their data by it.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"Distortion {{ Stretch = {Stretch}, Skew = {Skew}, Shift = {Shift}, Wave = {Wave} }}");
}

/// <summary>
/// Elastic distortions (Simard, Steinkraus and Platt 2003) of any examples, fresh in every epoch, so that none can be
/// learned by heart. For training alone; the paper did without.
/// </summary>
/// <remarks>
/// A pixel p of the distorted image is read, between the four nearest, at (I + S) (p - t) + w(p) from the image's centre,
/// alike in all channels. The entries of S are uniform within the stretch on the diagonal, within the skew off it; the
/// components of t within the shift. The wave w runs bilinearly between knots, 5x5 over the image, where its components
/// are uniform within the wave. Outside the image all is black, or white on light ground.
/// </remarks>
internal sealed class DistortedImages(
    IExamples examples, ulong seed, Distortion? distortion = null, Ground ground = Ground.Dark) : IExamples
{
    private const int Kind = 40, StackPixels = 4096;
    private readonly Distortion _distortion = Allowed.CheckRanges(distortion ?? Distortion.Elastic);
    private readonly ulong _seed = DataStream.Seed(seed, Kind);
    private readonly Warp _warp = new(examples.Height, examples.Width);

    public int Count => examples.Count;
    public int Channels => examples.Channels;
    public int Height => examples.Height;
    public int Width => examples.Width;
    public int Classes => examples.Classes;

    [SkipLocalsInit]
    public int Draw(int epoch, int index, Span<byte> image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        RandomStream random = DataStream.Open(_seed, DataSplit.Train, epoch, index);
        AffineMap map = AffineMap.Random(ref random, _distortion.Stretch, _distortion.Skew, _distortion.Shift);
        Span<float> knots = stackalloc float[2 * Warp.Knots * Warp.KnotStride];
        for (int row = 0; row < 2 * Warp.Knots; row++)
            foreach (ref float knot in knots.Slice(row * Warp.KnotStride, Warp.Knots))
                knot = (float)random.NextDouble(-_distortion.Wave, _distortion.Wave);
        Span<byte> source = image.Length <= StackPixels ? stackalloc byte[image.Length] : new byte[image.Length];
        int label = examples.Draw(epoch, index, source), plane = Height * Width;
        if (ground == Ground.Light)
            TensorPrimitives.OnesComplement<byte>(source, source);
        for (int start = 0; start < source.Length; start += plane)
            _warp.Distort(source.Slice(start, plane), image.Slice(start, plane), map, knots);
        if (ground == Ground.Light)
            TensorPrimitives.OnesComplement<byte>(image, image);
        return label;
    }
}
