using Ram.Data;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Experiments.Benchmarks;

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
            count => new ImageShard(_model.NewPass(count), images, count, rolloutsPerImage: 1));
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
