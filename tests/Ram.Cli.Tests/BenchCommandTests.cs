using System.Text.Json;

namespace Ram.Cli.Tests;

public sealed class BenchCommandTests
{
    [Fact]
    public void Prints_one_object_of_all_figures_and_the_progress_elsewhere()
    {
        Outcome outcome = Cli.Run("bench", "--json").Expect(0);
        JsonElement report = JsonDocument.Parse(outcome.Output).RootElement;
        string[] figures =
        [
            "peak.oneThread", "peak.allThreads", "training.imagesPerSecond", "training.gflops",
            "training.fractionOfPeak", "evaluation.imagesPerSecond", "retina.glimpsesPerSecond",
            "latency.milliseconds", "memory.peakMegabytes", "catch.framesPerSecond", "catch.fractionOfPeak",
        ];
        Assert.All(figures, figure => Assert.True(At(report, figure).GetDouble() > 0, figure));
        Assert.Equal(
            [20, 128, 128],
            report.GetProperty("others").EnumerateArray().Select(other => other.GetProperty("batch").GetInt32()));
        Assert.All(
            report.GetProperty("drawing").EnumerateArray(),
            drawing => Assert.True(At(drawing, "ratioToTraining").GetDouble() > 1));
        Assert.Contains("repetition 5 of 5", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_a_table_of_threads()
    {
        string[] lines = Cli.Run("bench", "--threads")
            .Expect(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["1", _, "1.00", ..]);
    }

    [Fact]
    public void Shows_where_the_convolutional_network_costs_more()
    {
        using var folder = new TemporaryFolder();
        string figure = folder["crossover.svg"];
        Outcome outcome = Cli.Run("bench", "--crossover", "--json", "--figure", figure).Expect(0);
        JsonElement report = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal(190, report.GetProperty("fewerMultiplyAddsFrom").GetInt32());
        Assert.Equal(
            [28, 60, 100, 128, 160, 200, 256, 384, 512],
            report.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("imageSize").GetInt32()));
        Assert.Contains("<svg", File.ReadAllText(figure), StringComparison.Ordinal);
    }

    private static JsonElement At(JsonElement element, string path) =>
        path.Split('.').Aggregate(element, (inner, name) => inner.GetProperty(name));
}
