using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Benchmarks;

/// <summary>
/// Measures what the size of an image costs: that the work of a glimpse does not depend on it, and from what size on
/// glimpses, whose cost stays the same, are cheaper than the paper's convolutional network, whose cost grows with the
/// area.
/// </summary>
internal static class SizeBenchmarks
{
    private const int Repetitions = 25, Rollouts = 64, Steps = 4;
    private const int CrossoverRepetitions = 15, CrossoverImages = 32;

    private static readonly int[] _sizes = [28, 60, 100, 256, 512, 1024, 2048];
    private static readonly int[] _crossoverSizes = [28, 60, 100, 128, 160, 200, 256, 384, 512];

    /// <summary>8 glimpses of three patches of 12x12, as on the paper's 60x60 images.</summary>
    private static readonly RamOptions _attention = new() { PatchSize = 12, Patches = 3, Glimpses = 8 };

    /// <summary>One and three scales over images of every size.</summary>
    public static ImageSizeReport ImageSize(Action<string> progress)
    {
        LabelledImages[] images = [.. _sizes.Select(size => RandomImages.Draw(Rollouts, size))];
        return new ImageSizeReport(Machine.Current, Repetitions,
        [
            .. Measure(images, 1, round => progress($"1 scale, {round}")),
            .. Measure(images, 3, round => progress($"3 scales, {round}")),
        ]);
    }

    /// <summary>Attention and convolution over images of every size.</summary>
    public static CrossoverReport Crossover(Action<string> progress)
    {
        SizedSteps[] steps = [.. _crossoverSizes.Select(
            size => new SizedSteps(RandomImages.Draw(CrossoverImages, size), _attention, steps: 1))];
        Measurement[] attention = [.. steps.Select(step => new Measurement(step.Attention))];
        Measurement[] convolution = [.. steps.Select(step => new Measurement(step.Convolution))];
        IEnumerable<Measurement> pairs = attention.Zip(convolution).SelectMany(at => new[] { at.First, at.Second });
        Measurement.Interleave(CrossoverRepetitions, progress, [.. pairs]);
        long cost = ForwardCost.MultiplyAdds(_attention);
        return new CrossoverReport(
            Machine.Current, CrossoverRepetitions,
            Enumerable.Range(_crossoverSizes[0], _crossoverSizes[^1]).First(size => ConvolutionCost(size) > cost),
            [.. _crossoverSizes.Select((size, i) => new CrossoverFigures(
                size, new NetworkCost(cost, attention[i].Median),
                new NetworkCost(ConvolutionCost(size), convolution[i].Median),
                convolution[i].MedianRatioTo(attention[i])))]);
    }

    private static long ConvolutionCost(int size) => ForwardCost.MultiplyAdds(FeedForwardOptions.Convolutional(size));

    private static IEnumerable<ImageSizeFigures> Measure(LabelledImages[] images, int patches, Action<string> progress)
    {
        SizedSteps[] steps =
            [.. images.Select(sized => new SizedSteps(sized, new RamOptions { Patches = patches }, Steps))];
        Measurement[] glimpse = [.. steps.Select(step => new Measurement(step.Glimpse))];
        Measurement[] training = [.. steps.Select(step => new Measurement(step.Training))];
        Measurement[] retina = [.. steps.Select(step => new Measurement(step.Retina))];
        Measurement.Interleave(Repetitions, progress, [.. glimpse, .. training, .. retina]);
        return Enumerable.Range(0, steps.Length).Select(size => new ImageSizeFigures(
            images[size].Width, patches, Time(glimpse, size), Time(training, size), Time(retina, size)));
    }

    private static SizeTime Time(Measurement[] bySize, int size) =>
        new(bySize[size].Median, bySize[size].MedianRatioTo(bySize[0]));
}

/// <summary>
/// What is measured over images of one size, one rollout an image, side by side on one thread: always at fresh random
/// locations, so that no pixel waits in a cache. All times are in microseconds.
/// </summary>
internal sealed class SizedSteps
{
    /// <summary>A policy that looks everywhere, an untrained mean being near the centre.</summary>
    private const double Std = 0.5;

    private static readonly WorkerPool _pool = new(threads: 1);

    private readonly RecurrentAttentionModel _model;
    private readonly Workspace _workspace;
    private readonly BatchUpdate _batch;
    private readonly ImageRows _rows;
    private readonly int _steps;
    private long _update;

    /// <summary>A measurement is some steps, after one that does not count: others' data are in the caches.</summary>
    public SizedSteps(LabelledImages images, RamOptions options, int steps)
    {
        int count = images.Count;
        _steps = steps;
        _model = new RecurrentAttentionModel(options with { Std = Std });
        _workspace = new Workspace(_model, count);
        _batch = new BatchUpdate(
            _model, new TrainingOptions { Batch = count, ShardRollouts = count },
            rows => new ImageShard(_model.NewPass(rows), images, rows, rolloutsPerImage: 1).Run);
        _rows = ImageRows.Of(images.Images);
    }

    /// <summary>One glimpse of all images: a forward pass, divided by its glimpses.</summary>
    public double Glimpse() => Microseconds(() => _model.Forward(_workspace, _rows)) / _workspace.Steps;

    /// <summary>An update.</summary>
    public double Training()
    {
        int[] all = [.. Enumerable.Range(0, _workspace.Rows)];
        return Microseconds(() => _batch.Run(_pool, epoch: 0, _update, all, rate: 1e-4));
    }

    /// <summary>The retina alone at the first locations of all images.</summary>
    public double Retina() => Microseconds(() =>
    {
        _model.QueuePixels(_workspace, step: 0, _rows);
        _model.Sense(_workspace, step: 0, _rows);
    });

    /// <summary>An image, all its glimpses.</summary>
    public double Attention() => Microseconds(() => _model.Forward(_workspace, _rows)) / _workspace.Rows;

    /// <summary>An image in the paper's convolutional network.</summary>
    public double Convolution() => Microseconds(() => Network.Classify(_rows, first: 0)) / _workspace.Rows;

    // Not of images so large that the network would have too many weights.
    private IPass Network =>
        field ??= new FeedForwardNetwork(FeedForwardOptions.Convolutional(_rows.Width)).NewPass(_workspace.Rows);

    private double Microseconds(Action step)
    {
        double seconds = 0;
        for (int i = 0; i <= _steps; i++)
        {
            _workspace.DrawRandomness(seed: 1, _update++, firstRollout: 0);
            double taken = Measurement.Seconds(step);
            seconds += i == 0 ? 0 : taken;
        }
        return 1e6 * seconds / _steps;
    }
}

/// <summary>Grey noise with arbitrary labels: speed does not depend on what there is to see.</summary>
internal static class RandomImages
{
    /// <summary>Images of <paramref name="size"/> pixels a side, <c>[count, 1, size, size]</c>.</summary>
    public static LabelledImages Draw(int count, int size)
    {
        var images = new ImageBatch(count, 1, size, size);
        new Random(size).NextBytes(images.Pixels);
        return new LabelledImages(images, [.. Enumerable.Range(0, count).Select(image => (byte)(image % 10))]);
    }
}

/// <summary>
/// What the size of an image costs: 64 different images, 64 rollouts side by side on one thread, 8x8 patches,
/// 6 glimpses at random locations.
/// </summary>
internal sealed record ImageSizeReport(Machine Machine, int Repetitions, IReadOnlyList<ImageSizeFigures> Rows);

/// <summary>
/// The times at one size of image: retina, glimpse network, core and location of one glimpse of all rollouts; a whole
/// update of 64 rollouts; the retina alone, one glimpse of all rollouts.
/// </summary>
internal sealed record ImageSizeFigures(
    int ImageSize, int Patches, SizeTime Glimpse, SizeTime Training, SizeTime Retina);

/// <summary>A median time, and the median ratio to the smallest images.</summary>
internal sealed record SizeTime(double Microseconds, double Ratio);

/// <summary>What an image costs the model and the paper's convolutional network, on one thread.</summary>
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
