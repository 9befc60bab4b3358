using Ram.Data;
using Ram.Numerics;

namespace Ram.Tests.Data;

public class TranslatedDigitsTests
{
    private static readonly LabelledImages _white = TestDigits.Make(10, (_, _, _) => 255);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(28, 28)]
    [InlineData(29, 100)]
    [InlineData(75, 31)]
    public void The_whole_digit_is_inside_and_the_rest_is_black(int height, int width)
    {
        LabelledImages digits = TestDigits.Make(20, (i, row, column) => 1 + (i + 3 * row + 5 * column) % 255);
        TranslatedDigits examples = new(digits, height, width, seed: 3);
        for (int index = 0; index < digits.Count; index++)
        {
            byte[] image = examples.Draw(epoch: 1, index);
            int first = image.AsSpan().IndexOfAnyExcept((byte)0);
            byte[] expected = new byte[height * width];
            for (int row = 0; row < 28; row++)
                digits.Images[index].Slice(row * 28, 28).CopyTo(expected.AsSpan(first + row * width));
            Assert.Equal(expected, image);
        }
    }

    [Fact]
    public void Every_place_is_equally_likely()
    {
        TranslatedDigits examples = new(_white, 38, 33, seed: 5);
        int[] places = new int[11 * 6];
        for (int epoch = 0; epoch < 1_000; epoch++)
            for (int index = 0; index < 10; index++)
            {
                int first = examples.Draw(epoch, index).AsSpan().IndexOf((byte)255);
                places[first / 33 * 6 + first % 33]++;
            }
        ChiSquare.AssertUniform(places);
    }

    [Fact]
    public void The_naive_composition_agrees()
    {
        LabelledImages digits = TestDigits.Make(30, (i, row, column) => (7 * i + row * column) % 256);
        TranslatedDigits examples = new(digits, 60, 50, seed: 11) { Split = DataSplit.Validation };
        for (int index = 0; index < 30; index++)
        {
            RandomStream random = DataStream.Open(DataStream.Seed(11, 20, 60, 50), DataSplit.Validation, 4, index);
            (int top, int left) = (random.NextInt32(33), random.NextInt32(23));
            byte[] expected = new byte[60 * 50];
            for (int row = 0; row < 28; row++)
                for (int column = 0; column < 28; column++)
                    expected[(top + row) * 50 + left + column] = digits.Images[index][row * 28 + column];
            Assert.Equal(expected, examples.Draw(4, index));
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<RamException>(() => new TranslatedDigits(_white, 27, 60, seed: 1));
        Assert.Throws<RamException>(() => new TranslatedDigits(_white, 60, 27, seed: 1));
        TranslatedDigits examples = new(_white, 60, 60, seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => examples.Draw(0, 10, new byte[3600]));
        Assert.Throws<ArgumentOutOfRangeException>(() => examples.Draw(0, -1, new byte[3600]));
        Assert.Throws<ArgumentOutOfRangeException>(() => examples.Draw(-1, 0, new byte[3600]));
        Assert.Throws<ArgumentException>(() => examples.Draw(0, 0, new byte[3601]));
    }
}
