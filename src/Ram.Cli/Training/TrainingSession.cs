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
        DigitTask prepared = plan.Recipe.Prepare(data);
        TrainingOptions training = plan.Recipe.Training with { Data = prepared.Description };
        Classifier model = NewModel();
        var trainer = new Trainer(model, prepared.Train, prepared.Validation, training);
        using var safe = new SafeTraining(terminal, plan, trainer);
        safe.Begin();
        long resumedAt = trainer.Updates;
        safe.Run((checkpoint, stop) => trainer.Run(checkpoint, stop).Select(epoch => EpochLine.Of(epoch, trainer)));
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
}
