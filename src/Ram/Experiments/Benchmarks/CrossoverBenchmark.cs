using Ram.Experiments.Baselines;
using Ram.Model;

namespace Ram.Experiments.Benchmarks;

/// <summary>
/// Measures from what size of image on the recurrent attention model, whose cost stays the same, is cheaper than the
/// paper's convolutional network, whose cost grows with the area.
/// </summary>
public static class CrossoverBenchmark
{
    /// <summary>The sides of the images in pixels.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [28, 60, 100, 128, 160, 200, 256, 384, 512];

    /// <summary>The model: 8 glimpses of three patches of 12x12, as on the paper's 60x60 images.</summary>
    public static RamOptions Attention { get; } = new() { PatchSize = 12, Patches = 3, Glimpses = 8 };

    private const int Repetitions = 15;

    /// <summary>Measures forward passes on one thread; takes about ten seconds.</summary>
    /// <param name="progress">Told what is being measured.</param>
    public static CrossoverReport Run(Action<string>? progress = null)
    {
        CrossoverSteps[] steps = [.. Sizes.Select(
            size => new CrossoverSteps(RandomImages.Draw(CrossoverSteps.Images, size), Attention))];
        Measurement[] attention = [.. steps.Select(step => new Measurement(step.Attention))];
        Measurement[] convolution = [.. steps.Select(step => new Measurement(step.Convolution))];
        Measurement.Interleave(
            Repetitions, progress ?? (_ => { }),
            [.. Sizes.SelectMany((_, i) => new[] { attention[i], convolution[i] })]);
        return new CrossoverReport(
            Machine.Current, Repetitions, FewerMultiplyAddsFrom(),
            [.. Sizes.Select((size, i) => Figures(size, attention[i], convolution[i]))]);
    }

    private static CrossoverFigures Figures(int size, Measurement attention, Measurement convolution) => new(
        size, new NetworkCost(ForwardCost.MultiplyAdds(Attention), attention.Median),
        new NetworkCost(ForwardCost.MultiplyAdds(FeedForwardOptions.Convolutional(size)), convolution.Median),
        convolution.MedianRatioTo(attention));

    private static int FewerMultiplyAddsFrom()
    {
        long attention = ForwardCost.MultiplyAdds(Attention);
        return Enumerable.Range(Sizes[0], Sizes[^1])
            .First(size => ForwardCost.MultiplyAdds(FeedForwardOptions.Convolutional(size)) > attention);
    }
}
