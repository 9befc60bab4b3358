using Ram.Data;
using Ram.Numerics;

namespace Ram.Experiments.Benchmarks;

/// <summary>Measures the paper's claim that the work of a glimpse does not depend on the size of the image.</summary>
public static class ImageSizeBenchmark
{
    /// <summary>The sides of the images in pixels.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [28, 60, 100, 256, 512, 1024, 2048];

    /// <summary>The numbers of scales.</summary>
    public static IReadOnlyList<int> Scales { get; } = [1, 3];

    private const int Repetitions = 25;

    /// <summary>Measures; takes half a minute and 360 MB for the largest images.</summary>
    /// <param name="progress">Told what is being measured.</param>
    public static ImageSizeReport Run(Action<string>? progress = null)
    {
        progress ??= _ => { };
        LabelledImages[] images = [.. Sizes.Select(size => RandomImages.Draw(SizedSteps.Rollouts, size))];
        using var pool = new WorkerPool(threads: 1);
        return new ImageSizeReport(
            Machine.Current, Repetitions, [.. Scales.SelectMany(patches => Measure(images, patches, pool, progress))]);
    }

    private static IEnumerable<ImageSizeFigures> Measure(
        LabelledImages[] images, int patches, WorkerPool pool, Action<string> progress)
    {
        SizedSteps[] steps = [.. images.Select(sized => new SizedSteps(sized, patches, pool))];
        Measurement[] glimpse = [.. steps.Select(step => new Measurement(step.Glimpse))];
        Measurement[] training = [.. steps.Select(step => new Measurement(step.Training))];
        Measurement[] retina = [.. steps.Select(step => new Measurement(step.Retina))];
        Measurement.Interleave(
            Repetitions, round => progress($"{(patches == 1 ? "1 scale" : $"{patches} scales")}, {round}"), [.. glimpse, .. training, .. retina]);
        return Enumerable.Range(0, steps.Length).Select(size => new ImageSizeFigures(
            images[size].Width, patches, Time(glimpse, size), Time(training, size), Time(retina, size)));
    }

    private static SizeTime Time(Measurement[] bySize, int size) =>
        new(bySize[size].Median, bySize[size].MedianRatioTo(bySize[0]));
}
