using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// What all trainings have in common: update after update, a line of the log now and then, checkpoints, and at the end
/// the weights that were best on validation.
/// </summary>
/// <typeparam name="TLog">A line of the log.</typeparam>
public abstract class TrainingLoop<TLog> : ITraining where TLog : class
{
    private readonly Classifier _model;
    private long _lastTick;

    private protected TrainingLoop(Classifier model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        Best = new Gradients(model.Parameters);
        KeepBest();
    }

    /// <inheritdoc/>
    public abstract long TotalUpdates { get; }

    /// <inheritdoc/>
    public long Updates => Progress.Updates;

    /// <summary>The wall time of the updates and validations done in seconds, over all parts of a training.</summary>
    public double Seconds => Progress.Seconds;

    /// <inheritdoc/>
    public Action? Updated { get; set; }

    /// <summary>What <see cref="Seconds"/> and the time from one checkpoint to the next are measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The weights that were best on validation so far.</summary>
    private protected Gradients Best { get; }

    /// <summary>The threads; 0 for one a core.</summary>
    private protected abstract int Threads { get; }

    private protected abstract ICheckpointState Progress { get; }

    /// <summary>Whether nothing is left to do.</summary>
    private protected virtual bool IsOver => Updates >= TotalUpdates;

    /// <summary>Trains, and gives the log a line at a time. At the end the model has its best weights.</summary>
    /// <param name="checkpoint">Where to write checkpoints; null for nowhere.</param>
    /// <param name="cancel">Stops after the update under way, having written the checkpoint.</param>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    /// <exception cref="RamException">When the training diverges or a checkpoint cannot be written.</exception>
    public IEnumerable<TLog> Run(CheckpointFile? checkpoint = null, CancellationToken cancel = default)
    {
        using var team = new Team(Threads == 0 ? Environment.ProcessorCount : Threads);
        long lastSave = _lastTick = Clock.GetTimestamp();
        while (!IsOver)
        {
            RunUpdate(team);
            TLog? line = LogLine(team);
            Tick();
            if (checkpoint is not null && (IsOver || Clock.GetElapsedTime(lastSave) >= checkpoint.Every))
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

    /// <inheritdoc/>
    public abstract void Save(string path);

    /// <inheritdoc/>
    public abstract void Restore(string path);

    /// <summary>Runs the next update.</summary>
    private protected abstract void RunUpdate(Team team);

    /// <summary>Validates and logs where this is due after the last update; else null.</summary>
    private protected abstract TLog? LogLine(Team team);

    private protected void KeepBest()
    {
        foreach (Parameter parameter in _model.Parameters)
            parameter.Value.Padded.CopyTo(Best[parameter].Padded);
    }

    private void RestoreBest()
    {
        foreach (Parameter parameter in _model.Parameters)
            Best[parameter].Padded.CopyTo(parameter.Value.Padded);
        _model.Pack();
    }

    private void Tick()
    {
        long now = Clock.GetTimestamp();
        Progress.Seconds += Clock.GetElapsedTime(_lastTick, now).TotalSeconds;
        _lastTick = now;
    }

    // After everything that the caller does with an update, so that whenever it cancels, all is saved.
    private void Cancel(CheckpointFile? checkpoint, CancellationToken cancel)
    {
        if (checkpoint is not null)
            Save(checkpoint.Path);
        throw new OperationCanceledException(cancel);
    }
}
