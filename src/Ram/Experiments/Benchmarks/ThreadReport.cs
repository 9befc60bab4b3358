namespace Ram.Experiments.Benchmarks;

/// <summary>How training speeds up with threads: 28x28, 8x8, 6 glimpses, batches of 128.</summary>
/// <param name="Machine">What was measured on.</param>
/// <param name="Repetitions">The interleaved repetitions that the medians are of.</param>
/// <param name="Rows">One for each number of threads.</param>
public sealed record ThreadReport(Machine Machine, int Repetitions, IReadOnlyList<ThreadFigures> Rows)
{
    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => BenchmarkJson.Of(this);
}

/// <summary>The speed of training on some threads.</summary>
/// <param name="Threads">The threads.</param>
/// <param name="ImagesPerSecond">Rollouts a second.</param>
/// <param name="SpeedUp">The median over repetitions of the ratio to one thread.</param>
public sealed record ThreadFigures(int Threads, double ImagesPerSecond, double SpeedUp);
