using Ram.Data;
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
/// Trainer trainer = search.Trial(1, DigitTask.Load("mnist")).NewTrainer(DigitTask.Load("mnist"));
/// </code></example>
public sealed record RandomSearch(
    string Task, Recipe Around, IReadOnlyList<string> Over, long Budget, ulong Seed = 1)
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
