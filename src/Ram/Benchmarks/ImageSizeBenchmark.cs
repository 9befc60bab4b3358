using Ram.Data;
using Ram.Experiments;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Benchmarks;

/// <summary>Measures the paper's claim that the work of a glimpse does not depend on the size of the image.</summary>
internal static class ImageSizeBenchmark
{
    /// <summary>The sides of the images in pixels.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [28, 60, 100, 256, 512, 1024, 2048];

    /// <summary>The numbers of scales.</summary>
    public static IReadOnlyList<int> Scales { get; } = [1, 3];

    private const int Repetitions = 25;

    public static ImageSizeReport Run(Action<string> progress)
    {
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

/// <summary>
/// The steps of a model over images of one size, on one thread: always at fresh random locations, so that no pixel waits
/// in a cache.
/// </summary>
internal sealed class SizedSteps
{
    /// <summary>The images, each looked at by one rollout.</summary>
    public const int Rollouts = 64;

    /// <summary>The steps of one measurement, after one that does not count because others' data are in the caches.</summary>
    private const int Steps = 4;

    /// <summary>A policy that looks everywhere, an untrained mean being near the centre.</summary>
    private const double Std = 0.5;

    private static readonly int[] _all = [.. Enumerable.Range(0, Rollouts)];

    private readonly RecurrentAttentionModel _model;
    private readonly Workspace _workspace;
    private readonly BatchUpdate _batch;
    private readonly ImageRows _rows;
    private readonly WorkerPool _pool;
    private long _update;

    public SizedSteps(LabelledImages images, int patches, WorkerPool pool)
    {
        _model = new RecurrentAttentionModel(new RamOptions { Patches = patches, Std = Std });
        _workspace = new Workspace(_model, Rollouts);
        _batch = new BatchUpdate(
            _model, new TrainingOptions { Batch = Rollouts, ShardRollouts = Rollouts },
            count => new ImageShard(_model.NewPass(count), images, count, rolloutsPerImage: 1).Run);
        _rows = new ImageRows(images.Images.Pixels, 0, images.Channels, images.Height, images.Width);
        _pool = pool;
    }

    /// <summary>Microseconds of a glimpse: of a forward pass, divided by its glimpses.</summary>
    public double Glimpse() => Microseconds(() => _model.Forward(_workspace, _rows)) / _workspace.Steps;

    /// <summary>Microseconds of an update.</summary>
    public double Training() => Microseconds(() => _batch.Run(_pool, epoch: 0, _update, _all, rate: 1e-4));

    /// <summary>Microseconds of the retina alone at the first locations.</summary>
    public double Retina() => Microseconds(() => _model.Sense(_workspace, step: 0, _rows));

    private double Microseconds(Action step)
    {
        double seconds = 0;
        for (int i = 0; i <= Steps; i++)
        {
            _workspace.DrawRandomness(seed: 1, _update++, firstRollout: 0);
            double taken = Stopclock.Seconds(step);
            seconds += i == 0 ? 0 : taken;
        }
        return 1e6 * seconds / Steps;
    }
}
