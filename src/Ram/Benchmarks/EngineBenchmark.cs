using System.Diagnostics;
using Ram.Data;
using Ram.Experiments;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Benchmarks;

/// <summary>Measures the engine beside the machine's peak, in interleaved repetitions.</summary>
internal static class EngineBenchmark
{
    private const int Repetitions = 5, EvaluationImages = 10_000;

    public static EngineReport Run(LabelledImages images, string data, Action<string> progress)
    {
        using var run = new TrainingRun(new RamOptions(), images, new TrainingOptions());
        LabelledImages evaluated = images.Slice(0, Math.Min(EvaluationImages, images.Count));
        var peakOfOne = new Measurement(() => MachinePeak.Gflops(1));
        var peakOfAll = new Measurement(() => MachinePeak.Gflops(Environment.ProcessorCount));
        var training = new Measurement(run.Epoch);
        var evaluation = new Measurement(
            () => evaluated.Count / Stopclock.Seconds(() => Evaluation.Run(run.Model, evaluated)));
        var retina = new Measurement(new RetinaSpeed(run.Model.Retina, images).GlimpsesPerSecond);
        var latency = new Measurement(new Latency(run.Model, images).Milliseconds);
        Measurement.Interleave(Repetitions, progress, [peakOfOne, peakOfAll, training, evaluation, retina, latency]);
        var memory = new MemoryFigures(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6);
        (var others, var drawing) = OtherTrainings.Measure(images, Repetitions, progress);
        return new EngineReport(
            Machine.Current, data, Repetitions, new PeakFigures(peakOfOne.Median, peakOfAll.Median),
            run.Figures(training, peakOfAll), new EvaluationFigures(evaluation.Median),
            new RetinaFigures(retina.Median), new LatencyFigures(latency.Median), memory, others,
            drawing, MeasureCatch(progress));
    }

    private static CatchFigures MeasureCatch(Action<string> progress)
    {
        using var run = new CatchRun();
        var peak = new Measurement(() => MachinePeak.Gflops(Environment.ProcessorCount));
        var speed = new Measurement(run.FramesPerSecond);
        Measurement.Interleave(Repetitions, round => progress($"Catch, {round}"), [peak, speed]);
        return CatchRun.Figures(speed, peak);
    }
}

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

/// <summary>The retina alone on one thread: every image at a random location.</summary>
internal sealed class RetinaSpeed
{
    /// <summary>Tens of milliseconds.</summary>
    private const int Glimpses = 400_000;

    private readonly Retina _retina;
    private readonly ImageBatch _images;
    private readonly Matrix _locations;
    private readonly float[] _glimpse;

    public RetinaSpeed(Retina retina, LabelledImages images)
    {
        (_retina, _images) = (retina, images.Images);
        _glimpse = new float[retina.GlimpseSize];
        _locations = new Matrix(images.Count, 2);
        var stream = new RandomStream(1, StreamPurpose.FirstLocation);
        for (int row = 0; row < images.Count; row++)
            (_locations[row, 0], _locations[row, 1]) =
                ((float)stream.NextDouble(-1, 1), (float)stream.NextDouble(-1, 1));
    }

    public double GlimpsesPerSecond() => Glimpses / Stopclock.Seconds(() =>
    {
        for (int i = 0; i < Glimpses; i++)
            Look(i % _images.Count);
    });

    private void Look(int image)
    {
        ReadOnlySpan<float> location = _locations.Row(image);
        _retina.Glimpse(_images[image], _images.Height, _images.Width, location[0], location[1], _glimpse);
    }
}

/// <summary>The time that one image takes alone on one thread, all its glimpses, image after image.</summary>
internal sealed class Latency(RecurrentAttentionModel model, LabelledImages examples)
{
    private const int Images = 2_000;

    private readonly Workspace _workspace = new(model, rows: 1);

    /// <summary>The mean over some images.</summary>
    public double Milliseconds()
    {
        int images = Math.Min(Images, examples.Count);
        return 1e3 / images * Stopclock.Seconds(() =>
        {
            for (int image = 0; image < images; image++)
                Look(examples.Images, image);
        });
    }

    private void Look(ImageBatch images, int image)
    {
        _workspace.Locations.Row(0).Clear();
        model.Forward(_workspace, new ImageRows(
            images.Pixels, image * images.ImageSize, images.Channels, images.Height, images.Width));
    }
}

/// <summary>The digits that the engine is measured on.</summary>
internal static class BenchmarkDigits
{
    /// <summary>The images of a pass: the first 54,000 of MNIST's 60,000 published training images.</summary>
    public const int Count = 54_000;

    /// <summary>
    /// The first <see cref="Count"/> images of a task's training and validation together, or as many as there are.
    /// </summary>
    public static LabelledImages Of(DigitTask task)
    {
        IExamples train = task.Train;
        LabelledImages rest = task.Validation;
        int count = Math.Min(Count, train.Count + rest.Count);
        var images = new ImageBatch(count, train.Channels, train.Height, train.Width);
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
            labels[i] = (byte)(i < train.Count
                ? train.Draw(epoch: 0, i, images[i])
                : rest.Draw(epoch: 0, i - train.Count, images[i]));
        return new LabelledImages(images, labels, train.Classes);
    }
}
