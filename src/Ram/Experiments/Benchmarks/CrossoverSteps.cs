using Ram.Data;
using Ram.Experiments.Baselines;
using Ram.Model;

namespace Ram.Experiments.Benchmarks;

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
