using Ram.Numerics;
using Ram.Training;

namespace Ram.Experiments.Search;

/// <summary>
/// A number of a recipe that random search draws, log-uniform between two ends around the recipe: its name on the command
/// line and in files, what a figure calls it, and the recipe with a value.
/// </summary>
internal sealed record SearchSetting(
    string Name, string Label, Func<Recipe, (double Low, double High)> Ends, Func<Recipe, double, Recipe> Apply)
{
    /// <summary>All settings. Their places are part of what a trial draws: new ones go to the end.</summary>
    public static IReadOnlyList<SearchSetting> All { get; } =
    [
        new("std", "Standard deviation of the location", _ => (0.02, 0.5),
            (recipe, value) => recipe with { Model = recipe.Model with { Std = value } }),
        new("rate", "First learning rate", recipe => (recipe.Training.Rate.Start / 10, recipe.Training.Rate.Start * 10),
            (recipe, value) => With(recipe, training => training with { Rate = training.Rate with { Start = value } })),
        new("reinforce", "Weight of REINFORCE", _ => (0.03, 10),
            (recipe, value) => With(
                recipe, training => training with { Loss = training.Loss with { ReinforceWeight = value } })),
        new("batch", "Images of an update", _ => (16, 512),
            (recipe, value) => With(recipe, training => training with { Batch = (int)value })) { IsWhole = true },
        new("rollouts", "Rollouts of an image", _ => (1, 16),
            (recipe, value) => With(recipe, training => training with { Rollouts = (int)value })) { IsWhole = true },
        new("unit-width", "Location of an action of 1", _ => (0.3, 3),
            (recipe, value) => recipe with { Model = recipe.Model with { UnitWidth = value } }),
        new("clip", "Largest norm of the gradient", _ => (0.3, 30),
            (recipe, value) => With(recipe, training => training with { ClipNorm = value })),
    ];

    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole { get; init; }

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

    private static Recipe With(Recipe recipe, Func<TrainingOptions, TrainingOptions> change) =>
        recipe with { Training = change(recipe.Training) };
}
