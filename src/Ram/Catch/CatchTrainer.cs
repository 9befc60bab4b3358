using System.Collections.Concurrent;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Catch;

/// <summary>
/// Trains an agent at the game of Catch from nothing but caught or missed, and keeps the weights that are best on
/// validation games.
/// </summary>
/// <example><code>
/// var agent = new RecurrentAttentionModel(CatchOptions.Agent);
/// var trainer = new CatchTrainer(agent, new CatchOptions { Frames = 2_000_000 });
/// foreach (CatchLog line in trainer.Run())
///     Console.WriteLine(line);
/// </code></example>
public sealed class CatchTrainer : TrainingLoop<CatchLog>
{
    private readonly CatchOptions _options;
    private readonly ParameterUpdate _update;
    private readonly Gradients[] _gradients;
    private readonly CatchTerms[] _terms;
    private readonly ConcurrentDictionary<(int Member, int Games), CatchShard> _shards = new();
    private CatchState _state = new();

    /// <summary>Prepares a training; nothing is computed yet.</summary>
    /// <param name="model">The agent, which is changed in place.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="RamException">When an option is out of range, or the model is no agent for this game.</exception>
    public CatchTrainer(RecurrentAttentionModel model, CatchOptions options)
        : base(model)
    {
        ArgumentNullException.ThrowIfNull(options);
        CatchEvaluation.CheckAgent(model);
        (Model, _options) = (model, options.Validate());
        if (options.FullView)
            FixGaze();
        _update = new ParameterUpdate(model, options.Optimizer, options.ClipNorm);
        int shards = (options.Games + options.ShardGames - 1) / options.ShardGames;
        _gradients = [.. Enumerable.Range(0, shards).Select(_ => new Gradients(model.Parameters))];
        _terms = new CatchTerms[shards];
    }

    /// <summary>The agent that is trained.</summary>
    public RecurrentAttentionModel Model { get; }

    /// <inheritdoc/>
    public override long TotalUpdates => _options.TotalUpdates;

    /// <summary>The frames done.</summary>
    public long Frames => Updates * _options.FramesPerUpdate;

    /// <summary>The validations done, those before a resumed checkpoint included.</summary>
    public IReadOnlyList<CatchLog> Log => _state.Log;

    /// <summary>The most validation games caught so far, in percent; null before the first validation.</summary>
    public double? BestCaughtPercent => _state.BestCaughtPercent;

    private protected override int Threads => _options.Threads;

    private protected override ICheckpointState Progress => _state;

    /// <inheritdoc/>
    public override void Save(string path) =>
        Checkpoint.Save(path, Model, Best, _update, _options with { Threads = 0 }, _state);

    /// <inheritdoc/>
    public override void Restore(string path) =>
        _state = Checkpoint.Load<CatchOptions, CatchState>(
            path, Model, Best, _update, _options with { Threads = 0 });

    private void FixGaze()
    {
        Model.Location.Linear.Weight.Value.Padded.Clear();
        Model.Location.Linear.Bias.Value.Padded.Clear();
        Model.Pack();
        KeepBest();
    }

    private protected override void RunUpdate(Team team)
    {
        double rate = _options.Rate.At(Updates, TotalUpdates, _options.ValidateEvery);
        Shards.Run(
            team, _gradients.Length, Updates, (shard, member) => _terms[shard] = RunShard(shard, member));
        _update.Apply(team, _gradients, _gradients.Length, rate, Updates + 1);
        CatchTerms sum = _state.Recent;
        foreach (CatchTerms terms in _terms)
            sum.Add(terms);
        _state.Recent = sum;
        _state.Updates++;
    }

    private CatchTerms RunShard(int shard, int member)
    {
        int first = shard * _options.ShardGames, count = Math.Min(_options.ShardGames, _options.Games - first);
        CatchShard runner =
            _shards.GetOrAdd((member, count), key => new CatchShard(Model, _options, key.Games));
        return runner.Run(Updates, first, _gradients[shard]);
    }

    private protected override CatchLog? LogLine(Team team) =>
        Updates % _options.ValidateEvery == 0 || Updates == TotalUpdates ? Validate(team) : null;

    private CatchLog Validate(Team team)
    {
        double caught = CatchEvaluation
            .Run(Model, _options.ValidationGames, _options.Seed, StreamPurpose.ValidationGame, team).CaughtPercent;
        bool best = caught > (BestCaughtPercent ?? -1);
        CatchTerms recent = _state.Recent;
        var line = new CatchLog(
            Updates, Frames, recent.Loss, 100.0 * recent.Caught / recent.Games,
            recent.Entropy / (recent.Games * CatchGame.Moves), caught,
            _options.Rate.At(Updates - 1, TotalUpdates, _options.ValidateEvery), best);
        _state.Recent = new CatchTerms();
        _state.Log.Add(line);
        if (best)
        {
            _state.BestCaughtPercent = caught;
            KeepBest();
        }
        return line;
    }
}
