using BenchmarkDotNet.Attributes;
using Ram.Data;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Benchmarks;

/// <summary>One update of the 28x28 model, 6 glimpses of 8x8, everything included: 7.425 MFLOP an image.</summary>
public class TrainingStepBenchmarks
{
    private readonly RecurrentAttentionModel _model = new(new RamOptions());
    private int[] _indices = [];
    private BatchUpdate _update = null!;
    private WorkerPool _pool = null!;
    private long _updates;

    /// <summary>The images of the update.</summary>
    [Params(20, 128)]
    public int Batch { get; set; }

    /// <summary>The threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes the images and the pool.</summary>
    [GlobalSetup]
    public void Setup()
    {
        DigitSets mnist = Mnist.Load();
        var digits = new DigitSets("digits", mnist.Train.Slice(0, Batch), mnist.Validation.Slice(0, 1), mnist.Test.Slice(0, 1));
        _indices = [.. Enumerable.Range(0, Batch)];
        _pool = new WorkerPool(Threads);
        _update = new BatchUpdate(
            _model, new TrainingOptions { Batch = Batch, ShardRollouts = Batch / 2 },
            count => new ImageShard(_model.NewPass(count), digits.Train, count, rolloutsPerImage: 1).Run);
    }

    /// <summary>Ends the pool.</summary>
    [GlobalCleanup]
    public void Cleanup() => _pool.Dispose();

    /// <summary>Draws, looks, learns.</summary>
    [Benchmark]
    public void Update() => _update.Run(_pool, epoch: 0, _updates++, _indices, rate: 1e-4);
}
