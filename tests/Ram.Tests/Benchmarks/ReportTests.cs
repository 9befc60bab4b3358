using System.Text.Json;
using Ram.Benchmarks;
using Ram.Experiments;
using Ram.Figures;

namespace Ram.Tests.Benchmarks;

public sealed class ReportTests
{
    private static readonly Machine _machine = new("a processor", 2, 512, "an operating system", ".NET 10");

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
    [InlineData("machine.cores", 2)]
    [InlineData("machine.vectorBits", 512)]
    public void The_engines_figures_have_their_names(string path, double value)
    {
        var report = new EngineReport(
            _machine, "digits", 5, new PeakFigures(1, 2), new TrainingFigures(54_000, 7.425, 3, 4, 0.5),
            new EvaluationFigures(6), new RetinaFigures(7), new LatencyFigures(8), new MemoryFigures(9), [], [],
            new CatchFigures(128, 3.6, 10, 11, 12));
        JsonElement element = JsonDocument.Parse(Benchmark.Json(report)).RootElement;
        foreach (string name in path.Split('.'))
            element = element.GetProperty(name);
        Assert.Equal(value, element.GetDouble());
    }

    [Fact]
    public void The_curve_shows_a_ratio_for_each_size_step_and_scale()
    {
        ImageSizeReport report = new(_machine, 25, [Row(28, 1, 1), Row(2048, 1, 1.1), Row(28, 3, 1), Row(2048, 3, 1.2)]);
        Figure figure = report.ToFigure();
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
        Assert.Equal(expected, Crossover(ratios).LessTimeFrom);

    [Fact]
    public void The_crossover_shows_arithmetic_beside_time()
    {
        Figure figure = Crossover([0.25, 0.5, 2]).ToFigure();
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
        JsonElement report = JsonDocument.Parse(Benchmark.Json(Crossover([0.25, 0.5, 2]))).RootElement;
        Assert.Equal(190, report.GetProperty("fewerMultiplyAddsFrom").GetInt32());
        Assert.Equal(120, report.GetProperty("lessTimeFrom").GetDouble());
        JsonElement row = report.GetProperty("rows")[1];
        Assert.Equal(60, row.GetProperty("imageSize").GetInt32());
        Assert.Equal(0.5, row.GetProperty("timeRatio").GetDouble());
        Assert.Equal(2_000_000, row.GetProperty("attention").GetProperty("multiplyAdds").GetInt64());
        Assert.Equal(5, row.GetProperty("convolution").GetProperty("microseconds").GetDouble());
        Assert.Equal(400, row.GetProperty("attention").GetProperty("gflops").GetDouble(), 1e-9);
    }

    private static CrossoverReport Crossover(double[] ratios) => new(
        _machine, 15, 190, [.. ratios.Zip([28, 60, 240], (ratio, size) => new CrossoverFigures(
            size, new NetworkCost(2_000_000, 10), new NetworkCost(1000 * size, 10 * ratio), ratio))]);

    private static ImageSizeFigures Row(int size, int patches, double ratio) =>
        new(size, patches, new SizeTime(100, ratio), new SizeTime(1000, 1), new SizeTime(10, 3));
}
