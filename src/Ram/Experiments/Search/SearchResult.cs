using Ram.Data;
using Ram.Files;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments.Search;

/// <summary>What came of a trial: one JSON file each. The test images have no part in it.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Task">The task.</param>
/// <param name="Values">What was drawn, by the settings' names.</param>
/// <param name="ValidationErrorPercent">The least validation error in percent; null if training diverged.</param>
/// <param name="Problem">Why there is no error; null where there is one.</param>
/// <param name="Model">What the model is.</param>
/// <param name="Training">How it was trained.</param>
/// <param name="LearningCurve">The epochs, one after the other.</param>
/// <param name="RolloutsUsed">The rollouts that it was trained on.</param>
/// <param name="Seconds">The wall time of the training in seconds.</param>
/// <param name="Version">The version of the library that computed it.</param>
/// <param name="Machine">The machine that it ran on.</param>
public sealed record SearchResult(
    int Trial, string Task, IReadOnlyDictionary<string, double> Values, double? ValidationErrorPercent, string? Problem,
    RamOptions Model, TrainingOptions Training, IReadOnlyList<EpochLog> LearningCurve, long RolloutsUsed,
    double Seconds, string Version, Machine Machine)
{
    /// <summary>The result of a training that has ended, or of one that diverged because of a problem.</summary>
    public static SearchResult Of(SearchTrial trial, DigitTask task, Trainer trainer, string? problem)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(trainer);
        (RamOptions model, TrainingOptions training) = trial.For(task);
        return new SearchResult(
            trial.Number, task.Name, trial.Values, problem is null ? trainer.BestErrorPercent : null, problem, model,
            training, trainer.Log, trainer.Rollouts, Math.Round(trainer.Seconds, 1), RunResult.CurrentVersion,
            Machine.Current);
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
