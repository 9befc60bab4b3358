using System.Text.Json.Serialization;
using Ram.Data;
using Ram.Files;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Experiments.Search;

/// <summary>
/// Random search as in section 4 of the paper: settings drawn at random around a recipe, each tried by a short training
/// and judged on validation images alone.
/// </summary>
/// <param name="Task">The task.</param>
/// <param name="Around">The recipe whose settings are varied.</param>
/// <param name="Over">The settings that are drawn, of <see cref="Names"/>; the others stay the recipe's.</param>
/// <param name="Budget">The rollouts of a trial.</param>
/// <param name="Seed">The seed of the search, and of every training: trials differ by their settings alone.</param>
/// <example><code>
/// var search = new RandomSearch("mnist", Recipe.Find("ours", "mnist"), ["std", "rate"], Budget: 100_000);
/// DigitTask task = search.Around.Prepare(DigitTask.Load("mnist"));
/// Trainer trainer = search.Trial(1, task).NewTrainer(task);
/// </code></example>
public sealed record RandomSearch(string Task, Recipe Around, IReadOnlyList<string> Over, long Budget, ulong Seed = 1)
{
    /// <summary>The names of all settings.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. SearchSetting.All.Select(setting => setting.Name)];
    /// <summary>The settings that are drawn.</summary>
    internal IEnumerable<SearchSetting> Settings => Over.Select(SearchSetting.Find);

    /// <summary>A trial on a task, not trained yet: a pure function of the search and of its number, from 1.</summary>
    /// <exception cref="RamException">When there is no such setting, or settings make no valid recipe.</exception>
    public SearchTrial Trial(int number, DigitTask task)
    {
        (SortedDictionary<string, double> values, Recipe recipe) = Draw(number);
        return new SearchTrial(
            number, task.Name, values, null, null,
            recipe.Model with { Channels = task.Train.Channels, Classes = task.Train.Classes },
            recipe.Training with { Data = task.Description }, [], 0, 0, RunResult.CurrentVersion);
    }

    /// <summary>The trials that have an error, the best first.</summary>
    internal static IReadOnlyList<SearchTrial> Best(IEnumerable<SearchTrial> trials) =>
    [
        .. trials.Where(trial => trial.ValidationErrorPercent is not null)
            .OrderBy(trial => trial.ValidationErrorPercent).ThenBy(trial => trial.Number),
    ];

    /// <summary>What a trial draws, by the settings' names, and the recipe with these values.</summary>
    internal (SortedDictionary<string, double> Values, Recipe Recipe) Draw(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Recipe recipe = Around;
        foreach (SearchSetting setting in Settings)
        {
            values[setting.Name] = setting.Draw(Around, Seed, number);
            recipe = setting.Apply(recipe, values[setting.Name]);
        }
        long updates = Math.Max(1, Budget / ((long)recipe.Training.Batch * recipe.Training.Rollouts));
        TrainingOptions training = recipe.Training with { Seed = Seed, Updates = updates };
        return (values, recipe with { Model = recipe.Model.Validate(), Training = training.Validate() });
    }
}

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
    [JsonInclude, JsonRequired] internal Machine Machine { get; init; } = Machine.Current;

    /// <summary>The training, not begun yet.</summary>
    /// <param name="task">The task, as the recipe prepares it.</param>
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
    public bool IsLike(SearchTrial other) => (Number, Model, Training) == (other.Number, other.Model, other.Training);

    /// <summary>Writes the trial, aside and renamed.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ResultJson.Write(this) + "\n");

    /// <summary>Reads a trial that has been trained.</summary>
    /// <exception cref="RamException">When the file cannot be read or is no result of a trial.</exception>
    public static SearchTrial Load(string path) => ResultJson.Read<SearchTrial>(path, trial =>
    {
        trial.Model.Validate();
        return trial.ValidationErrorPercent is null == trial.Problem is null
            ? "it has neither error nor problem, or both" : null;
    });
}

/// <summary>A setting that random search draws, log-uniform between two ends around the recipe.</summary>
internal sealed record SearchSetting(
    string Name, string Label, Func<Recipe, (double Low, double High)> Ends, Func<Recipe, double, Recipe> Apply,
    bool IsWhole = false)
{
    /// <summary>All settings. Their places are part of what a trial draws: new ones go to the end.</summary>
    public static IReadOnlyList<SearchSetting> All { get; } =
    [
        new("std", "Standard deviation of the location", _ => (0.02, 0.5),
            (recipe, value) => recipe.WithModel(model => model with { Std = value })),
        new("rate", "First learning rate", recipe => (recipe.Training.Rate.Start / 10, recipe.Training.Rate.Start * 10),
            (recipe, value) => recipe.WithTraining(
                training => training with { Rate = training.Rate with { Start = value } })),
        new("reinforce", "Weight of REINFORCE", _ => (0.03, 10),
            (recipe, value) => recipe.WithLoss(loss => loss with { ReinforceWeight = value })),
        new("batch", "Images of an update", _ => (16, 512),
            (recipe, value) => recipe.WithTraining(training => training with { Batch = (int)value }), IsWhole: true),
        new("rollouts", "Rollouts of an image", _ => (1, 16),
            (recipe, value) => recipe.WithTraining(training => training with { Rollouts = (int)value }), IsWhole: true),
        new("unit-width", "Location of an action of 1", _ => (0.3, 3),
            (recipe, value) => recipe.WithModel(model => model with { UnitWidth = value })),
        new("clip", "Largest norm of the gradient", _ => (0.3, 30),
            (recipe, value) => recipe.WithTraining(training => training with { ClipNorm = value })),
    ];

    /// <summary>A setting by its name.</summary>
    /// <exception cref="RamException">When there is no such setting.</exception>
    public static SearchSetting Find(string name) => All.FirstOrDefault(setting => setting.Name == name)
        ?? throw Spelling.Unknown("setting", name, RandomSearch.Names);

    /// <summary>The value of a trial: a function of seed, number and setting, whatever else is searched over.</summary>
    public double Draw(Recipe recipe, ulong seed, int trial)
    {
        (double low, double high) = Ends(recipe);
        int place = All.TakeWhile(setting => setting.Name != Name).Count();
        double share = new RandomStream(seed, StreamPurpose.Search, trial, place).NextDouble();
        double value = low * Math.Pow(high / low, share);
        return IsWhole ? Math.Round(value) : value;
    }
}
