using System.Globalization;
using Ram.Catch;
using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Training;

/// <summary>Learning the game of Catch, from the first line on the screen to the files.</summary>
internal sealed class CatchSession(Terminal terminal, RamOptions agent, TrainingOptions training, TrainingFiles files)
{
    private const int TestGames = 10_000;

    /// <summary>Trains, or goes on; writes the agent and its result.</summary>
    /// <exception cref="RamException">When the training diverges or a file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">When it was stopped, after saying how to resume.</exception>
    public RunResult Run()
    {
        var model = new RecurrentAttentionModel(agent, training.Seed);
        var trainer = new CatchTrainer(model, training);
        using var safe = new SafeTraining(terminal, files, trainer);
        safe.Begin();
        long resumedAt = trainer.Updates;
        safe.Run((checkpoint, stop) => trainer.Run(checkpoint, stop).Select(Line));
        OutputFile.Save(files.ModelPath, path => WeightFile.Save(model, path));
        CatchEvaluation test = terminal.During(
            "Testing", () => CatchEvaluation.Run(model, TestGames, threads: training.Threads));
        var result = new RunResult
        {
            Task = RunResult.CatchTask,
            Data = trainer.DataName,
            DataChecksum = "",
            Command = $"ram {CommandLine.Join(files.Arguments)}",
            Model = agent,
            Training = training with { Data = trainer.DataName },
            LearningCurve = trainer.Log,
            RolloutsUsed = trainer.Rollouts,
            TestImages = test.Games,
            TestErrors = test.Games - test.Caught,
            Seconds = Math.Round(trainer.Seconds, 1),
            ResumedAtUpdate = resumedAt,
            Machine = Machine.Current,
        };
        OutputFile.Save(files.ResultPath, result.Save);
        safe.End();
        return result;
    }

    private static string Line(EpochLog line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.Rollouts * CatchGame.Size / 1e6,7:0.00} million frames  caught in training {100 - line.TrainErrorPercent,6:0.00}%  validation {100 - line.ValidationErrorPercent,6:0.00}%{(line.IsBest ? " (best)" : "")}");
}
