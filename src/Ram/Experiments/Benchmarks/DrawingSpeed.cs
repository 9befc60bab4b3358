using Ram.Data;
using Ram.Numerics;

namespace Ram.Experiments.Benchmarks;

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
