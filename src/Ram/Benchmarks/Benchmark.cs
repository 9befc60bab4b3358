using System.Text.Json;
using Ram.Data;
using Ram.Figures;

namespace Ram.Benchmarks;

/// <summary>
/// Measures the engine on this machine. Every figure is a median of interleaved repetitions, so that whatever slows the
/// machine slows all that is compared.
/// </summary>
/// <example><code>Console.WriteLine(Benchmark.Crossover());</code></example>
public static class Benchmark
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// Training beside the machine's peak, evaluation, the retina, the time of one image, memory, and the game of Catch;
    /// takes a minute or two.
    /// </summary>
    /// <param name="task">The 28x28 grey digits to train on.</param>
    /// <param name="progress">Told what is being measured.</param>
    public static BenchmarkReport Engine(DigitTask task, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        EngineReport report = EngineBenchmark.Run(EngineBenchmark.DigitsOf(task), task.DataName, progress ?? Silence);
        return new BenchmarkReport(BenchText.Of(report), Json(report), null);
    }

    /// <summary>Training on 1, 2, 4, … threads, up to one a core; takes some seconds a thread.</summary>
    /// <inheritdoc cref="Engine"/>
    public static BenchmarkReport Threads(DigitTask task, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThreadReport report = EngineBenchmark.Threads(EngineBenchmark.DigitsOf(task), progress ?? Silence);
        return new BenchmarkReport(BenchText.Of(report), Json(report), null);
    }

    /// <summary>
    /// The paper's claim that the work of a glimpse does not depend on the size of the image, from 28 to 2048 pixels a
    /// side; takes half a minute and 360 MB.
    /// </summary>
    /// <param name="progress">Told what is being measured.</param>
    public static BenchmarkReport ImageSize(Action<string>? progress = null)
    {
        ImageSizeReport report = SizeBenchmarks.ImageSize(progress ?? Silence);
        return new BenchmarkReport(BenchText.Of(report), Json(report), report.ToFigure());
    }

    /// <summary>
    /// From what size of image on the attention model, whose cost stays the same, is cheaper than the paper's
    /// convolutional network, whose cost grows with the area; takes ten seconds.
    /// </summary>
    /// <param name="progress">Told what is being measured.</param>
    public static BenchmarkReport Crossover(Action<string>? progress = null)
    {
        CrossoverReport report = SizeBenchmarks.Crossover(progress ?? Silence);
        return new BenchmarkReport(BenchText.Of(report), Json(report), report.ToFigure());
    }

    internal static string Json<TReport>(TReport report) => JsonSerializer.Serialize(report, _json);

    private static void Silence(string progress)
    {
    }
}

/// <summary>What was measured.</summary>
/// <param name="Text">A table of plain text.</param>
/// <param name="Json">All figures as one JSON object.</param>
/// <param name="Figure">The curve over the size of the image; null where there is none.</param>
public sealed record BenchmarkReport(string Text, string Json, Figure? Figure)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
