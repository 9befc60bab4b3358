using System.Security.Cryptography;
using Ram.Data;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Tests.Data;

public class DistortedDigitsTests
{
    private static readonly LabelledImages _digits = BuiltInDigits.Load(train: 20, validation: 1, test: 1).Train;

    [Fact]
    public void ADigitIsBentByTheMapOfItsEpochAndIndex()
    {
        DistortedDigits examples = new(_digits, seed: 7);
        for (int index = 0; index < _digits.Count; index++)
        {
            RandomStream random = DataStream.Open(DataStream.Seed(7, 40), DataSplit.Train, 3, index);
            byte[] expected = new byte[28 * 28], image = new byte[28 * 28];
            AffineMap map = AffineMap.Random(ref random, 0.12, 0.2, 1);
            float[] knots = new float[10 * Warp.KnotStride];
            for (int knot = 0; knot < 50; knot++)
                knots[knot / 5 * Warp.KnotStride + knot % 5] = (float)random.NextDouble(-1.5, 1.5);
            new Warp(28, 28).Bend(_digits.Images[index], expected, map, knots);
            Assert.Equal(_digits.Labels[index], examples.Draw(3, index, image));
            Assert.Equal(expected, image);
        }
    }

    [Fact]
    public void EveryMachineDrawsTheSameBytes()
    {
        DistortedDigits examples = new(_digits, seed: 1);
        byte[] images = [.. Enumerable.Range(0, 20).SelectMany(index => examples.Draw(0, index))];
        Assert.Equal("594c2ba873c785b3", Convert.ToHexStringLower(SHA256.HashData(images))[..16]);
    }

    [Fact]
    public void EveryEpochAndSeedBendsDifferentlyAndTheSameEpochTheSame()
    {
        DistortedDigits examples = new(_digits, seed: 1), others = new(_digits, seed: 2);
        Assert.Equal(examples.Draw(4, 5), examples.Draw(4, 5));
        Assert.NotEqual(examples.Draw(4, 5), examples.Draw(5, 5));
        Assert.NotEqual(examples.Draw(4, 5), others.Draw(4, 5));
    }

    [Fact]
    public void ADigitStaysWhereItIsAndAsBrightOnTheWhole()
    {
        DistortedDigits examples = new(_digits, seed: 1);
        for (int index = 0; index < _digits.Count; index++)
        {
            double plain = _digits.Draw(0, index).Sum(pixel => pixel);
            double bent = Enumerable.Range(0, 200).Average(epoch => examples.Draw(epoch, index).Sum(pixel => pixel));
            Assert.InRange(bent / plain, 0.95, 1.07);
        }
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new DistortedDigits(
            new LabelledImages(new ImageBatch(1, 3, 28, 28), [0]), seed: 1));
        DistortedDigits examples = new(_digits, seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => examples.Draw(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => examples.Draw(0, 20));
    }
}
