using System.Text.Json;
using Ram.Benchmarks;
using Ram.Experiments;
using Ram.Figures;

namespace Ram.Tests.Benchmarks;

public sealed class ReportTests
{
    [Theory]
    [InlineData("peak.oneThread", 1)]
    [InlineData("peak.allThreads", 2)]
    [InlineData("training.imagesPerSecond", 3)]
    [InlineData("training.gflops", 4)]
    [InlineData("training.fractionOfPeak", 0.5)]
    [InlineData("evaluation.imagesPerSecond", 6)]
    [InlineData("retina.glimpsesPerSecond", 7)]
    [InlineData("latency.milliseconds", 8)]
    [InlineData("memory.peakMegabytes", 9)]
    [InlineData("catch.framesPerSecond", 10)]
    [InlineData("catch.gflops", 11)]
    [InlineData("catch.fractionOfPeak", 12)]
    public void The_engines_figures_have_their_names(string path, double value)
    {
        BenchmarkReport report = new EngineFigures(
            1, 2, new TrainingFigures(54_000, 7.425, 3, 4, 0.5), 6, 7, 8, 9, [], [],
            new TrainingFigures(128, 3.6, 10, 11, 12)).Report("digits");
        JsonElement element = JsonDocument.Parse(report.Json).RootElement;
        Assert.Equal(Machine.Current.Cores, element.GetProperty("machine").GetProperty("cores").GetInt32());
        Assert.Equal(Machine.Current.VectorBits, element.GetProperty("machine").GetProperty("vectorBits").GetInt32());
        foreach (string name in path.Split('.'))
            element = element.GetProperty(name);
        Assert.Equal(value, element.GetDouble());
    }

    [Fact]
    public void The_engines_figures_are_a_table()
    {
        var speed = new TrainingFigures(54_000, 7.425, 3210, 23.8, 0.5);
        BenchmarkReport report = new EngineFigures(
            120, 200, speed, 61_000, 700_000, 0.0812, 90, [new OtherFigures("batch 20", 28, 8, 1, 6, 20, speed)],
            [new DrawingFigures("cluttered-60", 40_000, 12.5)], speed).Report("digits");
        var on = Machine.Current;
        Assert.Equal(
            $"""
            {on.Cores} cores, {on.VectorBits}-bit vectors, {on.Runtime}; medians of 5 repetitions.
            Training: 54,000 images of digits, 28x28, 8x8, 6 glimpses, batch 128, Adam.

            peak, one thread               120 GFLOP/s
            peak, all threads              200 GFLOP/s
            training                     3,210 images/s
                                            24 GFLOP/s
                                        50.0 % of the peak
            evaluation                  61,000 images/s
            retina, one thread         700,000 glimpses/s
            one image                    0.081 ms on one thread
            memory                          90 MB

            other trainings          image  batch    images/s   GFLOP/s   of peak
            batch 20                 28x28     20       3,210        24    50.0 %

            images on the fly         images/s  times training
            cluttered-60                40,000              12

            game of Catch            frame  batch    frames/s   GFLOP/s   of peak
            6x6 at 3 scales          24x24     64       3,210        24    50.0 %
            """,
            report.ToString());
    }

    [Fact]
    public void The_curve_shows_a_ratio_for_each_size_step_and_scale()
    {
        BenchmarkReport report =
            SizeBenchmarks.Report([Row(28, 1, 1), Row(2048, 1, 1.1), Row(28, 3, 1), Row(2048, 3, 1.2)]);
        Figure figure = report.Figure!;
        Assert.EndsWith(
            "     3    2048      100.0   1.20    1,000.0   1.00       10.0   3.00", report.Text,
            StringComparison.Ordinal);
        LineMark[] lines = [.. Assert.Single(figure.Panels).Marks.Cast<LineMark>()];
        Assert.Equal(["glimpse, 1 scale", "training, 1 scale", "glimpse, 3 scales", "training, 3 scales"], lines.Select(line => line.Name));
        Assert.All(lines, line => Assert.Equal([28, 2048], line.X));
        Assert.Equal([1, 1.2], lines[2].Y);
        Assert.Contains("at most 1.20", figure.AltText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 0.25, 0.5, 2.0 }, 120.0)] // half way between 60 and 240 by the logarithm
    [InlineData(new[] { 2.0, 0.5, 2.0 }, 120.0)]
    [InlineData(new[] { 0.5, 1.0, 2.0 }, 60.0)]
    [InlineData(new[] { 0.1, 0.2, 0.9 }, null)]
    [InlineData(new[] { 2.0, 3.0, 4.0 }, null)]
    public void The_times_cross_where_the_ratio_is_one(double[] ratios, double? expected) =>
        Assert.Equal(expected, SizeBenchmarks.LessTimeFrom(Rows(ratios)));

    [Fact]
    public void The_crossover_shows_arithmetic_beside_time()
    {
        BenchmarkReport report = SizeBenchmarks.Report(190, Rows([0.25, 0.5, 2]));
        Figure figure = report.Figure!;
        Assert.Contains(
            "    60        2.000        0.060         10.0          5.0    0.50          400           24\n",
            report.Text, StringComparison.Ordinal);
        Assert.Equal(["Arithmetic", "Time, one thread"], figure.Panels.Select(panel => panel.Title));
        LineMark[] lines = [.. figure.Panels.SelectMany(panel => panel.Marks).Cast<LineMark>()];
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal([28, 60, 240], line.X));
        Assert.Equal([2, 2, 2], lines[0].Y);
        Assert.Equal([2.5, 5, 20], lines[3].Y);
        Assert.Contains("from 190 pixels", figure.AltText, StringComparison.Ordinal);
        Assert.Contains("about 120 pixels", figure.AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void The_crossovers_figures_have_their_names()
    {
        JsonElement report = JsonDocument.Parse(SizeBenchmarks.Report(190, Rows([0.25, 0.5, 2])).Json).RootElement;
        Assert.Equal(190, report.GetProperty("fewerMultiplyAddsFrom").GetInt32());
        Assert.Equal(120, report.GetProperty("lessTimeFrom").GetDouble());
        JsonElement row = report.GetProperty("rows")[1];
        Assert.Equal(60, row.GetProperty("imageSize").GetInt32());
        Assert.Equal(0.5, row.GetProperty("timeRatio").GetDouble());
        Assert.Equal(2_000_000, row.GetProperty("attention").GetProperty("multiplyAdds").GetInt64());
        Assert.Equal(5, row.GetProperty("convolution").GetProperty("microseconds").GetDouble());
        Assert.Equal(400, row.GetProperty("attention").GetProperty("gflops").GetDouble(), 1e-9);
    }

    private static CrossoverFigures[] Rows(double[] ratios) =>
    [
        .. ratios.Zip([28, 60, 240], (ratio, size) => new CrossoverFigures(
            size, new NetworkCost(2_000_000, 10), new NetworkCost(1000 * size, 10 * ratio), ratio)),
    ];

    private static ImageSizeFigures Row(int size, int patches, double ratio) =>
        new(size, patches, new SizeTime(100, ratio), new SizeTime(1000, 1), new SizeTime(10, 3));
}
