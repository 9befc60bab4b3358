using System.Runtime.CompilerServices;
using Ram.Numerics;

namespace Ram.Tests.Numerics;

public sealed class RandomStreamTests
{
    /// <summary>
    /// The known answers of Philox 4x32-10 that its authors publish with Random123. The counter's words are block,
    /// rollout, step, purpose; the key's are the seed's low and high half.
    /// </summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffff_fffffffful,
        0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(
        0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0_a4093822ul,
        0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Blocks_are_those_of_philox(
        uint block, uint rollout, uint step, uint purpose, ulong seed, uint first, uint second, uint third, uint fourth)
    {
        var stream = new RandomStream(seed, (StreamPurpose)(int)purpose, step, rollout);
        BlockOf(ref stream) = block;
        Assert.Equal(first, stream.NextUInt32());
        Assert.Equal(second, stream.NextUInt32());
        Assert.Equal(third, stream.NextUInt32());
        Assert.Equal(fourth, stream.NextUInt32());
    }

    [Fact]
    public void No_two_streams_share_their_numbers()
    {
        long[] numbers = [0, 1, 2, 3, 255, 256, 65535, 1L << 31, 1L << 32, 1L << 33, (1L << 44) - 1];
        var seen = new HashSet<(uint, uint, uint, uint)>();
        int streams = 0;
        foreach (ulong seed in new ulong[] { 0, 1, 1UL << 32, ulong.MaxValue })
            foreach (StreamPurpose purpose in Enum.GetValues<StreamPurpose>())
                foreach (long step in numbers)
                    foreach (long rollout in numbers)
                    {
                        var stream = new RandomStream(seed, purpose, step, rollout);
                        for (int block = 0; block < 2; block++, streams++)
                            seen.Add(Block(ref stream));
                    }
        Assert.Equal(streams, seen.Count);
    }

    [Fact]
    public void A_stream_can_be_replayed()
    {
        RandomStream one = Stream(1), other = Stream(1);
        for (int i = 0; i < 100; i++)
            Assert.Equal(one.NextNormals(), other.NextNormals());
    }

    [Fact]
    public void Doubles_are_uniform()
    {
        const int Count = 200_000, Bins = 100;
        RandomStream stream = Stream(2);
        var values = new double[Count];
        foreach (ref double value in values.AsSpan())
            value = stream.NextDouble();
        Assert.All([values.Min(), values.Max()], value => Assert.InRange(value, 0, 1 - 1.0 / (1L << 53)));
        int[] bins = [.. values.CountBy(value => (int)(value * Bins)).Select(bin => bin.Value)];
        Assert.InRange(ChiSquare(bins, Count, Bins), 40, 180);
        Assert.InRange(KolmogorovSmirnov(values, value => value), 0, 2.2);
        var last = new HashSet<double>(values.Select(value => value * (1L << 53) % 8));
        Assert.Equal(8, last.Count);
    }

    [Fact]
    public void Doubles_of_a_range_stay_in_it()
    {
        RandomStream stream = Stream(3);
        var values = Enumerable.Range(0, 10_000).Select(_ => stream.NextDouble(-3, 5)).ToArray();
        Assert.InRange(values.Min(), -3, -2.99);
        Assert.InRange(values.Max(), 4.99, 5);
        Assert.InRange(values.Average(), 1 - 4 * 8 / Math.Sqrt(12 * 10_000), 1 + 4 * 8 / Math.Sqrt(12 * 10_000));
    }

    [Fact]
    public void Normals_are_standard_and_independent()
    {
        const int Pairs = 200_000;
        RandomStream stream = Stream(4);
        var firsts = new double[Pairs];
        var seconds = new double[Pairs];
        for (int i = 0; i < Pairs; i++)
            (firsts[i], seconds[i]) = stream.NextNormals();
        double correlation = firsts.Zip(seconds, (first, second) => first * second).Average();
        Assert.InRange(correlation, -4 / Math.Sqrt(Pairs), 4 / Math.Sqrt(Pairs));
        foreach (double[] values in new[] { firsts, seconds })
        {
            // Four standard errors of the first four moments of a standard normal.
            double error = 4 / Math.Sqrt(Pairs);
            Assert.InRange(values.Average(), -error, error);
            Assert.InRange(values.Average(value => value * value) - 1, -Math.Sqrt(2) * error, Math.Sqrt(2) * error);
            Assert.InRange(values.Average(value => Math.Pow(value, 3)), -Math.Sqrt(15) * error, Math.Sqrt(15) * error);
            double fourth = values.Average(value => Math.Pow(value, 4)) - 3;
            Assert.InRange(fourth, -Math.Sqrt(96) * error, Math.Sqrt(96) * error);
            Assert.InRange(KolmogorovSmirnov(values, Gaussian.Below), 0, 2.2);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(97)]
    public void Whole_numbers_are_uniform(int count)
    {
        const int Draws = 100_000;
        RandomStream stream = Stream(5);
        var bins = new int[count];
        for (int i = 0; i < Draws; i++)
            bins[stream.NextInt32(count)]++;
        double spread = Math.Sqrt(2.0 * Math.Max(1, count - 1));
        Assert.InRange(ChiSquare(bins, Draws, count), 0, count - 1 + 5 * spread);
    }

    [Fact]
    public void Whole_numbers_below_a_large_count_have_no_bias()
    {
        // A remainder of 32 bits would fall into the thirds as 3 : 3 : 2; the high word of a product, without
        // rejection, would give the values modulo 3 the weights 3 : 3 : 2.
        const int Count = 3 << 29, Draws = 100_000;
        RandomStream stream = Stream(6);
        int[] thirds = new int[3], remainders = new int[3];
        for (int i = 0; i < Draws; i++)
        {
            int value = stream.NextInt32(Count);
            thirds[value / (1 << 29)]++;
            remainders[value % 3]++;
        }
        Assert.InRange(ChiSquare(thirds, Draws, 3), 0, 20);
        Assert.InRange(ChiSquare(remainders, Draws, 3), 0, 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_range_without_numbers_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream(7).NextInt32(count));

    private static (uint, uint, uint, uint) Block(ref RandomStream stream) =>
        (stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32());

    private static RandomStream Stream(ulong seed) => new(seed, StreamPurpose.Data, 3, 5);

    private static double ChiSquare(IEnumerable<int> bins, int draws, int count)
    {
        double expected = (double)draws / count;
        return bins.Sum(bin => (bin - expected) * (bin - expected) / expected);
    }

    /// <summary>The largest distance of the distributions times the root of the count; 2.2 once in 8,000.</summary>
    private static double KolmogorovSmirnov(double[] values, Func<double, double> distribution)
    {
        double[] sorted = [.. values.Order()];
        return Math.Sqrt(values.Length) * sorted.Select((value, i) =>
            Math.Max((i + 1.0) / values.Length - distribution(value), distribution(value) - (double)i / values.Length))
                .Max();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_block")]
    private static extern ref uint BlockOf(ref RandomStream stream);
}
