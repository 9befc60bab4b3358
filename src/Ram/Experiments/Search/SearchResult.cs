using Ram.Data;
using Ram.Files;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments.Search;

/// <summary>What came of a trial: one JSON file each. The test images have no part in it.</summary>
public sealed record SearchResult
{
    /// <summary>The number of the trial.</summary>
    public required int Trial { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>What was drawn, by the settings' names.</summary>
    public required IReadOnlyDictionary<string, double> Values { get; init; }

    /// <summary>The least validation error in percent; null where the training diverged.</summary>
    public required double? ValidationErrorPercent { get; init; }

    /// <summary>Why there is no error; null where there is one.</summary>
    public required string? Problem { get; init; }

    /// <summary>What the model is.</summary>
    public required RamOptions Model { get; init; }

    /// <summary>How it was trained.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>The epochs, one after the other.</summary>
    public required IReadOnlyList<EpochLog> LearningCurve { get; init; }

    /// <summary>The rollouts that it was trained on.</summary>
    public required long RolloutsUsed { get; init; }

    /// <summary>The wall time of the training in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The version of the library that computed it.</summary>
    public string Version { get; init; } = RunResult.CurrentVersion;

    /// <summary>The machine that it ran on.</summary>
    public required Machine Machine { get; init; }

    /// <summary>The result of a training that has ended.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="task">The task.</param>
    /// <param name="trainer">Its training.</param>
    /// <param name="problem">Why it diverged; null if it did not.</param>
    public static SearchResult Of(SearchTrial trial, DigitTask task, Trainer trainer, string? problem)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(trainer);
        (RamOptions model, TrainingOptions training) = trial.For(task);
        return new SearchResult
        {
            Trial = trial.Number,
            Task = task.Name,
            Values = trial.Values,
            ValidationErrorPercent = problem is null ? trainer.BestErrorPercent : null,
            Problem = problem,
            Model = model,
            Training = training,
            LearningCurve = trainer.Log,
            RolloutsUsed = trainer.Rollouts,
            Seconds = Math.Round(trainer.Seconds, 1),
            Machine = Machine.Current,
        };
    }

    /// <summary>Whether it is the result of a trial on a task.</summary>
    public bool IsOf(SearchTrial trial, DigitTask task)
    {
        ArgumentNullException.ThrowIfNull(trial);
        (RamOptions model, TrainingOptions training) = trial.For(task);
        return (Trial, Model, Training) == (trial.Number, model, training);
    }

    /// <summary>Writes the result, aside and renamed.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ResultJson.Write(this));

    /// <summary>Reads a result.</summary>
    /// <exception cref="RamException">When the file cannot be read or is no result of a trial.</exception>
    public static SearchResult Load(string path) => ResultJson.Read<SearchResult>(path, result =>
        result.ValidationErrorPercent is null == result.Problem is null ? "it has neither error nor problem, or both" : null);
}
