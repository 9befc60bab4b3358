using System.Collections.Concurrent;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// Draws a few images or games, by their numbers within the epoch, and takes them forward and backward on one thread:
/// the gradients receive the shard's share of the update's; returned are the sums of the loss.
/// </summary>
internal delegate LossTerms Shard(int epoch, ReadOnlySpan<int> indices, RolloutPlace place, Gradients gradients);

/// <summary>One update of a model on a batch: the shards in parallel, then the parameters.</summary>
internal sealed class BatchUpdate(Classifier model, TrainingOptions options, Func<int, Shard> newShard)
{
    private readonly int _itemsPerShard = Math.Max(1, options.ShardRollouts / options.Rollouts);
    private readonly ConcurrentDictionary<(int Worker, int Items), Shard> _shards = new();
    private readonly List<Gradients> _gradients = [];
    private LossTerms[] _terms = [];

    public ParameterUpdate Parameters { get; } = new(model, options.Optimizer, options.ClipNorm);

    /// <summary>Runs one update, from 0, on the images or games of a batch.</summary>
    /// <exception cref="RamException">When the training has diverged.</exception>
    public LossTerms Run(WorkerPool pool, int epoch, long update, ReadOnlyMemory<int> indices, double rate)
    {
        int shards = (indices.Length + _itemsPerShard - 1) / _itemsPerShard;
        Reserve(shards);
        pool.Run(shards, (shard, worker) => _terms[shard] = RunShard(epoch, update, indices, shard, worker));
        Parameters.Apply(pool, _gradients, shards, rate, update + 1);
        var sum = new LossTerms();
        for (int shard = 0; shard < shards; shard++)
            sum.Add(_terms[shard]);
        return sum;
    }

    private LossTerms RunShard(int epoch, long update, ReadOnlyMemory<int> indices, int shard, int worker)
    {
        int start = shard * _itemsPerShard;
        ReadOnlySpan<int> own = indices.Span.Slice(start, Math.Min(_itemsPerShard, indices.Length - start));
        Shard run = _shards.GetOrAdd((worker, own.Length), key => newShard(key.Items));
        var place = new RolloutPlace(update, start * options.Rollouts, indices.Length * options.Rollouts);
        return run(epoch, own, place, _gradients[shard]);
    }

    private void Reserve(int shards)
    {
        while (_gradients.Count < shards)
            _gradients.Add(new Gradients(model.Parameters));
        if (_terms.Length < shards)
            _terms = new LossTerms[shards];
    }
}
