using System.Diagnostics;
using Ram.Catch;
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
    private const int Repetitions = 5, EvaluationImages = 10_000, OtherImages = 6_400, LatencyImages = 2_000;
    private const int ThreadImages = 12_800;
    private const int MostDigits = 54_000; // of MNIST's 60,000 published training images
    private const int PapersBatch = 20, PapersShard = 10; // shards that occupy two threads
    private const int Glimpses = 400_000; // of the retina alone, tens of milliseconds
    private const int DrawingShard = 256; // so many images that threads hardly wait for the last one

    /// <summary>The whole engine, on the digits of <see cref="DigitsOf"/>.</summary>
    public static EngineReport Run(LabelledImages images, string data, Action<string> progress)
    {
        var model = new RecurrentAttentionModel(new RamOptions());
        using var run = TrainingRun.Of(model.Options, images, new TrainingOptions());
        LabelledImages evaluated = images.Slice(0, Math.Min(EvaluationImages, images.Count));
        var workspace = new Workspace(model, rows: 1);
        Random random = new(1);
        (float X, float Y)[] locations = [.. images.Labels.Select(
            _ => (2 * random.NextSingle() - 1, 2 * random.NextSingle() - 1))];
        var peakOfOne = new Measurement(() => MachinePeak.Gflops(1));
        Measurement peakOfAll = PeakOfAll();
        var evaluation = new Measurement(
            () => evaluated.Count / Measurement.Seconds(() => Evaluation.Run(model, evaluated)));
        var retina = new Measurement(() => GlimpsesPerSecond(model.Retina, images.Images, locations));
        var latency = new Measurement(() => Milliseconds(model, workspace, images.Images));
        Measurement.Interleave(Repetitions, progress, [peakOfOne, peakOfAll, run.Speed, evaluation, retina, latency]);
        var memory = new MemoryFigures(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6);
        (var others, var drawing, var games) = MeasureOthers(images, round => progress($"other trainings, {round}"));
        return new EngineReport(
            Machine.Current, data, Repetitions, new PeakFigures(peakOfOne.Median, peakOfAll.Median),
            run.Figures(peakOfAll), new EvaluationFigures(evaluation.Median), new RetinaFigures(retina.Median),
            new LatencyFigures(latency.Median), memory, others, drawing, games);
    }

    /// <summary>Training on 1, 2, 4, … threads, up to one a core.</summary>
    public static ThreadReport Threads(LabelledImages images, Action<string> progress)
    {
        LabelledImages trained = images.Slice(0, Math.Min(ThreadImages, images.Count));
        int[] threads = ThreadsUpTo(Environment.ProcessorCount);
        TrainingRun[] runs = [.. threads.Select(count => TrainingRun.Of(
            new RamOptions(), trained, new TrainingOptions { Threads = count }))];
        Measurement.Interleave(Repetitions, progress, [.. runs.Select(run => run.Speed)]);
        Array.ForEach(runs, run => run.Dispose());
        return new ThreadReport(Machine.Current, Repetitions, [.. threads.Zip(runs, (count, run) =>
            new ThreadFigures(count, run.Speed.Median, run.Speed.MedianRatioTo(runs[0].Speed)))]);
    }

    /// <summary>1, 2, 4, … and the number of cores itself; 1 and 2 in any case.</summary>
    internal static int[] ThreadsUpTo(int cores)
    {
        List<int> threads = [1, 2];
        while (2 * threads[^1] <= cores)
            threads.Add(2 * threads[^1]);
        return [.. threads.Append(Math.Max(cores, 2)).Distinct()];
    }

    /// <summary>The first 54,000 images of a task's training and validation, or as many as there are.</summary>
    public static LabelledImages DigitsOf(DigitTask task)
    {
        IExamples train = task.Train;
        LabelledImages rest = task.Validation;
        var images = new ImageBatch(
            Math.Min(MostDigits, train.Count + rest.Count), train.Channels, train.Height, train.Width);
        var labels = new byte[images.Count];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = (byte)(i < train.Count
                ? train.Draw(epoch: 0, i, images[i])
                : rest.Draw(epoch: 0, i - train.Count, images[i]));
        return new LabelledImages(images, labels, train.Classes);
    }

    /// <summary>The images per second of an epoch, made on the fly by as many threads as a training has.</summary>
    public static double DrawnPerSecond(IExamples examples, int epoch)
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
    private static (IReadOnlyList<OtherTrainingFigures>, IReadOnlyList<DrawingFigures>, CatchFigures) MeasureOthers(
        LabelledImages digits, Action<string> progress)
    {
        LabelledImages some = digits.Slice(0, Math.Min(OtherImages, digits.Count));
        RamOptions three = new() { PatchSize = 12, Patches = 3, Glimpses = 8 }, four = three with { Patches = 4 };
        var papers = new TrainingOptions { Batch = PapersBatch, ShardRollouts = PapersShard };
        (string Name, RamOptions Options, LabelledImages Images, TrainingOptions Training)[] others =
        [
            ("batch 20", new RamOptions(), some, papers),
            ("12x12 at 3 scales", three, RandomImages.Draw(some.Count, 60), new TrainingOptions()),
            ("12x12 at 4 scales", four, RandomImages.Draw(some.Count, 100), new TrainingOptions()),
        ];
        TrainingRun[] runs =
        [
            .. others.Select(other => TrainingRun.Of(other.Options, other.Images, other.Training)),
            TrainingRun.OfCatch(),
        ];
        (string Task, Measurement Speed, TrainingRun Training)[] drawing =
        [
            ("cluttered-60", Drawing(new ClutteredDigits(digits, digits, 60, 60, 4, 1)), runs[1]),
            ("cluttered-60, bent",
                Drawing(new ClutteredDigits(new DistortedImages(digits, 1), digits, 60, 60, 4, 1)), runs[1]),
            ("cluttered-100", Drawing(new ClutteredDigits(digits, digits, 100, 100, 8, 1)), runs[2]),
        ];
        Measurement peak = PeakOfAll();
        Measurement.Interleave(
            Repetitions, progress, [peak, .. runs.Select(run => run.Speed), .. drawing.Select(drawn => drawn.Speed)]);
        Array.ForEach(runs, run => run.Dispose());
        TrainingFigures games = runs[^1].Figures(peak);
        return (
            [.. others.Zip(runs, (other, run) => new OtherTrainingFigures(
                other.Name, other.Images.Width, other.Options.PatchSize, other.Options.Patches, other.Options.Glimpses,
                other.Training.Batch, run.Figures(peak)))],
            [.. drawing.Select(drawn => new DrawingFigures(
                drawn.Task, drawn.Speed.Median, drawn.Speed.MedianRatioTo(drawn.Training.Speed)))],
            new CatchFigures(
                CatchRecipe.Training.Batch, games.MegaflopsPerImage, games.ImagesPerSecond, games.Gflops,
                games.FractionOfPeak));
    }

    private static Measurement PeakOfAll() => new(() => MachinePeak.Gflops(Environment.ProcessorCount));

    private static Measurement Drawing(IExamples examples)
    {
        int epoch = 0;
        return new Measurement(() => DrawnPerSecond(examples, epoch++));
    }

    // The retina alone on one thread: every image at its location, again and again.
    private static double GlimpsesPerSecond(Retina retina, ImageBatch images, (float X, float Y)[] locations)
    {
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
    private static double Milliseconds(RecurrentAttentionModel model, Workspace workspace, ImageBatch images)
    {
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

/// <summary>A training that is measured a turn at a time: an epoch, or some updates of Catch.</summary>
/// <param name="turns">The training.</param>
/// <param name="images">The images of a turn; frames of Catch.</param>
/// <param name="megaflops">What an image costs in training, 10⁶ operations.</param>
internal sealed class TrainingRun(IEnumerator<EpochLog> turns, int images, double megaflops) : IDisposable
{
    private const int CatchUpdates = 24;

    /// <summary>The images per second of one more turn.</summary>
    public Measurement Speed => field ??= new Measurement(() => images / Measurement.Seconds(() => turns.MoveNext()));

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
        return new TrainingFigures(
            images, megaflops, Speed.Median, gigaflops * Speed.Median, gigaflops * Speed.MedianRatioTo(peak));
    }

    public void Dispose() => turns.Dispose();
}

/// <summary>
/// How fast the engine is, medians of interleaved repetitions. Training is that of 28x28 images, 8x8 patches,
/// 6 glimpses, batches of 128, one rollout an image, Adam; everything included.
/// </summary>
internal sealed record EngineReport(
    Machine Machine, string Data, int Repetitions, PeakFigures Peak, TrainingFigures Training,
    EvaluationFigures Evaluation, RetinaFigures Retina, LatencyFigures Latency, MemoryFigures Memory,
    IReadOnlyList<OtherTrainingFigures> Others, IReadOnlyList<DrawingFigures> Drawing, CatchFigures Catch);

/// <summary>GFLOP/s of fused multiply-adds, two operations each, at the widest vectors that the kernels use.</summary>
internal sealed record PeakFigures(double OneThread, double AllThreads);

/// <summary>Rollouts a second, and the share of the peak of all threads in the same repetition, as a median.</summary>
internal sealed record TrainingFigures(
    int Images, double MegaflopsPerImage, double ImagesPerSecond, double Gflops, double FractionOfPeak);

/// <summary>Deterministic rollouts a second on all cores.</summary>
internal sealed record EvaluationFigures(double ImagesPerSecond);

/// <summary>8x8 glimpses of 28x28 images at random locations, one thread.</summary>
internal sealed record RetinaFigures(double GlimpsesPerSecond);

/// <summary>All glimpses of one image, one thread.</summary>
internal sealed record LatencyFigures(double Milliseconds);

/// <summary>The largest working set until the end of the training, in 10⁶ bytes.</summary>
internal sealed record MemoryFigures(double PeakMegabytes);

/// <summary>The training of another model or batch.</summary>
internal sealed record OtherTrainingFigures(
    string Name, int ImageSize, int PatchSize, int Patches, int Glimpses, int Batch, TrainingFigures Training);

/// <summary>Images drawn on the fly on all cores, and the median ratio to the images that training takes.</summary>
internal sealed record DrawingFigures(string Task, double ImagesPerSecond, double RatioToTraining);

/// <summary>Training the paper's agent at the game of Catch, the playing included; a game has 24 frames.</summary>
internal sealed record CatchFigures(
    int Games, double MegaflopsPerFrame, double FramesPerSecond, double Gflops, double FractionOfPeak);

/// <summary>How training speeds up with threads: 28x28, 8x8, 6 glimpses, batches of 128.</summary>
internal sealed record ThreadReport(Machine Machine, int Repetitions, IReadOnlyList<ThreadFigures> Rows);

/// <summary>Rollouts a second on some threads, and the median ratio to one thread.</summary>
internal sealed record ThreadFigures(int Threads, double ImagesPerSecond, double SpeedUp);
