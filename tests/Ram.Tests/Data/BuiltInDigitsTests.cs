using Ram.Data;

namespace Ram.Tests.Data;

public class BuiltInDigitsTests
{
    private const int Size = BuiltInDigits.Side * BuiltInDigits.Side;

    [Fact]
    public void TheDefaultSetsAreThoseOfTheStatedChecksum()
    {
        DigitSets sets = BuiltInDigits.Load();
        Assert.Equal((50_000, 10_000, 10_000), (sets.Train.Count, sets.Validation.Count, sets.Test.Count));
        Assert.Equal(BuiltInDigits.DefaultChecksum, sets.Checksum);
    }

    [Fact]
    public void AnImageIsAFunctionOfSeedSplitAndIndexAlone()
    {
        DigitSets sets = BuiltInDigits.Load(train: 300, validation: 20, test: 20, seed: 7);
        byte[] image = new byte[Size];
        for (int index = 299; index >= 0; index--)
        {
            Random.Shared.NextBytes(image);
            Assert.Equal(sets.Train.Labels[index], BuiltInDigits.Draw(7, DataSplit.Train, index, image));
            Assert.Equal(sets.Train.Images[index].ToArray(), image);
        }
    }

    [Fact]
    public void NoTwoSeedsSplitsOrIndicesShareAnImage()
    {
        HashSet<string> seen = [];
        byte[] image = new byte[Size];
        foreach (ulong seed in new ulong[] { 0, 1, 2, 1UL << 40 })
            foreach (DataSplit split in Enum.GetValues<DataSplit>())
                for (int index = 0; index < 50; index++)
                {
                    BuiltInDigits.Draw(seed, split, index, image);
                    Assert.True(seen.Add(Convert.ToBase64String(image)), $"seed {seed}, {split}, image {index} again");
                }
    }

    [Fact]
    public void EveryClassIsEquallyLikely()
    {
        int[] counts = new int[10];
        foreach (byte label in BuiltInDigits.Load(train: 5_000, validation: 1, test: 1).Train.Labels)
            counts[label]++;
        ChiSquare.AssertUniform(counts);
    }

    [Fact]
    public void DigitsAreWhiteOnBlackInsideTheImageAndCentredByMass()
    {
        LabelledImages digits = BuiltInDigits.Load(train: 2_000, validation: 1, test: 1).Train;
        for (int i = 0; i < digits.Count; i++)
        {
            Span<byte> image = digits.Images[i];
            (double mass, double x, double y) = (0, 0, 0);
            for (int p = 0; p < Size; p++)
            {
                (int row, int column) = (p / BuiltInDigits.Side, p % BuiltInDigits.Side);
                mass += image[p];
                x += column * image[p];
                y += row * image[p];
            }
            Assert.InRange(x / mass, 13.5 - 4, 13.5 + 4);
            Assert.InRange(y / mass, 13.5 - 4, 13.5 + 4);
            Assert.InRange(mass / 255 / Size, 0.02, 0.4);
            Assert.True(image.IndexOfAnyInRange((byte)160, (byte)255) >= 0, $"Digit {i} is nowhere bright.");
        }
    }

    [Fact]
    public void HardlyAnyInkFallsOffTheEdge()
    {
        LabelledImages digits = BuiltInDigits.Load(train: 2_000, validation: 1, test: 1).Train;
        int touching = 0;
        for (int i = 0; i < digits.Count; i++)
        {
            byte[] image = digits.Images[i].ToArray();
            if (Enumerable.Range(0, Size).Any(p => (IsEdge(p / 28) || IsEdge(p % 28)) && image[p] > 128))
                touching++;
        }
        Assert.InRange(touching, 0, digits.Count / 50);

        static bool IsEdge(int place) => place is 0 or BuiltInDigits.Side - 1;
    }

    [Fact]
    public void TheNearestClassMeanIsMuchBetterThanChanceAndFarFromPerfect()
    {
        DigitSets sets = BuiltInDigits.Load(train: 2_000, validation: 1, test: 2_000);
        double[][] means = Means(sets.Train);
        int right = 0;
        for (int i = 0; i < sets.Test.Count; i++)
        {
            byte[] image = sets.Test.Images[i].ToArray();
            int nearest = Enumerable.Range(0, 10).MinBy(label => Distance(means[label], image));
            right += nearest == sets.Test.Labels[i] ? 1 : 0;
        }
        Assert.InRange(right / 2_000.0, 0.6, 0.93);
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Assert.Throws<ArgumentException>(() => BuiltInDigits.Draw(1, DataSplit.Train, 0, new byte[783]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuiltInDigits.Draw(1, DataSplit.Train, -1, new byte[784]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BuiltInDigits.Load(train: 0));
    }

    private static double[][] Means(LabelledImages digits)
    {
        double[][] sums = [.. Enumerable.Range(0, 10).Select(_ => new double[Size])];
        int[] counts = new int[10];
        for (int i = 0; i < digits.Count; i++)
        {
            counts[digits.Labels[i]]++;
            for (int p = 0; p < Size; p++)
                sums[digits.Labels[i]][p] += digits.Images[i][p];
        }
        return [.. sums.Select((sum, label) => sum.Select(value => value / counts[label]).ToArray())];
    }

    private static double Distance(double[] mean, byte[] image)
    {
        double sum = 0;
        for (int p = 0; p < image.Length; p++)
            sum += (mean[p] - image[p]) * (mean[p] - image[p]);
        return sum;
    }
}
