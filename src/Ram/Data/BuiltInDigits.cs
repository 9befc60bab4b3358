using Ram.Images;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// Ten digits drawn from strokes with random slant, size, thickness and wobble: a stand-in for MNIST that needs no
/// file and no network. Images are 28x28 and grey, white on black, centred by mass as MNIST's are.
/// </summary>
public static class BuiltInDigits
{
    /// <summary>The height and width of an image, pixels.</summary>
    public const int Side = 28;

    /// <summary>The seed of the digits that tasks are made of.</summary>
    public const ulong DefaultSeed = 1;

    /// <summary>The SHA-256 of the sets that <see cref="Load"/> makes by default.</summary>
    public const string DefaultChecksum = "895974f0af0a345a6ac97dbade14ac5c8a1905c1933b305c57a71dea4638bfb0";

    private const int Kind = 10;

    /// <summary>Draws one digit, a pure function of seed, split and index.</summary>
    /// <param name="seed">The seed of all the digits.</param>
    /// <param name="split">The set that the digit belongs to.</param>
    /// <param name="index">The digit within the set, from 0; there is no last one.</param>
    /// <param name="image">Receives the pixels, <c>[28, 28]</c>.</param>
    /// <returns>The class, 0 to 9, each equally likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException">When the index is negative.</exception>
    /// <exception cref="ArgumentException">When the image does not hold 784 bytes.</exception>
    public static int Draw(ulong seed, DataSplit split, int index, Span<byte> image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (image.Length != Side * Side)
            throw new ArgumentException($"{image.Length} bytes for an image of {Side} x {Side}.", nameof(image));
        RandomStream random = DataStream.Open(DataStream.Seed(seed, Kind), split, epoch: 0, index);
        int digit = random.NextInt32(DigitShape.All.Length);
        DigitShape[] shapes = DigitShape.All[digit];
        DigitShape shape = shapes[random.NextInt32(shapes.Length)];
        Hand hand = Hand.Random(ref random);
        PenPath path = new(stackalloc PenPiece[PenPath.MaxPieces]);
        path.Write(shape, hand, ref random);
        PenCanvas canvas = new(stackalloc float[PenCanvas.Size]);
        foreach (ref readonly PenPiece piece in path.Pieces)
            canvas.Draw(piece, hand.Softness);
        canvas.CopyTo(image, hand.Softness);
        return digit;
    }

    /// <summary>Draws the three sets, of MNIST's sizes unless told otherwise.</summary>
    /// <param name="train">The number of training digits.</param>
    /// <param name="validation">The number of validation digits.</param>
    /// <param name="test">The number of test digits.</param>
    /// <param name="seed">The seed of all the digits.</param>
    /// <exception cref="ArgumentOutOfRangeException">When a number is not positive.</exception>
    public static DigitSets Load(
        int train = 50_000, int validation = 10_000, int test = 10_000, ulong seed = DefaultSeed) =>
        new("built-in digits", DrawSet(seed, DataSplit.Train, train), DrawSet(seed, DataSplit.Validation, validation),
            DrawSet(seed, DataSplit.Test, test));

    private static LabelledImages DrawSet(ulong seed, DataSplit split, int count)
    {
        ImageBatch images = new(count, 1, Side, Side);
        byte[] labels = new byte[count];
        Parallel.For(0, count, i => labels[i] = (byte)Draw(seed, split, i, images[i]));
        return new LabelledImages(images, labels);
    }
}
