using System.Collections.Concurrent;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// A few images or games that one thread takes through the whole model, forward and backward, on memory allocated once.
/// </summary>
internal interface IShard
{
    /// <summary>Draws them, looks at them and computes the gradients.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="indices">Their numbers within the epoch.</param>
    /// <param name="place">Which rollouts of the training these are.</param>
    /// <param name="gradients">Receives this shard's share of the update's gradients.</param>
    /// <returns>The sums of the loss over the shard's rollouts.</returns>
    LossTerms Run(int epoch, ReadOnlySpan<int> indices, RolloutPlace place, Gradients gradients);
}

/// <summary>One update of a model on a batch: the shards in parallel, then the parameters.</summary>
/// <param name="model">The model.</param>
/// <param name="options">How it is trained.</param>
/// <param name="newShard">Makes a shard for some images or games.</param>
internal sealed class BatchUpdate(Classifier model, TrainingOptions options, Func<int, IShard> newShard)
{
    private readonly int _itemsPerShard = Math.Max(1, options.ShardRollouts / options.Rollouts);
    private readonly ConcurrentDictionary<(int Worker, int Items), IShard> _shards = new();
    private readonly List<Gradients> _gradients = [];
    private LossTerms[] _terms = [];

    public ParameterUpdate Parameters { get; } = new(model, options.Optimizer, options.ClipNorm);

    /// <summary>Runs one update.</summary>
    /// <param name="pool">The threads to work on.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="update">The update, from 0.</param>
    /// <param name="indices">The images or games of the batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="RamException">When the training has diverged, naming the update.</exception>
    public LossTerms Run(WorkerPool pool, int epoch, long update, ReadOnlyMemory<int> indices, double rate)
    {
        int shards = (indices.Length + _itemsPerShard - 1) / _itemsPerShard;
        Reserve(shards);
        try
        {
            pool.Run(shards, (shard, worker) => _terms[shard] = RunShard(epoch, update, indices, shard, worker));
        }
        catch (RamException error)
        {
            throw ParameterUpdate.Failed(update + 1, error);
        }
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
        IShard runner = _shards.GetOrAdd((worker, own.Length), key => newShard(key.Items));
        var place = new RolloutPlace(update, start * options.Rollouts, indices.Length * options.Rollouts);
        return runner.Run(epoch, own, place, _gradients[shard]);
    }

    private void Reserve(int shards)
    {
        while (_gradients.Count < shards)
            _gradients.Add(new Gradients(model.Parameters));
        if (_terms.Length < shards)
            _terms = new LossTerms[shards];
    }
}
