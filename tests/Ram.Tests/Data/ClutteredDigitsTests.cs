using FsCheck;
using FsCheck.Fluent;
using Ram.Data;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Tests.Data;

public class ClutteredDigitsTests
{
    private static readonly LabelledImages _black = TestDigits.Make(10, (_, _, _) => 0);

    [Fact]
    public void The_naive_composition_agrees_for_any_canvas_and_number_of_pieces()
    {
        LabelledImages digits = TestDigits.Make(12, (i, row, column) => (31 * i + row * column) % 256);
        LabelledImages clutter = TestDigits.Make(40, (i, row, column) => (i * row + 17 * column) % 256);
        Gen<(int, int, int, int)> cases =
            from height in Gen.Choose(28, 110)
            from width in Gen.Choose(28, 110)
            from pieces in Gen.Choose(0, 20)
            from epoch in Gen.Choose(0, int.MaxValue)
            select (height, width, pieces, epoch);
        Check.One(Config.QuickThrowOnFailure.WithReplay(20140624, 1247), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            (int height, int width, int pieces, int epoch) = c;
            ClutteredDigits examples = new(digits, clutter, height, width, pieces, seed: 9) { Split = DataSplit.Test };
            for (int index = 0; index < digits.Count; index++)
                Assert.Equal(Naive(digits, clutter, height, width, pieces, epoch, index), examples.Draw(epoch, index));
        }));
    }

    [Fact]
    public void Clutter_comes_from_the_training_digits_alone_and_wholly_inside()
    {
        LabelledImages train = TestDigits.Make(10, (_, _, _) => 1);
        foreach (DataSplit split in Enum.GetValues<DataSplit>())
        {
            LabelledImages digits = TestDigits.Make(200, (_, _, _) => 100);
            ClutteredDigits examples = new(digits, train, 60, 60, pieces: 4, seed: 2) { Split = split };
            for (int index = 0; index < digits.Count; index++)
            {
                byte[] image = examples.Draw(0, index);
                Assert.Equal(28 * 28, image.Count(pixel => pixel >= 100));
                Assert.Equal(4 * 64, image.Sum(pixel => pixel % 100));
            }
        }
    }

    [Fact]
    public void Every_digit_is_equally_likely_to_be_cut()
    {
        LabelledImages clutter = TestDigits.Make(40, (i, _, _) => i + 1);
        int[] counts = new int[40];
        foreach (byte[] image in Images(clutter, 28, 28, 4_000))
            counts[image.Max() - 1]++;
        ChiSquare.AssertUniform(counts);
    }

    [Fact]
    public void Every_place_is_equally_likely_to_be_cut()
    {
        int[] rows = new int[21], columns = new int[21];
        foreach (byte[] image in Images(TestDigits.Make(3, (_, row, _) => row + 1), 28, 28, 4_000))
            rows[image.Max() - 8]++;
        foreach (byte[] image in Images(TestDigits.Make(3, (_, _, column) => column + 1), 28, 28, 4_000))
            columns[image.Max() - 8]++;
        ChiSquare.AssertUniform(rows);
        ChiSquare.AssertUniform(columns);
    }

    [Fact]
    public void Every_place_of_a_piece_is_equally_likely()
    {
        int[] places = new int[22 * 23];
        foreach (byte[] image in Images(TestDigits.Make(3, (_, _, _) => 255), 29, 30, 20_000))
        {
            int first = image.AsSpan().IndexOf((byte)255);
            places[first / 30 * 23 + first % 30]++;
        }
        ChiSquare.AssertUniform(places);
    }

    [Fact]
    public void Sums_stop_at_white()
    {
        LabelledImages grey = TestDigits.Make(10, (_, _, _) => 200);
        ClutteredDigits examples = new(grey, grey, 28, 28, pieces: 3, seed: 1);
        byte[] image = examples.Draw(0, 0);
        Assert.Equal(new byte[] { 200, 255 }, image.Distinct().Order());
    }

    [Fact]
    public void An_image_is_a_function_of_epoch_and_index_on_any_thread()
    {
        DigitSets sets = RealDigits.Load(train: 200, validation: 1, test: 1);
        ClutteredDigits examples = new(sets.Train, sets.Train, 60, 60, pieces: 4, seed: 1);
        byte[][] alone = [.. Enumerable.Range(0, 600).Select(i => examples.Draw(i / 200, i % 200))];
        byte[][] together = new byte[600][];
        Parallel.For(0, 600, i => together[i] = examples.Draw(i / 200, i % 200));
        Assert.Equal(alone, together);
        Assert.Equal(600, alone.Select(Convert.ToBase64String).Distinct().Count());
    }

    [Fact]
    public void An_epoch_holds_each_digit_once()
    {
        LabelledImages digits = TestDigits.Make(250, (i, _, _) => i + 1);
        ClutteredDigits examples = new(digits, _black, 60, 60, pieces: 4, seed: 1);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            List<int> seen = [];
            for (int index = 0; index < examples.Count; index++)
            {
                byte[] image = new byte[3600];
                Assert.Equal(digits.Labels[index], examples.Draw(epoch, index, image));
                seen.Add(image.Max());
            }
            Assert.Equal(Enumerable.Range(1, 250), seen.Order());
        }
    }

    [Fact]
    public void No_two_seeds_splits_or_canvases_share_their_places()
    {
        LabelledImages clutter = TestDigits.Make(200, (i, row, column) => (i * 7 + row * 31 + column * 13) % 256);
        HashSet<string> seen = [];
        foreach (ulong seed in new ulong[] { 1, 2 })
            foreach (DataSplit split in Enum.GetValues<DataSplit>())
                for (int pieces = 4; pieces < 8; pieces++)
                {
                    RandomStream random = DataStream.Open(DataStream.Seed(seed, 30, 60, 60, pieces), split, 0, 0);
                    Assert.True(seen.Add($"{random.NextUInt32()} {random.NextUInt32()}"));
                    byte[] image = new ClutteredDigits(_black, clutter, 60, 60, pieces, seed) { Split = split }.Draw(0, 0);
                    Assert.True(seen.Add(Convert.ToBase64String(image)));
                }
    }

    [Fact]
    public void Drawing_allocates_nothing()
    {
        ClutteredDigits examples = new(_black, _black, 100, 100, pieces: 8, seed: 1);
        byte[] image = new byte[10_000];
        examples.Draw(0, 0, image);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            examples.Draw(1, i % 10, image);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        LabelledImages small = new(new ImageBatch(1, 1, 7, 28), new byte[1]);
        LabelledImages colour = new(new ImageBatch(1, 3, 28, 28), new byte[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClutteredDigits(_black, _black, 60, 60, -1, seed: 1));
        Assert.Throws<RamException>(() => new ClutteredDigits(_black, _black, 27, 60, 4, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClutteredDigits(_black, small, 60, 60, 4, seed: 1));
        Assert.Throws<RamException>(() => new ClutteredDigits(colour, _black, 60, 60, 4, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClutteredDigits(_black, colour, 60, 60, 4, seed: 1));
    }

    /// <summary>Single pieces on otherwise black canvases.</summary>
    private static IEnumerable<byte[]> Images(LabelledImages clutter, int height, int width, int count)
    {
        ClutteredDigits examples = new(_black, clutter, height, width, pieces: 1, seed: 4);
        return Enumerable.Range(0, count).Select(i => examples.Draw(i / 10, i % 10));
    }

    /// <summary>The rule in the plainest words: add everything up, then clip.</summary>
    private static byte[] Naive(
        LabelledImages digits, LabelledImages clutter, int height, int width, int pieces, int epoch, int index)
    {
        RandomStream random = DataStream.Open(DataStream.Seed(9, 30, height, width, pieces), DataSplit.Test, epoch, index);
        int[] sum = new int[height * width];
        for (int piece = 0; piece < pieces; piece++)
        {
            int image = random.NextInt32(clutter.Count), fromTop = random.NextInt32(21), fromLeft = random.NextInt32(21);
            int top = random.NextInt32(height - 7), left = random.NextInt32(width - 7);
            for (int row = 0; row < 8; row++)
                for (int column = 0; column < 8; column++)
                    sum[(top + row) * width + left + column] +=
                        clutter.Images[image][(fromTop + row) * 28 + fromLeft + column];
        }
        int digitTop = random.NextInt32(height - 27), digitLeft = random.NextInt32(width - 27);
        for (int row = 0; row < 28; row++)
            for (int column = 0; column < 28; column++)
                sum[(digitTop + row) * width + digitLeft + column] += digits.Images[index][row * 28 + column];
        return [.. sum.Select(value => (byte)Math.Min(value, 255))];
    }
}
