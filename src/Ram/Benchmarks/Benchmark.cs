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
public static partial class Benchmark
{
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
