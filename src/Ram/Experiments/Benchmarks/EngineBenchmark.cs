using System.Diagnostics;
using Ram.Data;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments.Benchmarks;

/// <summary>Measures the engine beside the machine's peak, in interleaved repetitions.</summary>
public static class EngineBenchmark
{
    private const int Repetitions = 5, EvaluationImages = 10_000;

    /// <summary>Measures; takes a minute or so.</summary>
    /// <param name="images">
    /// The 28x28 grey images to train on, <see cref="BenchmarkDigits.Count"/> of them for figures that compare.
    /// </param>
    /// <param name="data">What the images are, for the report.</param>
    /// <param name="progress">Told what is being measured.</param>
    /// <exception cref="ArgumentNullException">When an argument but <paramref name="progress"/> is null.</exception>
    public static EngineReport Run(LabelledImages images, string data, Action<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(data);
        progress ??= _ => { };
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
