namespace Ram.Cli.Training;

/// <summary>
/// A training from its first line on the screen to its files, model and result. One that is stopped says how to resume
/// and throws <see cref="OperationCanceledException"/>.
/// </summary>
internal static class TrainingSession
{
    private const int TestGames = 10_000;

    /// <summary>Trains a recipe's model, or a network in its place.</summary>
    public static (Classifier Model, RunResult Result) Run(
        Terminal terminal, TrainingFiles files, Recipe recipe, TrainingData data, FeedForwardOptions? network = null)
    {
        TrainingOptions training = recipe.Training with { Data = data.Description };
        RamOptions options = recipe.Model with { Channels = data.Train.Channels, Classes = data.Train.Classes };
        Classifier model = network is not null
            ? new FeedForwardNetwork(network, training.Seed)
            : (recipe with { Model = options }).NewModel();
        model.TrainedOn = data.Kept;
        var trainer = new Trainer(model, data.Train, data.Validation, training);
        return (model, Run(terminal, files, trainer, training, data.Task, data.Source, () =>
        {
            // A model that was trained at random glimpses has no policy to be tested.
            Evaluation? test = data.Test is null ? null
                : training.RandomGlimpses && model is RecurrentAttentionModel blind
                    ? Evaluation.RunRandomGlimpses(blind, data.Test, threads: training.Threads)
                : Evaluation.Run(model, data.Test, training.Threads);
            return (test?.Images ?? 0, test?.Errors ?? 0);
        }));
    }

    /// <summary>Trains an agent at the game of Catch.</summary>
    public static RunResult RunCatch(
        Terminal terminal, TrainingFiles files, RamOptions options, TrainingOptions training)
    {
        var agent = new RecurrentAttentionModel(options, training.Seed);
        var trainer = new CatchTrainer(agent, training);
        training = training with { Data = trainer.DataName };
        return Run(terminal, files, trainer, training, RunResult.CatchTask, (trainer.DataName, ""), () =>
        {
            CatchEvaluation test = CatchEvaluation.Run(agent, TestGames, threads: training.Threads);
            return (test.Games, test.Games - test.Caught);
        });
    }

    private static RunResult Run(
        Terminal terminal, TrainingFiles files, TrainingLoop trainer, TrainingOptions training, string task,
        (string Name, string Checksum) source, Func<(int Images, int Errors)> test)
    {
        using var safe = new SafeTraining(terminal, files, trainer);
        safe.Begin();
        long resumedAt = trainer.Updates;
        safe.Run();
        OutputFile.Save(files.ModelPath, path => WeightFile.Save(trainer.Model, path));
        (int images, int errors) = terminal.During("Testing", test);
        var result = new RunResult
        {
            Task = task,
            Data = source.Name,
            DataChecksum = source.Checksum,
            Command = $"ram {CommandLine.Join(files.Arguments)}",
            Model = (trainer.Model as RecurrentAttentionModel)?.Options,
            Network = (trainer.Model as FeedForwardNetwork)?.Options,
            Training = training,
            LearningCurve = trainer.Log,
            RolloutsUsed = trainer.Rollouts,
            TestImages = images,
            TestErrors = errors,
            Seconds = Math.Round(trainer.Seconds, 1),
            ResumedAtUpdate = resumedAt,
            Machine = Machine.Current,
        };
        OutputFile.Save(files.ResultPath, result.Save);
        safe.End();
        return result;
    }
}
