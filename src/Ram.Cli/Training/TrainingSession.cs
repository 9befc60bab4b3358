using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Training;

/// <summary>A training from its first line on the screen to its files.</summary>
internal sealed class TrainingSession(Terminal terminal, TrainingPlan plan, TrainingData data)
{
    /// <summary>Trains, or goes on; writes the model and its result.</summary>
    /// <exception cref="RamException">When the training diverges or a file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">When it was stopped, after saying how to resume.</exception>
    public TrainedModel Run()
    {
        TrainingOptions training = plan.Recipe.Training with { Data = data.Description };
        Classifier model = NewModel();
        model.TrainedOn = data.Kept;
        var trainer = new Trainer(model, data.Train, data.Validation, training);
        using var safe = new SafeTraining(terminal, plan, trainer);
        safe.Begin();
        long resumedAt = trainer.Updates;
        safe.Run((checkpoint, stop) => trainer.Run(checkpoint, stop).Select(epoch => EpochLine.Of(epoch, trainer)));
        OutputFile.Save(plan.ModelPath, path => WeightFile.Save(model, path));
        if (trainer.Updates < trainer.TotalUpdates)
            terminal.Note($"Stopped early: {training.Patience} validations brought nothing better.");
        Evaluation? test = data.Test is { } images
            ? terminal.During("Testing", () => Test(model, images, training))
            : null;
        var result = new RunResult
        {
            Task = plan.Task,
            Data = data.Source,
            DataChecksum = data.Checksum,
            Command = $"ram {CommandLine.Join(plan.Arguments)}",
            Model = (model as RecurrentAttentionModel)?.Options,
            Network = plan.Network,
            Training = training,
            LearningCurve = trainer.Log,
            RolloutsUsed = trainer.Rollouts,
            TestImages = test?.Images ?? 0,
            TestErrors = test?.Errors ?? 0,
            Seconds = Math.Round(trainer.Seconds, 1),
            ResumedAtUpdate = resumedAt,
            Machine = Machine.Current,
        };
        OutputFile.Save(plan.ResultPath, result.Save);
        safe.End();
        return new TrainedModel(model, result);
    }

    private Classifier NewModel() => plan.Network is not null
        ? new FeedForwardNetwork(plan.Network, plan.Recipe.Training.Seed)
        : (plan.Recipe with { Model = Model }).NewModel();

    private RamOptions Model =>
        plan.Recipe.Model with { Channels = data.Train.Channels, Classes = data.Train.Classes };

    // A model that was trained at random glimpses has no policy to be tested.
    private static Evaluation Test(Classifier model, LabelledImages images, TrainingOptions training) =>
        training.RandomGlimpses && model is RecurrentAttentionModel blind
            ? Evaluation.RunRandomGlimpses(blind, images, threads: training.Threads)
            : Evaluation.Run(model, images, training.Threads);
}
