using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Model;

namespace Ram.Benchmarks;

/// <summary>
/// Measures from what size of image on the recurrent attention model, whose cost stays the same, is cheaper than the
/// paper's convolutional network, whose cost grows with the area.
/// </summary>
internal static class CrossoverBenchmark
{
    /// <summary>The sides of the images in pixels.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [28, 60, 100, 128, 160, 200, 256, 384, 512];

    /// <summary>The model: 8 glimpses of three patches of 12x12, as on the paper's 60x60 images.</summary>
    public static RamOptions Attention { get; } = new() { PatchSize = 12, Patches = 3, Glimpses = 8 };

    private const int Repetitions = 15;

    public static CrossoverReport Run(Action<string> progress)
    {
        CrossoverSteps[] steps = [.. Sizes.Select(
            size => new CrossoverSteps(RandomImages.Draw(CrossoverSteps.Images, size), Attention))];
        Measurement[] attention = [.. steps.Select(step => new Measurement(step.Attention))];
        Measurement[] convolution = [.. steps.Select(step => new Measurement(step.Convolution))];
        Measurement.Interleave(
            Repetitions, progress,
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

/// <summary>
/// What an image costs the recurrent attention model and the paper's convolutional network, forward, 32 images side by
/// side on one thread.
/// </summary>
internal sealed record CrossoverReport(
    Machine Machine, int Repetitions, int FewerMultiplyAddsFrom, IReadOnlyList<CrossoverFigures> Rows)
{
    /// <summary>
    /// The side in pixels from which the model takes less time at every larger size measured: between two sizes the
    /// times are taken to be powers of the side. Null where it does not, or does at every size.
    /// </summary>
    public double? LessTimeFrom
    {
        get
        {
            int last = Rows.ToList().FindLastIndex(row => row.TimeRatio <= 1);
            if (last < 0 || last == Rows.Count - 1)
                return null;
            (CrossoverFigures before, CrossoverFigures after) = (Rows[last], Rows[last + 1]);
            double share = Math.Log(before.TimeRatio) / (Math.Log(before.TimeRatio) - Math.Log(after.TimeRatio));
            return Math.Round(before.ImageSize * Math.Pow((double)after.ImageSize / before.ImageSize, share));
        }
    }
}

/// <summary>The costs at one size of image, and the median of the network's time divided by the model's.</summary>
internal sealed record CrossoverFigures(
    int ImageSize, NetworkCost Attention, NetworkCost Convolution, double TimeRatio);

/// <summary>What an image costs: the multiply-adds of the linear layers, and the median time.</summary>
internal sealed record NetworkCost(long MultiplyAdds, double Microseconds)
{
    /// <summary>The floating-point operations of the linear layers, a multiply-add being two, 10⁹ a second.</summary>
    public double Gflops => 2e-3 * MultiplyAdds / Microseconds;
}

/// <summary>Both networks' forward passes over images of one size, on the caller's thread.</summary>
internal sealed class CrossoverSteps
{
    /// <summary>The images side by side, which share the reading of the weights.</summary>
    public const int Images = 32;

    /// <summary>A policy that looks everywhere, an untrained mean being near the centre.</summary>
    private const double Std = 0.5;

    private readonly RecurrentAttentionModel _model;
    private readonly Workspace _workspace;
    private readonly IPass _network;
    private readonly ImageRows _rows;
    private long _update;

    public CrossoverSteps(LabelledImages images, RamOptions attention)
    {
        _model = new RecurrentAttentionModel(attention with { Std = Std });
        _workspace = new Workspace(_model, images.Count);
        _network = new FeedForwardNetwork(FeedForwardOptions.Convolutional(images.Width))
            .NewPass(images.Count);
        _rows = new ImageRows(images.Images.Pixels, 0, images.Channels, images.Height, images.Width);
    }

    /// <summary>Microseconds an image, all its glimpses.</summary>
    public double Attention()
    {
        _workspace.DrawRandomness(seed: 1, _update++, firstRollout: 0);
        return Microseconds(() => _model.Forward(_workspace, _rows));
    }

    /// <summary>Microseconds an image.</summary>
    public double Convolution() => Microseconds(() => _network.Classify(_rows, first: 0));

    // Once that does not count, because others' data are in the caches.
    private double Microseconds(Action step)
    {
        step();
        return 1e6 / _workspace.Rows * Stopclock.Seconds(step);
    }
}
