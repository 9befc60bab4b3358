using System.Text.Json.Serialization;
using Ram.Data;
using Ram.Files;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments.Search;

/// <summary>A trial and what came of it: one JSON file each. The test images have no part in it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Task">The task.</param>
/// <param name="Values">What was drawn, by the settings' names.</param>
/// <param name="ValidationErrorPercent">The least validation error in percent; null if training diverged.</param>
/// <param name="Problem">Why there is no error; null where there is one.</param>
/// <param name="Model">What the model is.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="LearningCurve">The epochs, one after the other.</param>
/// <param name="RolloutsUsed">The rollouts that it was trained on.</param>
/// <param name="Seconds">The wall time of the training in seconds.</param>
/// <param name="Version">The version of the library that computed it.</param>
public sealed record SearchTrial(
    [property: JsonPropertyName("trial")] int Number, string Task, IReadOnlyDictionary<string, double> Values,
    double? ValidationErrorPercent, string? Problem,
    RamOptions Model, TrainingOptions Training, IReadOnlyList<EpochLog> LearningCurve, long RolloutsUsed,
    double Seconds, string Version)
{
    [JsonInclude, JsonRequired]
    internal Machine Machine { get; init; } = Machine.Current;

    /// <summary>The training, not begun yet.</summary>
    /// <param name="task">The task.</param>
    /// <param name="threads">The threads, which do not change the result; 0 for one a core.</param>
    public Trainer NewTrainer(DigitTask task, int threads = 0)
    {
        var recipe = new Recipe(Model, Training with { Threads = threads });
        return new Trainer(recipe.NewModel(), task.Train, task.Validation, recipe.Training);
    }

    /// <summary>The trial with what came of a training that has ended, or that diverged because of a problem.</summary>
    public SearchTrial After(Trainer trainer, string? problem) => this with
    {
        ValidationErrorPercent = problem is null ? trainer.BestErrorPercent : null,
        Problem = problem,
        LearningCurve = trainer.Log,
        RolloutsUsed = trainer.Rollouts,
        Seconds = Math.Round(trainer.Seconds, 1),
    };

    /// <summary>Whether another is the same trial of the same search, whatever came of it.</summary>
    public bool IsLike(SearchTrial other) =>
        (Number, Model, Training) == (other.Number, other.Model, other.Training);

    /// <summary>Writes the trial, aside and renamed.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ResultJson.Write(this) + "\n");

    /// <summary>Reads a trial that has been trained.</summary>
    /// <exception cref="RamException">When the file cannot be read or is no result of a trial.</exception>
    public static SearchTrial Load(string path) => ResultJson.Read<SearchTrial>(path, trial =>
    {
        trial.Model.Validate();
        return trial.ValidationErrorPercent is null == trial.Problem is null
            ? "it has neither error nor problem, or both"
            : null;
    });
}
