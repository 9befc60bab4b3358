using System.Diagnostics;
using Ram.Catch;
using Ram.Data;
using Ram.Experiments;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Benchmarks;

internal static class EngineBenchmark
{
    internal const int EngineRepetitions = 5;

    private const int EvaluationImages = 10_000, OtherImages = 6_400, LatencyImages = 2_000, ThreadImages = 12_800;
    private const int MostDigits = 54_000; // of MNIST's 60,000 published training images
    private const int Glimpses = 400_000; // of the retina alone, tens of milliseconds
    private const int DrawingShard = 256; // so many images that threads hardly wait for the last one

    /// <inheritdoc cref="Benchmark.Engine"/>
    public static BenchmarkReport Engine(DigitTask task, Action<string>? progress = null)
    {
        LabelledImages images = DigitsOf(task);
        var model = new RecurrentAttentionModel(new RamOptions());
        using var run = TrainingRun.Of(model.Options, images, new TrainingOptions());
        LabelledImages evaluated = First(images, EvaluationImages);
        Measurement peakOfOne = Peak(1), peakOfAll = Peak(Environment.ProcessorCount);
        var evaluation = new Measurement(
            () => evaluated.Count / Measurement.Seconds(() => Evaluation.Run(model, evaluated)));
        var retina = new Measurement(() => GlimpsesPerSecond(model.Retina, images.Images));
        var latency = new Measurement(() => Milliseconds(model, images.Images));
        Measurement.Interleave(EngineRepetitions, progress, [peakOfOne, peakOfAll, run, evaluation, retina, latency]);
        // macOS does not tell the peak.
        double megabytes = Math.Max(Process.GetCurrentProcess().PeakWorkingSet64, Environment.WorkingSet) / 1e6;
        (var others, var drawing, var games) = MeasureOthers(
            images, round => progress?.Invoke($"other trainings, {round}"));
        return new EngineFigures(
            peakOfOne.Median, peakOfAll.Median, run.Figures(peakOfAll), evaluation.Median, retina.Median,
            latency.Median, megabytes, others, drawing, games).Report(task.DataName);
    }

    /// <inheritdoc cref="Benchmark.Threads"/>
    public static BenchmarkReport Threads(DigitTask task, Action<string>? progress = null)
    {
        LabelledImages trained = First(DigitsOf(task), ThreadImages);
        int[] threads = ThreadsUpTo(Environment.ProcessorCount);
        TrainingRun[] runs = [.. threads.Select(count => TrainingRun.Of(
            new RamOptions(), trained, new TrainingOptions { Threads = count }))];
        Measurement.Interleave(EngineRepetitions, progress, runs);
        Array.ForEach(runs, run => run.Dispose());
        var rows = threads.Zip(runs, (count, run) => new
        {
            Threads = count,
            ImagesPerSecond = run.Median,
            SpeedUp = run.MedianRatioTo(runs[0]),
        });
        return Benchmark.Report(
            EngineRepetitions,
            $"""

            threads    images/s  speed-up
            {Benchmark.Lines(rows, row => $"{row.Threads,7}{row.ImagesPerSecond,12:N0}{row.SpeedUp,10:0.00}")}
            """,
            new { Machine = Machine.Current, Repetitions = EngineRepetitions, Rows = rows });
    }

    /// <summary>1, 2, 4, … and the number of cores itself; 1 and 2 in any case.</summary>
    internal static int[] ThreadsUpTo(int cores)
    {
        int most = Math.Max(cores, 2);
        return [.. Enumerable.Range(0, 31).Select(power => 1 << power).TakeWhile(count => count < most), most];
    }

    /// <summary>The first 54,000 images of a task's training and validation, or as many as there are.</summary>
    internal static LabelledImages DigitsOf(DigitTask task)
    {
        (IExamples train, LabelledImages rest) = (task.Train, task.Validation);
        var images = new ImageBatch(
            Math.Min(MostDigits, train.Count + rest.Count), train.Channels, train.Height, train.Width);
        return new LabelledImages(images, [.. Enumerable.Range(0, images.Count).Select(i => (byte)(i < train.Count
            ? train.Draw(epoch: 0, i, images[i]) : rest.Draw(epoch: 0, i - train.Count, images[i])))], train.Classes);
    }

    /// <summary>The images per second of an epoch, made on the fly by as many threads as a training has.</summary>
    internal static double DrawnPerSecond(IExamples examples, int epoch)
    {
        using var pool = new WorkerPool(Environment.ProcessorCount);
        int shards = (examples.Count + DrawingShard - 1) / DrawingShard;
        return examples.Count / Measurement.Seconds(() => pool.Run(shards, (shard, _) =>
        {
            Span<byte> image = new byte[examples.Channels * examples.Height * examples.Width];
            int end = Math.Min((shard + 1) * DrawingShard, examples.Count);
            for (int index = shard * DrawingShard; index < end; index++)
                examples.Draw(epoch, index, image);
        }));
    }

    // The paper's batch, the tasks with clutter beside the time that it takes to draw their images, and Catch.
    private static (OtherFigures[], DrawingFigures[], TrainingFigures) MeasureOthers(
        LabelledImages digits, Action<string> progress)
    {
        LabelledImages some = First(digits, OtherImages);
        RamOptions three = new() { PatchSize = 12, Patches = 3, Glimpses = 8 };
        TrainingRun[] runs =
        [
            // Shards of ten occupy two threads.
            TrainingRun.Of(new RamOptions(), some, new TrainingOptions { Batch = 20, ShardRollouts = 10 }),
            TrainingRun.Of(three, Benchmark.RandomImages(some.Count, 60), new TrainingOptions()),
            TrainingRun.Of(three with { Patches = 4 }, Benchmark.RandomImages(some.Count, 100), new TrainingOptions()),
            TrainingRun.OfCatch(),
        ];
        Measurement[] drawing =
        [
            Drawing(new ClutteredDigits(digits, digits, 60, 60, 4, 1)),
            Drawing(new ClutteredDigits(new DistortedImages(digits, 1), digits, 60, 60, 4, 1)),
            Drawing(new ClutteredDigits(digits, digits, 100, 100, 8, 1)),
        ];
        Measurement peak = Peak(Environment.ProcessorCount);
        Measurement.Interleave(EngineRepetitions, progress, [peak, .. runs, .. drawing]);
        Array.ForEach(runs, run => run.Dispose());
        DrawingFigures Drawn(string task, int index, int run) =>
            new(task, drawing[index].Median, drawing[index].MedianRatioTo(runs[run]));
        return (
            [
                new("batch 20", 28, 8, 1, 6, 20, runs[0].Figures(peak)),
                new("12x12 at 3 scales", 60, 12, 3, 8, 128, runs[1].Figures(peak)),
                new("12x12 at 4 scales", 100, 12, 4, 8, 128, runs[2].Figures(peak)),
            ],
            [Drawn("cluttered-60", 0, 1), Drawn("cluttered-60, bent", 1, 1), Drawn("cluttered-100", 2, 2)],
            runs[3].Figures(peak));
    }

    private static LabelledImages First(LabelledImages all, int most) => all.Slice(0, Math.Min(most, all.Count));

    private static Measurement Peak(int threads) => new(() => MachinePeak.Gflops(threads));

    private static Measurement Drawing(IExamples examples)
    {
        int epoch = 0;
        return new Measurement(() => DrawnPerSecond(examples, epoch++));
    }

    // The retina alone on one thread: every image at its location, again and again.
    private static double GlimpsesPerSecond(Retina retina, ImageBatch images)
    {
        Random random = new(1);
        (float X, float Y)[] locations = [.. Enumerable.Range(0, images.Count).Select(
            _ => (2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1))];
        var glimpse = new float[retina.GlimpseSize];
        return Glimpses / Measurement.Seconds(() =>
        {
            for (int i = 0; i < Glimpses; i++)
            {
                int image = i % images.Count;
                (float x, float y) = locations[image];
                retina.Glimpse(images[image], images.Height, images.Width, x, y, glimpse);
            }
        });
    }

    // The mean time that one image takes alone on one thread, all its glimpses, image after image.
    private static double Milliseconds(RecurrentAttentionModel model, ImageBatch images)
    {
        var workspace = new Workspace(model, rows: 1);
        int count = Math.Min(LatencyImages, images.Count);
        return 1e3 / count * Measurement.Seconds(() =>
        {
            for (int image = 0; image < count; image++)
            {
                workspace.Locations.Row(0).Clear();
                model.Forward(workspace, ImageRows.Of(images, image));
            }
        });
    }
}

/// <summary>Images per second of a training, a turn at a time: an epoch, or some updates of Catch.</summary>
internal sealed class TrainingRun(IEnumerator<EpochLog> turns, int images, double megaflops)
    : Measurement(() => images / Seconds(() => turns.MoveNext())), IDisposable
{
    private const int CatchUpdates = 24;

    public static TrainingRun Of(RamOptions options, IExamples examples, TrainingOptions training)
    {
        var model = new RecurrentAttentionModel(options);
        var trainer = new Trainer(model, examples, validation: null, training with { Epochs = int.MaxValue });
        return new TrainingRun(trainer.Run().GetEnumerator(), examples.Count, ForwardCost.TrainingMegaflops(options));
    }

    /// <summary>The paper's agent at the game of Catch, some updates at a time.</summary>
    public static TrainingRun OfCatch()
    {
        TrainingOptions training = CatchRecipe.Training with { Updates = long.MaxValue };
        // Validation is no part of what is measured: one game of it is nothing beside the 1536 that are learned from.
        var trainer = new CatchTrainer(
            new RecurrentAttentionModel(CatchRecipe.Agent), training, CatchUpdates, validationGames: 1);
        return new TrainingRun(
            trainer.Run().GetEnumerator(), CatchUpdates * training.Batch * CatchGame.Size,
            Math.Round(ForwardCost.TrainingMegaflops(CatchRecipe.Agent) / CatchGame.Size, 3));
    }

    /// <summary>The figures of the measured turns beside the peak of all threads in the same repetitions.</summary>
    public TrainingFigures Figures(Measurement peak)
    {
        double gigaflops = 1e-3 * megaflops;
        return new TrainingFigures(images, megaflops, Median, gigaflops * Median, gigaflops * MedianRatioTo(peak));
    }

    public void Dispose() => turns.Dispose();
}

/// <summary>Rollouts a second, and the share of the peak of all threads in the same repetition, as a median.</summary>
internal sealed record TrainingFigures(
    int Images, double MegaflopsPerImage, double ImagesPerSecond, double Gflops, double FractionOfPeak)
{
    public override string ToString() => Invariant($"{ImagesPerSecond,12:N0}{Gflops,10:N0}{FractionOfPeak,10:P1}");
}

/// <summary>The training of another model or batch.</summary>
internal sealed record OtherFigures(
    string Name, int ImageSize, int PatchSize, int Patches, int Glimpses, int Batch, TrainingFigures Training);

/// <summary>Images drawn on the fly on all cores, and the median ratio to the images that training takes.</summary>
internal sealed record DrawingFigures(string Task, double ImagesPerSecond, double RatioToTraining);

/// <summary>
/// How fast the engine is: GFLOP/s, a multiply-add being two operations; images, glimpses and frames of Catch a second;
/// the milliseconds of one image; the largest working set until then, 10⁶ bytes.
/// </summary>
internal sealed record EngineFigures(
    double PeakOfOne, double PeakOfAll, TrainingFigures Training, double Evaluation, double Retina, double Latency,
    double Megabytes, OtherFigures[] Others, DrawingFigures[] Drawing, TrainingFigures Catch)
{
    public BenchmarkReport Report(string data) => Benchmark.Report(
        EngineBenchmark.EngineRepetitions,
        Invariant($"""
            Training: {Training.Images:N0} images of {data}, 28x28, 8x8, 6 glimpses, batch 128, Adam.

            peak, one thread    {PeakOfOne,14:N0} GFLOP/s
            peak, all threads   {PeakOfAll,14:N0} GFLOP/s
            training            {Training.ImagesPerSecond,14:N0} images/s
                                {Training.Gflops,14:N0} GFLOP/s
                                {Training.FractionOfPeak,14:P1} of the peak
            evaluation          {Evaluation,14:N0} images/s
            retina, one thread  {Retina,14:N0} glimpses/s
            one image           {Latency,14:0.000} ms on one thread
            memory              {Megabytes,14:N0} MB

            other trainings          image  batch    images/s   GFLOP/s   of peak
            {Benchmark.Lines(Others, row =>
                $"{row.Name,-20}{$"{row.ImageSize}x{row.ImageSize}",10}{row.Batch,7}{row.Training}")}

            images on the fly         images/s  times training
            {Benchmark.Lines(Drawing, row => $"{row.Task,-20}{row.ImagesPerSecond,14:N0}{row.RatioToTraining,16:N0}")}

            game of Catch            frame  batch    frames/s   GFLOP/s   of peak
            6x6 at 3 scales          24x24{CatchRecipe.Training.Batch,7}{Catch}
            """),
        new
        {
            Machine = Machine.Current,
            Data = data,
            Repetitions = EngineBenchmark.EngineRepetitions,
            Peak = new { OneThread = PeakOfOne, AllThreads = PeakOfAll },
            Training,
            Evaluation = new { ImagesPerSecond = Evaluation },
            Retina = new { GlimpsesPerSecond = Retina },
            Latency = new { Milliseconds = Latency },
            Memory = new { PeakMegabytes = Megabytes },
            Others,
            Drawing,
            Catch = new
            {
                Games = CatchRecipe.Training.Batch,
                MegaflopsPerFrame = Catch.MegaflopsPerImage,
                FramesPerSecond = Catch.ImagesPerSecond,
                Catch.Gflops,
                Catch.FractionOfPeak,
            },
        });
}
