using Ram.Data;
using Ram.Training;

namespace Ram.Experiments.Search;

/// <summary>
/// Random search as in section 4 of the paper: settings drawn at random around a recipe, each tried by a short training
/// and judged on validation images alone.
/// </summary>
/// <param name="Task">The task.</param>
/// <param name="Around">The recipe whose settings are varied.</param>
/// <param name="Over">The settings that are drawn; the others stay the recipe's.</param>
/// <param name="Budget">The rollouts of a trial.</param>
/// <param name="Seed">The seed of the search, and of every training: trials differ by their settings alone.</param>
/// <example><code>
/// SearchSetting[] over = [SearchSetting.Find("std"), SearchSetting.Find("rate")];
/// var search = new RandomSearch("mnist", Recipe.Find("ours", "mnist"), over, Budget: 100_000);
/// Trainer trainer = search.Trial(number: 1).NewTrainer(DigitTask.Load("mnist"));
/// </code></example>
public sealed record RandomSearch(
    string Task, Recipe Around, IReadOnlyList<SearchSetting> Over, long Budget, ulong Seed = 1)
{
    /// <summary>A trial: a pure function of the search and of its number, from 1.</summary>
    /// <exception cref="RamException">When a setting makes no valid recipe.</exception>
    public SearchTrial Trial(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number);
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Recipe recipe = Around;
        foreach (SearchSetting setting in Over)
        {
            values[setting.Name] = setting.Draw(Around, Seed, number);
            recipe = setting.Apply(recipe, values[setting.Name]);
        }
        long updates = Math.Max(1, Budget / ((long)recipe.Training.Batch * recipe.Training.Rollouts));
        TrainingOptions training = recipe.Training with { Seed = Seed, Updates = updates };
        return new(number, values, recipe with { Model = recipe.Model.Validate(), Training = training.Validate() });
    }
}

/// <summary>One trial of a random search.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Values">What was drawn, by the settings' names.</param>
/// <param name="Recipe">The recipe with these values.</param>
public sealed record SearchTrial(int Number, IReadOnlyDictionary<string, double> Values, Recipe Recipe)
{
    /// <summary>The recipe as it is trained on a task: channels, classes and data are the task's.</summary>
    public Recipe For(DigitTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Recipe with
        {
            Model = Recipe.Model with { Channels = task.Train.Channels, Classes = task.Train.Classes },
            Training = Recipe.Training with { Data = task.Description },
        };
    }

    /// <summary>The training, not begun yet.</summary>
    /// <param name="task">The task.</param>
    /// <param name="threads">The threads, which do not change the result; 0 for one a core.</param>
    public Trainer NewTrainer(DigitTask task, int threads = 0)
    {
        Recipe recipe = For(task);
        return new Trainer(recipe.NewModel(), task.Train, task.Validation, recipe.Training with { Threads = threads });
    }
}

/// <summary>The trials of a search side by side.</summary>
/// <param name="Search">The search.</param>
/// <param name="Results">The trials that are done.</param>
public sealed record SearchReport(RandomSearch Search, IReadOnlyList<SearchResult> Results)
{
    /// <summary>The trials that have an error, the best first.</summary>
    public IReadOnlyList<SearchResult> Best { get; } =
    [
        .. Results.Where(result => result.ValidationErrorPercent is not null)
            .OrderBy(result => result.ValidationErrorPercent).ThenBy(result => result.Trial),
    ];
}
