using System.Globalization;
using Ram.Experiments.Benchmarks;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>One training of an experiment.</summary>
/// <param name="Experiment">What is trained.</param>
/// <param name="RecipeName">By which recipe: <c>ours</c> or <c>paper</c>.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Epochs">The epochs; null for as many as the recipe says.</param>
public sealed record ExperimentRun(
    Experiment Experiment, string RecipeName = ExperimentRun.OurRecipe, ulong Seed = ExperimentRun.FirstSeed,
    int? Epochs = null)
{
    /// <summary>The recipe of the results that stand in our column.</summary>
    internal const string OurRecipe = "ours";

    private const ulong FirstSeed = 1;

    /// <summary>The images of an epoch of every task.</summary>
    private const int EpochImages = 50_000;

    // What long trainings took on two cores with 512-bit vectors.
    private const double SecondsPerUpdate = 5e-4, GigaflopsPerSecond = 400;

    /// <summary>The recipes that a row can be trained by.</summary>
    public static IReadOnlyList<string> RecipeNames { get; } = [OurRecipe, "paper"];

    /// <summary>
    /// The name of the run's files: the experiment's, and what sets the run apart from that of the table.
    /// </summary>
    public string Name
    {
        get
        {
            string recipe = RecipeName == OurRecipe ? "" : $"-{RecipeName}";
            string seed = Seed == FirstSeed ? "" : string.Create(CultureInfo.InvariantCulture, $"-seed-{Seed}");
            return Experiment.Name + recipe + seed;
        }
    }

    /// <summary>Whether the weights are kept beside the result.</summary>
    public bool KeepsModel => Experiment.KeepsModel && Name == Experiment.Name;

    /// <summary>The model and how it is trained.</summary>
    /// <exception cref="RamException">When there is no such recipe.</exception>
    public Recipe Recipe
    {
        get
        {
            Recipe recipe = Experiment.By(RecipeName);
            TrainingOptions training = recipe.Training;
            return recipe with { Training = training with { Seed = Seed, Epochs = Epochs ?? training.Epochs } };
        }
    }

    /// <summary>The arguments of the command that gives the same result again.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "experiment", Experiment.Name,
        .. Seed == FirstSeed ? [] : Option("--seed", Seed),
        .. Epochs is int epochs ? Option("--epochs", epochs) : [],
        .. RecipeName == OurRecipe ? Array.Empty<string>() : ["--recipe", RecipeName],
    ];

    /// <summary>The rollouts of the whole training.</summary>
    public long Rollouts
    {
        get
        {
            TrainingOptions training = Recipe.Training;
            return (long)training.Epochs * EpochImages * training.Rollouts;
        }
    }

    /// <summary>About how many seconds the training takes on two cores, from the arithmetic that it takes.</summary>
    public double ExpectedSeconds
    {
        get
        {
            Recipe recipe = Recipe;
            double updates = (double)recipe.Training.Epochs * EpochImages / recipe.Training.Batch;
            double gigaflops = 6e-9 * Rollouts * (Experiment.Network is { } network
                ? ForwardCost.MultiplyAdds(network)
                : ForwardCost.MultiplyAdds(recipe.Model));
            return SecondsPerUpdate * updates + gigaflops / GigaflopsPerSecond;
        }
    }

    private static string[] Option<T>(string name, T value) where T : IFormattable =>
        [name, value.ToString(null, CultureInfo.InvariantCulture)];
}
