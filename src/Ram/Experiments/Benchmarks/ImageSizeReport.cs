namespace Ram.Experiments.Benchmarks;

/// <summary>
/// What the size of an image costs: 64 different images, 64 rollouts side by side on one thread, 8x8 patches,
/// 6 glimpses at random locations.
/// </summary>
/// <param name="Machine">What was measured on.</param>
/// <param name="Repetitions">The interleaved repetitions that the medians are of.</param>
/// <param name="Rows">One for each size and number of scales.</param>
public sealed record ImageSizeReport(Machine Machine, int Repetitions, IReadOnlyList<ImageSizeFigures> Rows)
{
    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => BenchmarkJson.Of(this);
}

/// <summary>The times at one size of image.</summary>
/// <param name="ImageSize">The side in pixels.</param>
/// <param name="Patches">The number of scales.</param>
/// <param name="Glimpse">Retina, glimpse network, core and location of one glimpse of all rollouts.</param>
/// <param name="Training">A whole update of 64 rollouts.</param>
/// <param name="Retina">The retina alone, one glimpse of all rollouts.</param>
public sealed record ImageSizeFigures(
    int ImageSize, int Patches, SizeTime Glimpse, SizeTime Training, SizeTime Retina);

/// <summary>A time and how it compares.</summary>
/// <param name="Microseconds">The median time.</param>
/// <param name="Ratio">The median over repetitions of the ratio to the smallest images.</param>
public sealed record SizeTime(double Microseconds, double Ratio);
