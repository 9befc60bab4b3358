using Ram.Benchmarks;

namespace Ram.Tests.Benchmarks;

public sealed class MeasurementTests
{
    [Fact]
    public void The_first_round_does_not_count_and_the_middle_of_the_others_is_the_median() =>
        Assert.Equal(4, Measured([1000, 9, 1, 4]).Median);

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_the_middle_two() => Assert.Equal(5, Measured([0, 9, 1, 4, 6]).Median);

    [Fact]
    public void Ratios_are_taken_within_a_repetition()
    {
        Measurement speed = Replay([0, 10, 2, 30]), peak = Replay([0, 100, 10, 1000]);
        Measurement.Interleave(3, _ => { }, [speed, peak]);
        Assert.Equal(0.1, speed.MedianRatioTo(peak), 12);
    }

    [Fact]
    public void Measurements_take_turns()
    {
        List<string> calls = [];
        Measurement.Interleave(2, calls.Add, [Calling("a"), Calling("b")]);
        Assert.Equal(
            ["warming up", "a", "b", "repetition 1 of 2", "a", "b", "repetition 2 of 2", "a", "b"], calls);

        Measurement Calling(string name) => new(() =>
        {
            calls.Add(name);
            return 1;
        });
    }

    [Fact]
    public void There_is_no_median_of_nothing() =>
        Assert.Throws<InvalidOperationException>(() => new Measurement(() => 1).Median);

    private static Measurement Measured(double[] values)
    {
        Measurement measurement = Replay(values);
        Measurement.Interleave(values.Length - 1, _ => { }, [measurement]);
        return measurement;
    }

    private static Measurement Replay(double[] values)
    {
        int next = 0;
        return new Measurement(() => values[next++]);
    }
}
