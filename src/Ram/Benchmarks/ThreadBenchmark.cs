using Ram.Data;
using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Benchmarks;

/// <summary>Measures training on 1, 2, 4, … threads, up to one a core.</summary>
internal static class ThreadBenchmark
{
    private const int Repetitions = 5, Images = 12_800;

    public static ThreadReport Run(LabelledImages images, Action<string> progress)
    {
        LabelledImages trained = images.Slice(0, Math.Min(Images, images.Count));
        int[] threads = ThreadsUpTo(Environment.ProcessorCount);
        TrainingRun[] runs = [.. threads.Select(count => TrainingRun.Of(
            new RecurrentAttentionModel(new RamOptions()), trained, new TrainingOptions { Threads = count }))];
        Measurement[] speeds = [.. runs.Select(run => run.Speed)];
        Measurement.Interleave(Repetitions, progress, speeds);
        foreach (TrainingRun run in runs)
            run.Dispose();
        return new ThreadReport(Machine.Current, Repetitions, [.. threads.Zip(speeds, (count, speed) =>
            new ThreadFigures(count, speed.Median, speed.MedianRatioTo(speeds[0])))]);
    }

    /// <summary>1, 2, 4, … and the number of cores itself; 1 and 2 in any case.</summary>
    internal static int[] ThreadsUpTo(int cores)
    {
        List<int> threads = [1, 2];
        while (2 * threads[^1] <= cores)
            threads.Add(2 * threads[^1]);
        if (cores > threads[^1])
            threads.Add(cores);
        return [.. threads];
    }
}

/// <summary>How training speeds up with threads: 28x28, 8x8, 6 glimpses, batches of 128.</summary>
internal sealed record ThreadReport(Machine Machine, int Repetitions, IReadOnlyList<ThreadFigures> Rows);

/// <summary>Rollouts a second on some threads, and the median ratio to one thread.</summary>
internal sealed record ThreadFigures(int Threads, double ImagesPerSecond, double SpeedUp);
