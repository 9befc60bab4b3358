using System.Globalization;
using System.Security.Cryptography;
using Ram.Data;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Tests.Data;

public class DistortedImagesTests
{
    private static readonly LabelledImages _digits = RealDigits.Load(train: 20, validation: 1, test: 1).Train;

    [Fact]
    public void A_digit_is_bent_by_the_map_of_its_epoch_and_index()
    {
        DistortedImages examples = new(_digits, seed: 7);
        for (int index = 0; index < _digits.Count; index++)
        {
            RandomStream random = DataStream.Open(DataStream.Seed(7, 40), DataSplit.Train, 3, index);
            byte[] expected = new byte[28 * 28], image = new byte[28 * 28];
            AffineMap map = AffineMap.Random(ref random, 0.12, 0.2, 1);
            float[] knots = new float[10 * Warp.KnotStride];
            for (int knot = 0; knot < 50; knot++)
                knots[knot / 5 * Warp.KnotStride + knot % 5] = (float)random.NextDouble(-1.5, 1.5);
            new Warp(28, 28).Distort(_digits.Images[index], expected, map, knots);
            Assert.Equal(_digits.Labels[index], examples.Draw(3, index, image));
            Assert.Equal(expected, image);
        }
    }

    [Fact]
    public void Every_machine_draws_the_same_bytes()
    {
        DistortedImages examples = new(_digits, seed: 1);
        byte[] images = [.. Enumerable.Range(0, 20).SelectMany(index => examples.Draw(0, index))];
        Assert.Equal("8ebcde0682d34a9a", Convert.ToHexStringLower(SHA256.HashData(images))[..16]);
    }

    [Fact]
    public void Every_epoch_and_seed_bends_differently_and_the_same_epoch_the_same()
    {
        DistortedImages examples = new(_digits, seed: 1), others = new(_digits, seed: 2);
        Assert.Equal(examples.Draw(4, 5), examples.Draw(4, 5));
        Assert.NotEqual(examples.Draw(4, 5), examples.Draw(5, 5));
        Assert.NotEqual(examples.Draw(4, 5), others.Draw(4, 5));
    }

    [Fact]
    public void A_digit_stays_where_it_is_and_as_bright_on_the_whole()
    {
        DistortedImages examples = new(_digits, seed: 1);
        for (int index = 0; index < _digits.Count; index++)
        {
            double plain = _digits.Draw(0, index).Sum(pixel => pixel);
            double bent = Enumerable.Range(0, 200).Average(epoch => examples.Draw(epoch, index).Sum(pixel => pixel));
            Assert.InRange(bent / plain, 0.95, 1.07);
        }
    }

    [Fact]
    public void Colours_are_distorted_alike_and_on_light_ground_as_their_negatives()
    {
        var grey = new DistortedImages(_digits, seed: 1);
        var colour = new ImageBatch(_digits.Count, 3, 28, 28);
        var light = new ImageBatch(_digits.Count, 1, 28, 28);
        for (int index = 0; index < _digits.Count; index++)
            for (int i = 0; i < 28 * 28; i++)
            {
                for (int channel = 0; channel < 3; channel++)
                    colour[index][channel * 784 + i] = _digits.Images[index][i];
                light[index][i] = (byte)(255 - _digits.Images[index][i]);
            }
        var coloured = new DistortedImages(new LabelledImages(colour, _digits.Labels), seed: 1);
        var lightened = new DistortedImages(new LabelledImages(light, _digits.Labels), seed: 1, ground: Ground.Light);
        byte[] all = new byte[3 * 784];
        for (int index = 0; index < _digits.Count; index++)
        {
            byte[] expected = grey.Draw(2, index);
            Assert.Equal(_digits.Labels[index], coloured.Draw(2, index, all));
            Assert.Equal([.. expected, .. expected, .. expected], all);
            Assert.Equal(expected.Select(pixel => (byte)(255 - pixel)), lightened.Draw(2, index));
        }
    }

    [Fact]
    public void Shifts_move_by_no_more_than_they_say()
    {
        var batch = new ImageBatch(1, 1, 20, 30);
        batch[0][10 * 30 + 15] = 255;
        var shifted = new DistortedImages(new LabelledImages(batch, [0]), seed: 3, new Distortion(0, 0, Shift: 2, 0));
        for (int epoch = 0; epoch < 50; epoch++)
        {
            byte[] image = shifted.Draw(epoch, 0);
            Assert.InRange(image.Sum(pixel => pixel), 250, 260);
            foreach ((int i, byte pixel) in image.Index().Where(item => item.Item > 0))
                Assert.True(Math.Abs(i / 30 - 10) <= 2 && Math.Abs(i % 30 - 15) <= 2);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        DistortedImages examples = new(_digits, seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => examples.Draw(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => examples.Draw(0, 20));
        foreach (double wrong in new[] { double.NaN, double.PositiveInfinity, -1 })
            Assert.StartsWith("wave is ", Assert.Throws<RamException>(
                () => new DistortedImages(_digits, seed: 1, new Distortion(Wave: wrong))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    public void A_distortion_is_written_alike_in_every_language(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Assert.Equal("Distortion { Stretch = 0.12, Skew = 0.2, Shift = 1, Wave = 1.5 }", Distortion.Elastic.ToString());
    }
}
