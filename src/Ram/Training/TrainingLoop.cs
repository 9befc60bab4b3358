using System.Text.Json.Serialization;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// A training, of images or of games: update after update, a line of the log after each epoch, checkpoints, and at the
/// end the weights that were best on validation.
/// </summary>
public abstract class TrainingLoop
{
    private const string FirstAdvice =
        "It was the first update: most likely the weights that the model begins with amplify what it sees from glimpse "
        + "to glimpse. Take fewer glimpses or another start of the core (coreStart), or a lower learning rate.";
    private const string Advice = "Lower the learning rate or clip the gradient's norm; the last checkpoint, if there is one, is good.";

    private readonly BatchUpdate _batch;
    private readonly Gradients _best;
    private readonly Checkpoint _checkpoint;
    private readonly int[] _order;
    private TrainingState _state = new();
    private int _orderEpoch = -1;

    // The count is that of the images or games of an epoch.
    private protected TrainingLoop(Classifier model, TrainingOptions options, int count)
    {
        (Model, Options) = (model, options.Validate());
        _batch = new BatchUpdate(model, options, NewShard);
        _best = new Gradients(model.Parameters);
        _checkpoint = new Checkpoint(model, _best, _batch.Parameters, options with { Threads = 0 });
        _order = new int[count];
        KeepBest();
    }

    /// <summary>The model that is trained.</summary>
    public Classifier Model { get; }
    /// <summary>The updates of an epoch.</summary>
    public int UpdatesPerEpoch => (_order.Length + Options.Batch - 1) / Options.Batch;
    /// <summary>The updates of the whole training.</summary>
    public long TotalUpdates => Options.Updates ?? (long)Options.Epochs * UpdatesPerEpoch;
    /// <summary>The updates done.</summary>
    public long Updates => _state.Updates;
    /// <summary>The rollouts or games done.</summary>
    public long Rollouts => _state.Rollouts;
    /// <summary>The wall time of the updates and validations done in seconds, over all parts of a training.</summary>
    public double Seconds => _state.Seconds;
    /// <summary>The epochs done, those before a resumed checkpoint included.</summary>
    public IReadOnlyList<EpochLog> Log => _state.Log;
    /// <summary>The least validation error so far, in percent; null before the first validation.</summary>
    public double? BestErrorPercent => _state.BestErrorPercent;
    /// <summary>Whether it ended because validation had not improved for as long as the options allow.</summary>
    public bool StoppedEarly => _state.Stopped;
    /// <summary>Called after each update, on the training's thread.</summary>
    public Action? Updated { get; set; }
    /// <summary>What <see cref="Seconds"/> and the time from one checkpoint to the next are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private protected TrainingOptions Options { get; }

    private bool IsOver => _state.Stopped || Updates >= TotalUpdates;

    /// <summary>
    /// Trains, and gives the log a line at a time; at the end the model has its best weights. Checkpoints are written
    /// to a path, no more often than every so long. Cancelling stops after the update under way and its checkpoint.
    /// </summary>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    /// <exception cref="RamException">When the training diverges or a checkpoint cannot be written.</exception>
    public IEnumerable<EpochLog> Run(
        (string Path, TimeSpan Every)? checkpoint = null, CancellationToken cancel = default)
    {
        using var pool = new WorkerPool(Options.Threads);
        long lastSave = Clock.GetTimestamp();
        while (!IsOver)
        {
            long begun = Clock.GetTimestamp();
            EpochLog? line = Advance(pool);
            _state.Seconds += Clock.GetElapsedTime(begun).TotalSeconds;
            if (checkpoint is var (path, every) && (IsOver || Clock.GetElapsedTime(lastSave) >= every))
            {
                Save(path);
                lastSave = Clock.GetTimestamp();
            }
            Updated?.Invoke();
            if (line is not null)
                yield return line;
            // After everything that the caller does with an update, so that whenever it cancels, all is saved.
            if (cancel.IsCancellationRequested && checkpoint is not null)
                Save(checkpoint.Value.Path);
            cancel.ThrowIfCancellationRequested();
        }
        foreach (Parameter parameter in Model.Parameters)
            _best[parameter].Padded.CopyTo(parameter.Value.Padded);
        Model.Pack();
    }

    /// <summary>Writes a checkpoint.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => _checkpoint.Save(path, _state);

    /// <summary>Goes on from a checkpoint of the same training.</summary>
    /// <exception cref="RamException">When the file is damaged, or of another training.</exception>
    public void Restore(string path) => _state = _checkpoint.Load(path);

    /// <summary>Makes a shard for some images or games.</summary>
    private protected abstract Shard NewShard(int count);

    /// <summary>The error on validation in percent, or null where there is none.</summary>
    private protected abstract double? Validate(WorkerPool pool);

    /// <summary>Takes the weights as they are for the best.</summary>
    private protected void KeepBest()
    {
        foreach (Parameter parameter in Model.Parameters)
            parameter.Value.Padded.CopyTo(_best[parameter].Padded);
    }

    // One update, and at the end of an epoch its line of the log.
    private EpochLog? Advance(WorkerPool pool)
    {
        long update = Updates + 1;
        try
        {
            RunUpdate(pool);
            return Updates % UpdatesPerEpoch == 0 || Updates == TotalUpdates ? EndEpoch(pool) : null;
        }
        catch (RamException error)
        {
            throw new RamException(
                $"Update {update} failed: {error.Message} {(update == 1 ? FirstAdvice : Advice)}", error);
        }
    }

    private void RunUpdate(WorkerPool pool)
    {
        int epoch = (int)(Updates / UpdatesPerEpoch), start = (int)(Updates % UpdatesPerEpoch) * Options.Batch;
        int count = Math.Min(Options.Batch, _order.Length - start);
        Shuffle(epoch);
        double rate = Options.Rate.At(Updates, TotalUpdates, UpdatesPerEpoch);
        var attention = Model as RecurrentAttentionModel;
        attention?.ScaleStd(Options.StdAnnealingAt(Updates, TotalUpdates));
        try
        {
            LossTerms sum = _state.Epoch, terms = _batch.Run(pool, epoch, Updates, _order.AsMemory(start, count), rate);
            sum.Add(terms);
            (_state.Epoch, _state.Rollouts) = (sum, _state.Rollouts + terms.Rollouts);
            _state.Updates++;
        }
        finally
        {
            attention?.ScaleStd(1);
        }
    }

    // The order of an epoch is a function of seed and epoch alone, so a resumed training finds it again.
    private void Shuffle(int epoch)
    {
        if (_orderEpoch == epoch)
            return;
        var stream = new RandomStream(Options.Seed, StreamPurpose.Shuffling, epoch);
        for (int i = 0; i < _order.Length; i++)
        {
            int other = stream.NextInt32(i + 1);
            (_order[i], _order[other]) = (_order[other], i);
        }
        _orderEpoch = epoch;
    }

    private EpochLog EndEpoch(WorkerPool pool)
    {
        int epoch = (int)((Updates + UpdatesPerEpoch - 1) / UpdatesPerEpoch);
        bool validate = epoch % Options.ValidateEvery == 0 || Updates == TotalUpdates;
        double? error = validate ? Validate(pool) : null;
        LossTerms sum = _state.Epoch;
        var log = new EpochLog(
            epoch, Updates, Rollouts, sum.Loss, 100.0 * sum.Errors / sum.Rollouts, sum.Return / sum.Rollouts, error,
            Options.Rate.At(Updates - 1, TotalUpdates, UpdatesPerEpoch), Judge(error),
            sum.Entropy > 0 ? sum.Entropy / sum.Rollouts : null);
        _state.Epoch = new LossTerms();
        _state.Log.Add(log);
        return log;
    }

    // Whether the weights are the best so far, which are kept.
    private bool Judge(double? error)
    {
        bool isBest = error < (BestErrorPercent ?? double.PositiveInfinity);
        if (isBest)
        {
            (_state.BestErrorPercent, _state.SinceBest) = (error, 0);
            KeepBest();
        }
        else if (error is not null)
            _state.Stopped = ++_state.SinceBest >= Options.Patience && Options.Patience > 0;
        return isBest;
    }
}

/// <summary>How far a training has come: all that is not a tensor, as it stands in a checkpoint.</summary>
internal sealed class TrainingState
{
    public long Updates { get; set; }
    public long Rollouts { get; set; }
    public double Seconds { get; set; }

    /// <summary>The sums of the epoch that is under way.</summary>
    public LossTerms Epoch { get; set; }
    public double? BestErrorPercent { get; set; }

    /// <summary>The validations since the best one.</summary>
    public int SinceBest { get; set; }
    public bool Stopped { get; set; }
    public List<EpochLog> Log { get; set; } = [];

    /// <summary>Whether a training could have written it.</summary>
    [JsonIgnore]
    public bool IsSound => Updates >= 0 && Rollouts >= 0 && Seconds >= 0 && Log is not null && !Log.Contains(null!);
}

/// <summary>How a training stands after an epoch. At the game of Catch, an error is a ball that was missed.</summary>
/// <param name="Epoch">The epochs done.</param>
/// <param name="Updates">The updates done.</param>
/// <param name="Rollouts">The rollouts or games done.</param>
/// <param name="Loss">The mean loss of the epoch's rollouts.</param>
/// <param name="TrainErrorPercent">The wrong classes among the epoch's stochastic rollouts, in percent.</param>
/// <param name="MeanReturn">The mean return of the epoch's rollouts.</param>
/// <param name="ValidationErrorPercent">The error on validation, in percent; null where it was not measured.</param>
/// <param name="LearningRate">The learning rate of the epoch's last update.</param>
/// <param name="IsBest">Whether this is the best on validation so far.</param>
/// <param name="ActionEntropy">The mean entropy of the policy in the epoch's games, in nats; null without games.</param>
public sealed record EpochLog(
    int Epoch, long Updates, long Rollouts, double Loss, double TrainErrorPercent, double MeanReturn,
    double? ValidationErrorPercent, double LearningRate, bool IsBest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ActionEntropy = null)
{
    /// <summary>Loss and errors in one line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"epoch {Epoch}  loss {Loss,7:0.0000}  training error {TrainErrorPercent,6:0.00}%")
        + (ValidationErrorPercent is double error ? FormattableString.Invariant($"  validation error {error,6:0.00}%") : "")
        + (IsBest ? " (best)" : "");
}
