using Ram.Data;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Experiments;

/// <summary>
/// A row of the paper's tables or of ours that can be trained here: a task, what looks at it, and by which recipe, seed
/// and epochs.
/// </summary>
/// <param name="Name">The row's name, which its files bear too.</param>
/// <param name="Task">The task, as in <see cref="DigitTask.Names"/>.</param>
/// <param name="Glimpses">The glimpses of a rollout; 0 for a network that sees the whole image.</param>
/// <param name="Network">The network that sees the whole image; null for a recurrent attention model.</param>
/// <param name="RecipeName">By which recipe it is trained, one of <see cref="Recipe.Names"/>.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Epochs">The epochs; null for as many as the recipe says.</param>
/// <example><code>
/// Recipe recipe = Experiment.Find("mnist-6").By("sprint");
/// RecurrentAttentionModel model = recipe.NewModel();
/// </code></example>
public sealed record Experiment(
    string Name, string Task, int Glimpses = 0, FeedForwardOptions? Network = null,
    string RecipeName = Experiment.OurRecipe, ulong Seed = Experiment.FirstSeed, int? Epochs = null)
{
    internal const string OurRecipe = "ours"; // of the results that stand in our column
    private const ulong FirstSeed = 1;
    private const int EpochImages = 50_000; // of every task
    private const double SecondsPerUpdate = 5e-4, GigaflopsPerSecond = 200; // on two cores with 512-bit vectors

    /// <summary>All experiments by our recipe and with the first seed, table by table.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
        [.. PaperTable.WithOurs.SelectMany(table => table.Rows).Where(row => row.RecipeName == OurRecipe)];

    // In its table: its name there, the paper's test errors in percent in the first version, arXiv 1406.6247v1, and in
    // the NIPS proceedings, the ones to compare with, null without such a row; what others reached since, the least
    // error first; and whether it is the paper's best, by which the whole table is judged.
    internal string Label { get; init; } = "";
    internal double? Arxiv { get; init; }
    internal double? Nips { get; init; }
    internal IReadOnlyList<PublishedResult> Published { get; init; } = [];
    internal bool IsHeadline { get; init; }

    // In its training: whether glimpses are at random places, in the test too; the recurrence of the core; the epochs of
    // our recipe where they are not its own; what else it changes in the recipe; and whether its weights are kept.
    internal bool RandomGlimpses { get; init; }
    internal CoreKind Core { get; init; }
    internal int? OurEpochs { get; init; }
    internal Func<Recipe, Recipe>? Change { get; init; }
    internal bool KeepsModel { get; init; }

    /// <summary>The name of a run's files: the row's, and what sets the run apart from that of the table.</summary>
    public string RunName => Name + (RecipeName == OurRecipe ? "" : $"-{RecipeName}")
        + (Seed == FirstSeed ? "" : Invariant($"-seed-{Seed}"));

    /// <summary>
    /// The model and how it is trained: a recipe for the task, with the row's glimpses, core and epochs. A network
    /// without glimpses is trained by the same optimizer on as many passes over the images, each seen once.
    /// </summary>
    /// <exception cref="RamException">When there is no such recipe.</exception>
    public Recipe Recipe
    {
        get
        {
            Recipe found = Recipe.Find(RecipeName, Task);
            TrainingOptions training = found.Training with
            {
                Seed = Seed,
                Epochs = Epochs ?? (RecipeName == OurRecipe ? OurEpochs : null) ?? found.Training.Epochs,
                RandomGlimpses = RandomGlimpses,
            };
            found = Network is null
                ? found with { Model = found.Model with { Glimpses = Glimpses, Core = Core }, Training = training }
                : found with { Training = training with { Rollouts = 1, Loss = new HybridLoss() } };
            return Change is null ? found : Change(found);
        }
    }

    /// <summary>The arguments of the command that gives the same result again.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "experiment", Name, .. Option("--seed", Seed, Seed != FirstSeed),
        .. Option("--epochs", Epochs, Epochs is not null), .. Option("--recipe", RecipeName, RecipeName != OurRecipe),
    ];

    /// <summary>The rollouts of the whole training.</summary>
    internal long Rollouts => (long)Recipe.Training.Epochs * EpochImages * Recipe.Training.Rollouts;

    /// <summary>About how many seconds the training takes on two cores, from the arithmetic that it takes.</summary>
    internal double ExpectedSeconds
    {
        get
        {
            Recipe recipe = Recipe;
            double updates = (double)recipe.Training.Epochs * EpochImages / recipe.Training.Batch;
            long work = Network is null ? ForwardCost.MultiplyAdds(recipe.Model) : ForwardCost.MultiplyAdds(Network);
            return SecondsPerUpdate * updates + 6e-9 * Rollouts * work / GigaflopsPerSecond;
        }
    }

    /// <summary>An experiment by its name.</summary>
    /// <exception cref="RamException">When there is no such experiment.</exception>
    public static Experiment Find(string name) => All.FirstOrDefault(experiment => experiment.Name == name)
        ?? throw Spelling.Unknown("experiment", name, All.Select(experiment => experiment.Name));

    /// <summary>The model and training of a run by a recipe, one of <see cref="Recipe.Names"/>.</summary>
    /// <exception cref="RamException">When there is no such recipe.</exception>
    public Recipe By(string recipe) => (this with { RecipeName = recipe }).Recipe;

    private static string[] Option(string name, object? value, bool isGiven) =>
        isGiven ? [name, Invariant($"{value}")] : [];
}
