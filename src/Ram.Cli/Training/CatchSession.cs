using System.Globalization;
using Ram.Catch;
using Ram.Experiments;
using Ram.Model;

namespace Ram.Cli.Training;

/// <summary>Learning the game of Catch, from the first line on the screen to the files.</summary>
internal sealed class CatchSession(Terminal terminal, RamOptions agent, CatchOptions training, TrainingFiles files)
{
    private const int TestGames = 10_000;

    /// <summary>Trains, or goes on; writes the agent and its result.</summary>
    /// <exception cref="RamException">When the training diverges or a file cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">When it was stopped, after saying how to resume.</exception>
    public CatchResult Run()
    {
        var model = new RecurrentAttentionModel(agent, training.Seed);
        var trainer = new CatchTrainer(model, training);
        var safe = new SafeTraining(terminal, files, trainer);
        safe.Begin();
        long resumedAt = trainer.Updates;
        safe.Run((checkpoint, stop) => trainer.Run(checkpoint, stop).Select(Line));
        WeightFile.Save(model, files.ModelPath);
        CatchEvaluation test = terminal.During(
            "Testing", () => CatchEvaluation.Run(model, TestGames, threads: training.Threads));
        var result = new CatchResult
        {
            Command = $"ram {CommandLine.Join(files.Arguments)}",
            Model = agent,
            Training = training,
            LearningCurve = trainer.Log,
            FramesUsed = trainer.Frames,
            Games = test.Games,
            GamesSeed = CatchEvaluation.TestSeed,
            Caught = test.Caught,
            Seconds = Math.Round(trainer.Seconds, 1),
            ResumedAtUpdate = resumedAt,
            Machine = Machine.Current,
        };
        result.Save(files.ResultPath);
        safe.End();
        return result;
    }

    private static string Line(CatchLog line) => string.Create(CultureInfo.InvariantCulture,
        $"{line.Frames / 1e6,7:0.00} million frames  caught in training {line.TrainCaughtPercent,6:0.00}%  validation {line.ValidationCaughtPercent,6:0.00}%{(line.IsBest ? " (best)" : "")}");
}
