namespace Ram.Cli.Training;

/// <summary>A training from its first line on the screen to its files.</summary>
internal static class TrainingSession
{
    private const int TestGames = 10_000;

    /// <summary>Trains a recipe's model or a network in its place; writes the model and its result.</summary>
    /// <exception cref="OperationCanceledException">When it was stopped, after saying how to resume.</exception>
    public static (Classifier Model, RunResult Result) Run(
        Terminal terminal, TrainingFiles files, Recipe recipe, TrainingData data, FeedForwardOptions? network = null)
    {
        TrainingOptions training = recipe.Training with { Data = data.Description };
        RamOptions options = recipe.Model with { Channels = data.Train.Channels, Classes = data.Train.Classes };
        Classifier model = network is not null
            ? network.NewNetwork(training.Seed)
            : (recipe with { Model = options }).NewModel();
        model.TrainedOn = data.Kept;
        var trainer = new Trainer(model, data.Train, data.Validation, training);
        RunResult result = Run(terminal, files, trainer, training, (data.Task, data.Source, data.Checksum), () =>
        {
            Evaluation? test = data.Test is null ? null : Test(model, data.Test, training);
            return (test?.Images ?? 0, test?.Errors ?? 0);
        }, network);
        return (model, result);
    }

    /// <summary>Trains an agent at the game of Catch; writes the agent and its result.</summary>
    public static RunResult RunCatch(
        Terminal terminal, TrainingFiles files, RamOptions options, TrainingOptions training)
    {
        var agent = new RecurrentAttentionModel(options, training.Seed);
        var trainer = new CatchTrainer(agent, training);
        training = training with { Data = trainer.DataName };
        return Run(terminal, files, trainer, training, (RunResult.CatchTask, trainer.DataName, ""), () =>
        {
            CatchEvaluation test = CatchEvaluation.Run(agent, TestGames, threads: training.Threads);
            return (test.Games, test.Games - test.Caught);
        });
    }

    private static RunResult Run(
        Terminal terminal, TrainingFiles files, TrainingLoop trainer, TrainingOptions training,
        (string Task, string Source, string Checksum) data, Func<(int Images, int Errors)> test,
        FeedForwardOptions? network = null)
    {
        using var safe = new SafeTraining(terminal, files, trainer);
        safe.Begin();
        long resumedAt = trainer.Updates;
        safe.Run();
        OutputFile.Save(files.ModelPath, path => WeightFile.Save(trainer.Model, path));
        (int images, int errors) = terminal.During("Testing", test);
        var result = new RunResult
        {
            Task = data.Task,
            Data = data.Source,
            DataChecksum = data.Checksum,
            Command = $"ram {CommandLine.Join(files.Arguments)}",
            Model = (trainer.Model as RecurrentAttentionModel)?.Options,
            Network = network,
            Training = training,
            LearningCurve = trainer.Log,
            RolloutsUsed = trainer.Rollouts,
            TestImages = images,
            TestErrors = errors,
            Seconds = Math.Round(trainer.Seconds, 1),
            ResumedAtUpdate = resumedAt,
        };
        OutputFile.Save(files.ResultPath, result.Save);
        safe.End();
        return result;
    }

    // A model that was trained at random glimpses has no policy to be tested.
    private static Evaluation Test(Classifier model, LabelledImages images, TrainingOptions training) =>
        training.RandomGlimpses && model is RecurrentAttentionModel blind
            ? Evaluation.RunRandomGlimpses(blind, images, threads: training.Threads)
            : Evaluation.Run(model, images, training.Threads);
}
