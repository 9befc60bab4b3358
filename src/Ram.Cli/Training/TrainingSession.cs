using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Training;

/// <summary>A training from its first line on the screen to its files.</summary>
internal sealed class TrainingSession(Terminal terminal, TrainingPlan plan, DigitTask data)
{
    /// <summary>Trains, or goes on; writes the model and its result.</summary>
    /// <exception cref="RamException">When the training diverges or a file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">When it was stopped, after saying how to resume.</exception>
    public TrainedModel Run()
    {
        TrainingOptions training = plan.Recipe.Training with { Data = data.Description };
        Classifier model = NewModel();
        var trainer = new Trainer(model, data.Train, data.Validation, training);
        Begin(trainer);
        long resumedAt = trainer.Updates;
        Train(trainer);
        WeightFile.Save(model, plan.ModelPath);
        Evaluation test = terminal.During("Testing", () => Test(model, training));
        var result = new RunResult
        {
            Task = plan.Task,
            Data = data.DataName,
            DataChecksum = data.DataChecksum,
            Command = $"ram {CommandLine.Join(plan.Arguments)}",
            Model = (model as RecurrentAttentionModel)?.Options,
            Network = plan.Network,
            Training = training,
            LearningCurve = trainer.Log,
            RolloutsUsed = trainer.Rollouts,
            TestImages = test.Images,
            TestErrors = test.Errors,
            Seconds = Math.Round(trainer.Seconds, 1),
            ResumedAtUpdate = resumedAt,
            Machine = Machine.Current,
        };
        result.Save(plan.ResultPath);
        return new TrainedModel(model, result);
    }

    private Classifier NewModel() => plan.Network is not null
        ? new FeedForwardNetwork(plan.Network, plan.Recipe.Training.Seed)
        : (plan.Recipe with { Model = Model }).NewModel();

    private RamOptions Model =>
        plan.Recipe.Model with { Channels = data.Test.Channels, Classes = data.Test.Classes };

    // A model that was trained at random glimpses has no policy to be tested.
    private Evaluation Test(Classifier model, TrainingOptions training) =>
        training.RandomGlimpses && model is RecurrentAttentionModel blind
            ? Evaluation.RunRandomGlimpses(blind, data.Test, threads: training.Threads)
            : Evaluation.Run(model, data.Test, training.Threads);

    private void Begin(Trainer trainer)
    {
        foreach (string path in new[] { plan.ModelPath, plan.ResultPath, plan.StopPath })
            OutputFile.Check(path);
        if (plan.Resume)
        {
            if (!File.Exists(plan.StopPath))
                throw new RamException(
                    $"Cannot resume from {plan.StopPath}: it does not exist; leave --resume out to begin anew.");
            trainer.Restore(plan.StopPath);
            terminal.Note($"Going on from {plan.StopPath}, update {trainer.Updates} of {trainer.TotalUpdates}.");
            return;
        }
        if (plan.CheckpointPath is null)
            return;
        KeepPrevious(plan.CheckpointPath);
        trainer.Save(plan.CheckpointPath);
    }

    private void Train(Trainer trainer)
    {
        using var stop = new StopSignal();
        CheckpointFile? checkpoint = plan.CheckpointPath is string path ? new(path, plan.CheckpointEvery) : null;
        try
        {
            TrainingDisplay.Show(terminal, trainer, trainer.Run(checkpoint, stop.Token));
        }
        catch (OperationCanceledException)
        {
            if (checkpoint is null)
            {
                KeepPrevious(plan.StopPath);
                trainer.Save(plan.StopPath);
            }
            terminal.Note($"Stopped after update {trainer.Updates} of {trainer.TotalUpdates}; saved {plan.StopPath}. To go on:");
            terminal.Note($"  {plan.ResumeCommand}");
            throw;
        }
    }

    // A checkpoint may be hours of work: one that is in the way is renamed, never overwritten by another training.
    private void KeepPrevious(string path)
    {
        if (!File.Exists(path))
            return;
        File.Move(path, path + ".previous", overwrite: true);
        terminal.Note($"{path} was there already; it is now {path}.previous. (To go on from it, add --resume.)");
    }
}
