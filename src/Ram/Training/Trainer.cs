using Ram.Data;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// Trains a model, epoch by epoch, and keeps the weights that are best on validation: a recurrent attention model by
/// the hybrid loss, a network without glimpses by cross-entropy.
/// </summary>
/// <example><code>
/// var trainer = new Trainer(model, mnist.Train, mnist.Validation, new TrainingOptions { Epochs = 5 });
/// foreach (EpochLog epoch in trainer.Run())
///     Console.WriteLine(epoch);
/// </code></example>
public sealed class Trainer : TrainingLoop<EpochLog>
{
    private readonly IExamples _examples;
    private readonly LabelledImages? _validation;
    private readonly TrainingOptions _options;
    private readonly BatchUpdate _batch;
    private readonly int[] _order;
    private TrainingState _state = new();
    private int _orderEpoch = -1;

    /// <summary>Prepares a training; nothing is computed yet.</summary>
    /// <param name="model">The model, which is changed in place.</param>
    /// <param name="examples">What to train on.</param>
    /// <param name="validation">What the best weights are chosen on; null to keep the last ones.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="RamException">When an option is out of range, or model and images do not fit.</exception>
    public Trainer(Classifier model, IExamples examples, LabelledImages? validation, TrainingOptions options)
        : base(model)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(options);
        CheckFit(model, examples);
        if (validation is not null)
            CheckFit(model, validation);
        (Model, _examples, _validation, _options) = (model, examples, validation, options.Validate());
        model.CheckRollouts(options.RolloutSettings);
        _batch = new BatchUpdate(model, examples, options);
        _order = new int[examples.Count];
    }

    /// <summary>The model that is trained.</summary>
    public Classifier Model { get; }

    /// <inheritdoc/>
    public override long TotalUpdates => _options.Updates ?? (long)_options.Epochs * UpdatesPerEpoch;

    /// <summary>The updates of an epoch.</summary>
    public int UpdatesPerEpoch => (_examples.Count + _options.Batch - 1) / _options.Batch;

    /// <summary>The rollouts done.</summary>
    public long Rollouts => _state.Rollouts;

    /// <summary>The epochs done, those before a resumed checkpoint included.</summary>
    public IReadOnlyList<EpochLog> Log => _state.Log;

    /// <summary>The least validation error so far, in percent; null before the first validation.</summary>
    public double? BestErrorPercent => _state.BestErrorPercent;

    private protected override int Threads => _options.Threads;

    private protected override ICheckpointState Progress => _state;

    private protected override bool IsOver => _state.Stopped || base.IsOver;

    /// <inheritdoc/>
    public override void Save(string path) =>
        Checkpoint.Save(path, Model, Best, _batch.Parameters, _options with { Threads = 0 }, _state);

    /// <inheritdoc/>
    public override void Restore(string path) =>
        _state = Checkpoint.Load<TrainingOptions, TrainingState>(
            path, Model, Best, _batch.Parameters, _options with { Threads = 0 });

    private static void CheckFit(Classifier model, IExamples examples)
    {
        model.CheckImages(examples.Channels, examples.Height, examples.Width);
        if (examples.Classes != model.Classes)
            throw new RamException(
                $"The data have {examples.Classes} classes; the model has {model.Classes} (option classes).");
    }

    private protected override void RunUpdate(Team team)
    {
        int epoch = (int)(_state.Updates / UpdatesPerEpoch), position = (int)(_state.Updates % UpdatesPerEpoch);
        Shuffle(epoch);
        int start = position * _options.Batch, count = Math.Min(_options.Batch, _examples.Count - start);
        double rate = _options.Rate.At(_state.Updates, TotalUpdates, UpdatesPerEpoch);
        Model.Explore(_options.ExplorationAt(_state.Updates, TotalUpdates));
        LossTerms terms = _batch.Run(team, epoch, _state.Updates, _order.AsMemory(start, count), rate);
        Model.Explore(1);
        LossTerms sum = _state.Epoch;
        sum.Add(terms);
        (_state.Epoch, _state.Rollouts) = (sum, _state.Rollouts + terms.Rollouts);
        _state.Updates++;
    }

    private protected override EpochLog? LogLine(Team team) =>
        _state.Updates % UpdatesPerEpoch == 0 || _state.Updates == TotalUpdates ? EndEpoch(team) : null;

    private EpochLog EndEpoch(Team team)
    {
        int epoch = (int)((_state.Updates + UpdatesPerEpoch - 1) / UpdatesPerEpoch);
        bool validate = epoch % _options.ValidateEvery == 0 || _state.Updates == TotalUpdates;
        double? error = validate && _validation is not null
            ? Evaluation.Run(Model, _validation, team, _options.RandomGlimpses).ErrorPercent
            : null;
        var log = new EpochLog(
            epoch, _state.Updates, _state.Rollouts, _state.Epoch.Loss,
            100.0 * _state.Epoch.Errors / _state.Epoch.Rollouts, _state.Epoch.Return / _state.Epoch.Rollouts,
            error, _options.Rate.At(_state.Updates - 1, TotalUpdates, UpdatesPerEpoch), Judge(error));
        _state.Epoch = new LossTerms();
        _state.Log.Add(log);
        return log;
    }

    private bool Judge(double? error)
    {
        if (_validation is null)
            KeepBest();
        if (error is not double measured)
            return false;
        if (measured < (_state.BestErrorPercent ?? double.PositiveInfinity))
        {
            (_state.BestErrorPercent, _state.SinceBest) = (measured, 0);
            KeepBest();
            return true;
        }
        _state.SinceBest++;
        _state.Stopped = _options.Patience > 0 && _state.SinceBest >= _options.Patience;
        return false;
    }

    // The order of an epoch is a function of seed and epoch alone, so a resumed training finds it again.
    private void Shuffle(int epoch)
    {
        if (_orderEpoch == epoch)
            return;
        var stream = new RandomStream(_options.Seed, StreamPurpose.Shuffling, epoch);
        for (int i = 0; i < _order.Length; i++)
        {
            int other = stream.NextInt32(i + 1);
            _order[i] = _order[other];
            _order[other] = i;
        }
        _orderEpoch = epoch;
    }
}
