using Ram.Data;
using Ram.Experiments;
using Ram.Figures;
using Ram.Images;
using static System.FormattableString;

namespace Ram.Benchmarks;

/// <summary>
/// Measures the engine on this machine. Every figure is a median of interleaved repetitions, so that whatever slows the
/// machine slows all that is compared.
/// </summary>
/// <example><code>Console.WriteLine(Benchmark.Crossover());</code></example>
public static class Benchmark
{
    /// <summary>
    /// Training beside the machine's peak, evaluation, the retina, the time of one image, memory, and the game of
    /// Catch; takes a minute or two.
    /// </summary>
    /// <param name="task">The 28x28 grey digits to train on.</param>
    /// <param name="progress">Told what is being measured.</param>
    public static BenchmarkReport Engine(DigitTask task, Action<string>? progress = null) =>
        EngineBenchmark.Engine(task, progress);

    /// <summary>Training on 1, 2, 4, … threads, up to one a core; takes some seconds a thread.</summary>
    public static BenchmarkReport Threads(DigitTask task, Action<string>? progress = null) =>
        EngineBenchmark.Threads(task, progress);

    /// <summary>
    /// The paper's claim that the work of a glimpse does not depend on the size of the image, from 28 to 2048 pixels a
    /// side; takes half a minute and 360 MB.
    /// </summary>
    /// <param name="progress">Told what is being measured.</param>
    public static BenchmarkReport ImageSize(Action<string>? progress = null) => SizeBenchmarks.ImageSize(progress);

    /// <summary>
    /// From what size of image on the attention model, whose cost stays the same, is cheaper than the paper's
    /// convolutional network, whose cost grows with the area; takes ten seconds.
    /// </summary>
    /// <param name="progress">Told what is being measured.</param>
    public static BenchmarkReport Crossover(Action<string>? progress = null) => SizeBenchmarks.Crossover(progress);

    internal static BenchmarkReport Report(int repetitions, string text, object figures, Figure? figure = null)
    {
        var on = Machine.Current;
        string machine = Invariant($"{on.Cores} cores, {on.VectorBits}-bit vectors, {on.Runtime}");
        return new BenchmarkReport(
            Invariant($"{machine}; medians of {repetitions} repetitions.\n{text}"), ResultJson.Write(figures), figure);
    }

    internal static string Lines<TRow>(IEnumerable<TRow> rows, Func<TRow, FormattableString> line) =>
        string.Join('\n', rows.Select(row => Invariant(line(row))));

    /// <summary>Grey noise, <c>[count, 1, size, size]</c>: speed does not depend on what there is to see.</summary>
    internal static LabelledImages RandomImages(int count, int size)
    {
        var images = new ImageBatch(count, 1, size, size);
        new Random(size).NextBytes(images.Pixels);
        return new LabelledImages(images, [.. Enumerable.Range(0, count).Select(image => (byte)(image % 10))]);
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
