using FsCheck;
using FsCheck.Fluent;
using Ram.Figures;

namespace Ram.Tests.Figures;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 4, "0|0.5|1.0")]
    [InlineData(0, 1, 5, "0|0.2|0.4|0.6|0.8|1.0")]
    [InlineData(-3, 3, 3, "\u22122|0|2")]
    [InlineData(-2, 1e-15, 4, "\u22122.0|\u22121.5|\u22121.0|\u22120.5|0")]
    [InlineData(-50_000, 0, 5, "\u221250k|\u221240k|\u221230k|\u221220k|\u221210k|0")]
    [InlineData(0, 4e-9, 2, "0|2e-9|4e-9")]
    [InlineData(5e-5, 5.002e-5, 2, "5e-5|5.001e-5|5.002e-5")]
    [InlineData(0, 60, 6, "0|10|20|30|40|50|60")]
    [InlineData(0, 4e6, 4, "0|1M|2M|3M|4M")]
    [InlineData(0, 50_000, 5, "0|10k|20k|30k|40k|50k")]
    [InlineData(0, 0.004, 4, "0|0.001|0.002|0.003|0.004")]
    public void Linear_ticks_are_round(double min, double max, int count, string labels) =>
        Assert.Equal(labels, string.Join('|', Tick.Linear(min, max, count, whole: false).Select(tick => tick.Label)));

    [Fact]
    public void Whole_ticks_have_no_fractions() =>
        Assert.Equal(["1", "2", "3"], Tick.Linear(1, 3, 8, whole: true).Select(tick => tick.Label));

    [Theory]
    [InlineData(0.5, 60, 8, "0.5|1|2|5|10|20|50")]
    [InlineData(1, 1000, 4, "1|10|100|1000")]
    [InlineData(1e-3, 1, 4, "0.001|0.01|0.1|1")]
    [InlineData(1e-8, 1, 5, "1e-8|1e-6|1e-4|1e-2|1e0")]
    [InlineData(1e-6, 1e-2, 5, "1e-6|1e-5|1e-4|1e-3|1e-2")]
    [InlineData(100, 1e6, 5, "100|1k|10k|100k|1M")]
    [InlineData(1e12, 1e16, 5, "1e12|1e13|1e14|1e15|1e16")]
    public void Logarithmic_ticks_are_1_2_5_in_one_notation(double min, double max, int count, string labels) =>
        Assert.Equal(labels, string.Join('|', Tick.Logarithmic(min, max, count).Select(tick => tick.Label)));

    [Fact]
    public void Ticks_lie_on_the_axis_rise_and_are_told_apart() =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(20140624, 1247), Prop.ForAll(
            ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<PositiveInt>(),
            (start, length) =>
            {
                double min = start.Get % 1e6, max = min + length.Get * 0.01;
                var scale = new AxisScale(new Axis(), [min, max], 300, vertical: true);
                double[] values = [.. scale.TickMarks.Select(tick => tick.Value)];
                return values.Length >= 2
                    && scale.Min <= min && scale.Max >= max
                    && values.SequenceEqual(values.Order())
                    && values.All(value => scale.Map(value) is >= -0.01 and <= 300.01)
                    && scale.TickMarks.Select(tick => tick.Label).Distinct().Count() == values.Length;
            }));
}
