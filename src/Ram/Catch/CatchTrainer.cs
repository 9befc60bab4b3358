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
public sealed class CatchTrainer : ITraining
{
    private readonly CatchOptions _options;
    private readonly ParameterUpdate _update;
    private readonly Gradients _best;
    private readonly Gradients[] _gradients;
    private readonly CatchTerms[] _terms;
    private readonly ConcurrentDictionary<(int Member, int Games), CatchShard> _shards = new();
    private CatchState _state = new();
    private long _lastTick;

    /// <summary>Prepares a training; nothing is computed yet.</summary>
    /// <param name="model">The agent, which is changed in place.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="RamException">When an option is out of range, or the model is no agent for this game.</exception>
    public CatchTrainer(RecurrentAttentionModel model, CatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        CatchEvaluation.CheckAgent(model);
        (Model, _options) = (model, options.Validate());
        if (options.FullView)
            FixGaze(model);
        _update = new ParameterUpdate(model, options.Optimizer, options.ClipNorm);
        _best = new Gradients(model.Parameters);
        int shards = (options.Games + options.ShardGames - 1) / options.ShardGames;
        _gradients = [.. Enumerable.Range(0, shards).Select(_ => new Gradients(model.Parameters))];
        _terms = new CatchTerms[shards];
        KeepBest();
    }

    /// <summary>The agent that is trained.</summary>
    public RecurrentAttentionModel Model { get; }

    /// <summary>The updates of the whole training.</summary>
    public long TotalUpdates => _options.TotalUpdates;

    /// <summary>The updates done.</summary>
    public long Updates => _state.Updates;

    /// <summary>The frames done.</summary>
    public long Frames => Updates * _options.FramesPerUpdate;

    /// <summary>The wall time of the updates and validations done in seconds, over all parts of a training.</summary>
    public double Seconds => _state.Seconds;

    /// <summary>The validations done, those before a resumed checkpoint included.</summary>
    public IReadOnlyList<CatchLog> Log => _state.Log;

    /// <summary>The most validation games caught so far, in percent; null before the first validation.</summary>
    public double? BestCaughtPercent => _state.BestCaughtPercent;

    /// <summary>Called after each update, on the training's thread.</summary>
    public Action? Updated { get; set; }

    /// <summary>What <see cref="Seconds"/> and the time from one checkpoint to the next are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Trains, and gives the log a validation at a time. At the end the model has its best weights.</summary>
    /// <param name="checkpoint">Where to write checkpoints; null for nowhere.</param>
    /// <param name="cancel">Stops after the update under way, having written the checkpoint.</param>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    /// <exception cref="RamException">When the training diverges or a checkpoint cannot be written.</exception>
    public IEnumerable<CatchLog> Run(CheckpointFile? checkpoint = null, CancellationToken cancel = default)
    {
        using var team = new Team(_options.Threads == 0 ? Environment.ProcessorCount : _options.Threads);
        long lastSave = _lastTick = Clock.GetTimestamp();
        while (Updates < TotalUpdates)
        {
            RunUpdate(team);
            bool validates = Updates % _options.ValidateEvery == 0 || Updates == TotalUpdates;
            CatchLog? line = validates ? Validate(team) : null;
            Tick();
            if (checkpoint is not null
                && (Clock.GetElapsedTime(lastSave) >= checkpoint.Every || Updates == TotalUpdates))
            {
                Save(checkpoint.Path);
                lastSave = Clock.GetTimestamp();
            }
            Updated?.Invoke();
            if (line is not null)
                yield return line;
            if (cancel.IsCancellationRequested)
                Cancel(checkpoint, cancel);
        }
        RestoreBest();
    }

    /// <summary>Writes a checkpoint.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) =>
        Checkpoint.Save(path, Model, _best, _update, _options with { Threads = 0 }, _state);

    /// <summary>Goes on from a checkpoint of the same training.</summary>
    /// <exception cref="RamException">When the file is damaged, or of another training.</exception>
    public void Restore(string path) =>
        _state = Checkpoint.Load<CatchOptions, CatchState>(
            path, Model, _best, _update, _options with { Threads = 0 });

    private static void FixGaze(RecurrentAttentionModel model)
    {
        model.Location.Linear.Weight.Value.Padded.Clear();
        model.Location.Linear.Bias.Value.Padded.Clear();
        model.Pack();
    }

    private void Cancel(CheckpointFile? checkpoint, CancellationToken cancel)
    {
        if (checkpoint is not null)
            Save(checkpoint.Path);
        throw new OperationCanceledException(cancel);
    }

    private void Tick()
    {
        long now = Clock.GetTimestamp();
        _state.Seconds += Clock.GetElapsedTime(_lastTick, now).TotalSeconds;
        _lastTick = now;
    }

    private void RunUpdate(Team team)
    {
        double rate = _options.Rate.At(Updates, TotalUpdates, _options.ValidateEvery);
        try
        {
            team.Run(_gradients.Length, (shard, member) => _terms[shard] = RunShard(shard, member));
        }
        catch (RamException error)
        {
            throw new RamException($"Update {Updates + 1} failed: {error.Message} The last checkpoint is good.", error);
        }
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

    private void KeepBest()
    {
        foreach (Parameter parameter in Model.Parameters)
            parameter.Value.Padded.CopyTo(_best[parameter].Padded);
    }

    private void RestoreBest()
    {
        foreach (Parameter parameter in Model.Parameters)
            _best[parameter].Padded.CopyTo(parameter.Value.Padded);
        Model.Pack();
    }
}
