using Ram.Data;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Experiments;

/// <summary>A row of the paper's tables that can be trained here: a task and what looks at it.</summary>
/// <param name="Name">The row's name, which its files bear too.</param>
/// <param name="Task">The task, as in <see cref="DigitTask.Names"/>.</param>
/// <param name="Glimpses">The glimpses of a rollout; 0 for a network that sees the whole image.</param>
/// <param name="Network">The network that sees the whole image; null for a recurrent attention model.</param>
/// <param name="RandomGlimpses">Whether the glimpses are at random places, in training and in the test.</param>
/// <param name="Core">The recurrence of the core network.</param>
/// <param name="Epochs">The epochs of our recipe in this row, where they are not the recipe's own.</param>
/// <param name="Change">What else the row changes in the recipe; null for nothing.</param>
/// <param name="KeepsModel">Whether the weights are kept beside the result, for anybody to evaluate.</param>
/// <example><code>
/// Recipe recipe = Experiment.Find("mnist-6").By("sprint");
/// RecurrentAttentionModel model = recipe.NewModel();
/// </code></example>
public sealed record Experiment(
    string Name, string Task, int Glimpses = 0, FeedForwardOptions? Network = null, bool RandomGlimpses = false,
    CoreKind Core = CoreKind.Rectifier, int? Epochs = null, Func<Recipe, Recipe>? Change = null,
    bool KeepsModel = false)
{
    /// <summary>All experiments, table by table.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
        [.. PaperTable.All.Concat(PaperTable.Ablations).SelectMany(table => table.Rows).Select(row => row.Experiment)];

    /// <summary>An experiment by its name.</summary>
    /// <exception cref="RamException">When there is no such experiment.</exception>
    public static Experiment Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(experiment => experiment.Name == name)
            ?? throw Spelling.Unknown("experiment", name, All.Select(experiment => experiment.Name));
    }

    /// <summary>The model and training of a run by a recipe, one of <see cref="Recipe.Names"/>.</summary>
    /// <exception cref="RamException">When there is no such recipe.</exception>
    public Recipe By(string recipe) => new ExperimentRun(this, recipe).Recipe;
}

/// <summary>One training of an experiment.</summary>
/// <param name="Experiment">What is trained.</param>
/// <param name="RecipeName">By which recipe, one of <see cref="Recipe.Names"/>.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Epochs">The epochs; null for as many as the recipe says.</param>
public sealed record ExperimentRun(
    Experiment Experiment, string RecipeName = ExperimentRun.OurRecipe, ulong Seed = ExperimentRun.FirstSeed,
    int? Epochs = null)
{
    /// <summary>The recipe of the results that stand in our column.</summary>
    internal const string OurRecipe = "ours";

    private const ulong FirstSeed = 1;
    private const int EpochImages = 50_000; // of every task

    // What long trainings took on two cores with 512-bit vectors.
    private const double SecondsPerUpdate = 5e-4, GigaflopsPerSecond = 400;

    /// <summary>The name of the run's files: the experiment's, and what sets it apart from that of the table.</summary>
    public string Name => Experiment.Name + (RecipeName == OurRecipe ? "" : $"-{RecipeName}")
        + (Seed == FirstSeed ? "" : Invariant($"-seed-{Seed}"));

    /// <summary>Whether the weights are kept beside the result.</summary>
    public bool KeepsModel => Experiment.KeepsModel && Name == Experiment.Name;

    /// <summary>
    /// The model and how it is trained: a recipe for the task, with the experiment's glimpses, core and epochs. A
    /// network without glimpses is trained by the same optimizer on as many passes over the images, each seen once.
    /// </summary>
    /// <exception cref="RamException">When there is no such recipe.</exception>
    public Recipe Recipe
    {
        get
        {
            Recipe found = Recipe.Find(RecipeName, Experiment.Task);
            int? epochs = Epochs ?? (RecipeName == OurRecipe ? Experiment.Epochs : null);
            TrainingOptions training = found.Training with
            {
                Seed = Seed,
                Epochs = epochs ?? found.Training.Epochs,
                RandomGlimpses = Experiment.RandomGlimpses,
            };
            RamOptions model = found.Model with { Glimpses = Experiment.Glimpses, Core = Experiment.Core };
            found = Experiment.Network is null
                ? found with { Model = model, Training = training }
                : found with { Training = training with { Rollouts = 1, Loss = new HybridLoss() } };
            return Experiment.Change is null ? found : Experiment.Change(found);
        }
    }

    /// <summary>The arguments of the command that gives the same result again.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "experiment", Experiment.Name,
        .. Seed == FirstSeed ? NoOption : ["--seed", Invariant($"{Seed}")],
        .. Epochs is int epochs ? ["--epochs", Invariant($"{epochs}")] : NoOption,
        .. RecipeName == OurRecipe ? NoOption : ["--recipe", RecipeName],
    ];

    /// <summary>The rollouts of the whole training.</summary>
    public long Rollouts => (long)Recipe.Training.Epochs * EpochImages * Recipe.Training.Rollouts;

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

    private static string[] NoOption => [];
}
