using Ram.Catch;
using Ram.Data;
using Ram.Experiments;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Benchmarks;

/// <summary>
/// The trainings that are measured beside the main one: the paper's batch, and the tasks with clutter beside the time
/// that it takes to draw their images.
/// </summary>
internal static class OtherTrainings
{
    private const int Images = 6_400, PapersBatch = 20, PapersShard = 10;

    public static (IReadOnlyList<OtherTrainingFigures> Others, IReadOnlyList<DrawingFigures> Drawing) Measure(
        LabelledImages digits, int repetitions, Action<string> progress)
    {
        int count = Math.Min(Images, digits.Count);
        using var batch = new OtherTraining(
            "batch 20", new RamOptions(), digits.Slice(0, count),
            new TrainingOptions { Batch = PapersBatch, ShardRollouts = PapersShard });
        using var three = new OtherTraining(
            "12x12 at 3 scales", new RamOptions { PatchSize = 12, Patches = 3, Glimpses = 8 },
            RandomImages.Draw(count, 60), new TrainingOptions());
        using var four = new OtherTraining(
            "12x12 at 4 scales", new RamOptions { PatchSize = 12, Patches = 4, Glimpses = 8 },
            RandomImages.Draw(count, 100), new TrainingOptions());
        OtherTraining[] trainings = [batch, three, four];
        Measurement small = Drawing(new ClutteredDigits(digits, digits, 60, 60, 4, 1));
        Measurement bent = Drawing(new ClutteredDigits(new DistortedImages(digits, 1), digits, 60, 60, 4, 1));
        Measurement large = Drawing(new ClutteredDigits(digits, digits, 100, 100, 8, 1));
        var peak = new Measurement(() => MachinePeak.Gflops(Environment.ProcessorCount));
        Measurement.Interleave(
            repetitions, round => progress($"other trainings, {round}"), [peak, .. trainings.Select(t => t.Speed), small, bent, large]);
        return (
            [.. trainings.Select(training => training.Figures(peak))],
            [
                new DrawingFigures("cluttered-60", small.Median, small.MedianRatioTo(three.Speed)),
                new DrawingFigures("cluttered-60, bent", bent.Median, bent.MedianRatioTo(three.Speed)),
                new DrawingFigures("cluttered-100", large.Median, large.MedianRatioTo(four.Speed)),
            ]);
    }

    private static Measurement Drawing(IExamples examples) => new(new DrawingSpeed(examples).ImagesPerSecond);

    private sealed class OtherTraining(string name, RamOptions options, LabelledImages images, TrainingOptions training)
        : IDisposable
    {
        private readonly TrainingRun _run = new(options, images, training);

        public Measurement Speed => field ??= new Measurement(_run.Epoch);

        public OtherTrainingFigures Figures(Measurement peak) => new(
            name, images.Width, options.PatchSize, options.Patches, options.Glimpses, training.Batch,
            _run.Figures(Speed, peak));

        public void Dispose() => _run.Dispose();
    }
}

/// <summary>Images made on the fly and not trained on, on as many threads as a training has.</summary>
internal sealed class DrawingSpeed(IExamples examples)
{
    /// <summary>So many images that threads hardly wait for the last one.</summary>
    private const int Shard = 256;

    private int _epoch;

    /// <summary>The images per second of one more epoch.</summary>
    public double ImagesPerSecond()
    {
        using var pool = new WorkerPool(Environment.ProcessorCount);
        int shards = (examples.Count + Shard - 1) / Shard, epoch = _epoch++;
        return examples.Count / Stopclock.Seconds(() => pool.Run(shards, (shard, _) => Draw(epoch, shard)));
    }

    private void Draw(int epoch, int shard)
    {
        Span<byte> image = new byte[examples.Channels * examples.Height * examples.Width];
        int end = Math.Min((shard + 1) * Shard, examples.Count);
        for (int index = shard * Shard; index < end; index++)
            examples.Draw(epoch, index, image);
    }
}

/// <summary>The training at the game of Catch that is measured: the paper's agent, some updates at a time.</summary>
internal sealed class CatchRun : IDisposable
{
    private const int UpdatesPerTurn = 24;

    private static readonly TrainingOptions _options = CatchRecipe.Training with { Updates = long.MaxValue };

    // Validation is no part of what is measured: one game of it is nothing beside the 1536 that are learned from.
    private readonly IEnumerator<EpochLog> _turns = new CatchTrainer(
        new RecurrentAttentionModel(CatchRecipe.Agent), _options, UpdatesPerTurn, validationGames: 1)
        .Run().GetEnumerator();

    /// <summary>The frames per second of some more updates.</summary>
    public double FramesPerSecond() =>
        UpdatesPerTurn * _options.Batch * CatchGame.Size / Stopclock.Seconds(() => _turns.MoveNext());

    /// <summary>The figures of what was measured.</summary>
    /// <param name="framesPerSecond">What <see cref="FramesPerSecond"/> gave.</param>
    /// <param name="peak">GFLOP/s of all threads in the same repetitions.</param>
    public static CatchFigures Figures(Measurement framesPerSecond, Measurement peak)
    {
        double megaflops = Math.Round(ForwardCost.TrainingMegaflops(CatchRecipe.Agent) / CatchGame.Size, 3);
        double gigaflops = 1e-3 * megaflops;
        return new CatchFigures(
            _options.Batch, megaflops, framesPerSecond.Median, gigaflops * framesPerSecond.Median,
            gigaflops * framesPerSecond.MedianRatioTo(peak));
    }

    public void Dispose() => _turns.Dispose();
}

/// <summary>Grey noise with random labels: speed does not depend on what there is to see.</summary>
internal static class RandomImages
{
    private const int Classes = 10;

    /// <summary>Images of <paramref name="size"/> pixels a side, <c>[count, 1, size, size]</c>.</summary>
    public static LabelledImages Draw(int count, int size)
    {
        var images = new ImageBatch(count, 1, size, size);
        new Random(size).NextBytes(images.Pixels);
        var labels = new byte[count];
        var stream = new RandomStream((ulong)size, StreamPurpose.Data);
        for (int i = 0; i < count; i++)
            labels[i] = (byte)stream.NextInt32(Classes);
        return new LabelledImages(images, labels, Classes);
    }
}
