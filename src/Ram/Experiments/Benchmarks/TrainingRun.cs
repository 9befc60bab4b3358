using Ram.Data;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments.Benchmarks;

/// <summary>A training that is measured an epoch at a time.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly IExamples _examples;
    private readonly IEnumerator<EpochLog> _epochs;

    /// <param name="options">The model.</param>
    /// <param name="examples">What it is trained on.</param>
    /// <param name="training">How; as many epochs as are asked for.</param>
    public TrainingRun(RamOptions options, IExamples examples, TrainingOptions training)
    {
        _examples = examples;
        Model = new RecurrentAttentionModel(options);
        var trainer = new Trainer(Model, examples, validation: null, training with { Epochs = int.MaxValue });
        _epochs = trainer.Run().GetEnumerator();
    }

    public RecurrentAttentionModel Model { get; }

    /// <summary>The images per second of one more pass over all images.</summary>
    public double Epoch() => _examples.Count / Stopclock.Seconds(() => _epochs.MoveNext());

    /// <summary>The figures of measured epochs.</summary>
    /// <param name="imagesPerSecond">What <see cref="Epoch"/> gave.</param>
    /// <param name="peak">GFLOP/s of all threads in the same repetitions.</param>
    public TrainingFigures Figures(Measurement imagesPerSecond, Measurement peak)
    {
        double megaflops = ForwardCost.TrainingMegaflops(Model.Options), gigaflops = 1e-3 * megaflops;
        return new TrainingFigures(
            _examples.Count, megaflops, imagesPerSecond.Median, gigaflops * imagesPerSecond.Median,
            gigaflops * imagesPerSecond.MedianRatioTo(peak));
    }

    public void Dispose() => _epochs.Dispose();
}
