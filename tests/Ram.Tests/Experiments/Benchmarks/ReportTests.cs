using System.Text.Json;
using Ram.Experiments;
using Ram.Experiments.Benchmarks;
using Ram.Figures;

namespace Ram.Tests.Experiments.Benchmarks;

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
    [InlineData("machine.cores", 2)]
    [InlineData("machine.vectorBits", 512)]
    public void TheEnginesFiguresHaveTheirNames(string path, double value)
    {
        var report = new EngineReport(
            _machine, "digits", 5, new PeakFigures(1, 2), new TrainingFigures(54_000, 7.425, 3, 4, 0.5),
            new EvaluationFigures(6), new RetinaFigures(7), new LatencyFigures(8), new MemoryFigures(9), []);
        JsonElement element = JsonDocument.Parse(report.ToJson()).RootElement;
        foreach (string name in path.Split('.'))
            element = element.GetProperty(name);
        Assert.Equal(value, element.GetDouble());
    }

    [Fact]
    public void TheCurveShowsARatioForEachSizeStepAndScale()
    {
        ImageSizeReport report = new(_machine, 25, [Row(28, 1, 1), Row(2048, 1, 1.1), Row(28, 3, 1), Row(2048, 3, 1.2)]);
        Figure figure = ImageSizeCurve.Of(report);
        LineMark[] lines = [.. Assert.Single(figure.Panels).Marks.Cast<LineMark>()];
        Assert.Equal(["glimpse, 1 scale", "training, 1 scale", "glimpse, 3 scales", "training, 3 scales"], lines.Select(line => line.Name));
        Assert.All(lines, line => Assert.Equal([28, 2048], line.X));
        Assert.Equal([1, 1.2], lines[2].Y);
        Assert.Contains("at most 1.20", figure.AltText, StringComparison.Ordinal);
    }

    private static ImageSizeFigures Row(int size, int patches, double ratio) =>
        new(size, patches, new SizeTime(100, ratio), new SizeTime(1000, 1), new SizeTime(10, 3));
}
