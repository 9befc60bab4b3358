using System.Collections.Concurrent;
using Ram.Data;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>One update of a model on a batch: the shards in parallel, then the parameters.</summary>
internal sealed class BatchUpdate(Classifier model, IExamples examples, TrainingOptions options)
{
    private readonly int _imagesPerShard = Math.Max(1, options.ShardRollouts / options.Rollouts);
    private readonly ConcurrentDictionary<(int Member, int Images), Shard> _shards = new();
    private readonly List<Gradients> _gradients = [];
    private LossTerms[] _terms = [];

    public ParameterUpdate Parameters { get; } = new(model, options.Optimizer, options.ClipNorm);

    /// <summary>Runs one update.</summary>
    /// <param name="team">The threads to work on.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="update">The update, from 0.</param>
    /// <param name="indices">The examples of the batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="RamException">When the training has diverged, naming the update.</exception>
    public LossTerms Run(Team team, int epoch, long update, ReadOnlyMemory<int> indices, double rate)
    {
        int shards = (indices.Length + _imagesPerShard - 1) / _imagesPerShard;
        Reserve(shards);
        Shards.Run(
            team, shards, update,
            (shard, member) => _terms[shard] = RunShard(epoch, update, indices, shard, member));
        Parameters.Apply(team, _gradients, shards, rate, update + 1);
        var sum = new LossTerms();
        for (int shard = 0; shard < shards; shard++)
            sum.Add(_terms[shard]);
        return sum;
    }

    private LossTerms RunShard(int epoch, long update, ReadOnlyMemory<int> indices, int shard, int member)
    {
        int start = shard * _imagesPerShard;
        ReadOnlySpan<int> own = indices.Span.Slice(start, Math.Min(_imagesPerShard, indices.Length - start));
        Shard runner = _shards.GetOrAdd((member, own.Length), key => new Shard(model, examples, options, key.Images));
        return runner.Run(
            epoch, update, own, start * options.Rollouts, indices.Length * options.Rollouts, _gradients[shard]);
    }

    private void Reserve(int shards)
    {
        while (_gradients.Count < shards)
            _gradients.Add(new Gradients(model.Parameters));
        if (_terms.Length < shards)
            _terms = new LossTerms[shards];
    }
}
