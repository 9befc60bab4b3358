using System.Globalization;
using Ram.Data;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Networks;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>A row of the paper's tables that can be trained here: a task and what looks at it.</summary>
/// <param name="Name">The row's name, which its files bear too.</param>
/// <param name="Task">The task, as in <see cref="DigitTask.Names"/>.</param>
/// <example><code>
/// Recipe recipe = Experiment.Find("mnist-6").By("sprint");
/// RecurrentAttentionModel model = recipe.NewModel();
/// </code></example>
public sealed record Experiment(string Name, string Task)
{
    private const int FewEpochs = 200, AblationEpochs = 100;

    /// <summary>All experiments, table by table.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("mnist-fc-256", "mnist") { Network = FeedForwardOptions.FullyConnected(28, 256, 256) },
        new("mnist-conv", "mnist") { Network = FeedForwardOptions.Convolutional(28) },
        new("mnist-random-1", "mnist") { Glimpses = 1, RandomGlimpses = true },
        new("mnist-2", "mnist") { Epochs = FewEpochs, Glimpses = 2 },
        new("mnist-3", "mnist") { Epochs = FewEpochs, Glimpses = 3 },
        new("mnist-4", "mnist") { Epochs = FewEpochs, Glimpses = 4 },
        new("mnist-5", "mnist") { Epochs = FewEpochs, Glimpses = 5 },
        new("mnist-6", "mnist") { Epochs = FewEpochs, Glimpses = 6, KeepsModel = true },
        new("mnist-7", "mnist") { Glimpses = 7, KeepsModel = true },
        OnCanvas("translated-60", "fc-64", FeedForwardOptions.FullyConnected(60, 64, 64), FewEpochs),
        OnCanvas("translated-60", "fc-256", FeedForwardOptions.FullyConnected(60, 256, 256), FewEpochs),
        OnCanvas("translated-60", "conv", FeedForwardOptions.Convolutional(60)),
        new("translated-60-4", "translated-60") { Epochs = FewEpochs, Glimpses = 4 },
        new("translated-60-6", "translated-60") { Epochs = FewEpochs, Glimpses = 6 },
        new("translated-60-8", "translated-60") { Glimpses = 8, KeepsModel = true },
        OnCanvas("cluttered-60", "fc-64", FeedForwardOptions.FullyConnected(60, 64, 64), FewEpochs),
        OnCanvas("cluttered-60", "fc-256", FeedForwardOptions.FullyConnected(60, 256, 256), FewEpochs),
        OnCanvas("cluttered-60", "conv", FeedForwardOptions.Convolutional(60)),
        new("cluttered-60-4", "cluttered-60") { Epochs = FewEpochs, Glimpses = 4 },
        new("cluttered-60-6", "cluttered-60") { Epochs = FewEpochs, Glimpses = 6 },
        new("cluttered-60-8", "cluttered-60") { Glimpses = 8, KeepsModel = true },
        new("cluttered-60-random-8", "cluttered-60") { Glimpses = 8, RandomGlimpses = true },
        new("cluttered-60-lstm-8", "cluttered-60") { Epochs = FewEpochs, Glimpses = 8, Core = CoreKind.Lstm },
        OnCanvas("cluttered-100", "conv", FeedForwardOptions.Convolutional(100)),
        new("cluttered-100-4", "cluttered-100") { Epochs = FewEpochs, Glimpses = 4 },
        new("cluttered-100-6", "cluttered-100") { Epochs = FewEpochs, Glimpses = 6 },
        new("cluttered-100-8", "cluttered-100") { Glimpses = 8, KeepsModel = true },
        new("cluttered-100-random-8", "cluttered-100") { Glimpses = 8, RandomGlimpses = true },
        new("cluttered-100-lstm-8", "cluttered-100") { Epochs = FewEpochs, Glimpses = 8, Core = CoreKind.Lstm },
        Ablation("none", recipe => recipe),
        Ablation("reward", recipe => WithLoss(recipe, loss => loss with { Reward = RewardKind.Correct })),
        Ablation("baseline", recipe => WithLoss(recipe, loss => loss with { BeliefBaseline = false })),
        Ablation("trace", recipe => WithLoss(recipe, loss => loss with { Lambda = 1 })),
        Ablation("into-core", recipe => recipe with { Model = recipe.Model with { ReinforceIntoCore = false } }),
        Ablation("first-location", recipe => WithTraining(recipe, training => training with { FirstSpread = 1 })),
        Ablation("exploration", recipe => WithTraining(
            recipe with { Model = recipe.Model with { Std = recipe.Model.Std * recipe.Training.StdAnnealing } },
            training => training with { StdAnnealing = 1 })),
        Ablation("identity", recipe => WithTraining(recipe, training => training with { CoreStart = CoreStart.Random })),
        Ablation("bending", OnPlainDigits),
        Ablation("weight-decay", recipe => WithTraining(
            recipe, training => training with { Optimizer = new OptimizerOptions() })),
        Ablation("unit-width", ToTheBorder),
        Ablation("mnist-none", recipe => recipe),
        Ablation("mnist-shift", recipe => WithTraining(recipe, training => training with { CoreStart = CoreStart.Identity })),
        Ablation("mnist-tanh", recipe => recipe with { Model = recipe.Model with { Squash = Squash.Clip } }),
        Ablation("mnist-unit-width", ToTheBorder),
        Ablation("mnist-bending", OnPlainDigits),
    ];

    /// <summary>The network that sees the whole image; null for a recurrent attention model.</summary>
    public FeedForwardOptions? Network { get; init; }

    /// <summary>The glimpses of a rollout; 0 for a network that sees the whole image.</summary>
    public int Glimpses { get; init; }

    /// <summary>Whether the glimpses are at random places, in training and in the test.</summary>
    public bool RandomGlimpses { get; init; }

    /// <summary>The recurrence of the core network.</summary>
    public CoreKind Core { get; init; } = CoreKind.Rectifier;

    /// <summary>The epochs of our recipe in this row, where they are not the recipe's own.</summary>
    public int? Epochs { get; init; }

    /// <summary>What else the row changes in the recipe, as a rule nothing.</summary>
    public Func<Recipe, Recipe> Change { get; init; } = recipe => recipe;

    /// <summary>Whether the weights are kept beside the result, to be looked at and evaluated by anybody.</summary>
    public bool KeepsModel { get; init; }

    /// <summary>An experiment by its name.</summary>
    /// <exception cref="RamException">When there is no such experiment.</exception>
    public static Experiment Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (All.FirstOrDefault(experiment => experiment.Name == name) is { } found)
            return found;
        string[] names = [.. All.Select(experiment => experiment.Name)];
        string guess = Spelling.Nearest(name, names) is { } nearest ? $" Did you mean {nearest}?" : "";
        throw new RamException($"There is no experiment \"{name}\"; there are {string.Join(", ", names)}.{guess}");
    }

    /// <summary>
    /// A recipe for the task, with this row's glimpses, core and epochs. A network without glimpses is trained by the
    /// same optimizer on as many passes over the images, each seen once.
    /// </summary>
    /// <param name="recipe">One of <see cref="Recipe.Names"/>.</param>
    /// <exception cref="RamException">When there is no such recipe.</exception>
    public Recipe By(string recipe)
    {
        Recipe found = Recipe.Find(recipe, Task);
        int? own = recipe == ExperimentRun.OurRecipe ? Epochs : null;
        TrainingOptions training = found.Training with
        {
            Epochs = own ?? found.Training.Epochs,
            RandomGlimpses = RandomGlimpses,
        };
        return Change(Network is null
            ? found with { Model = found.Model with { Glimpses = Glimpses, Core = Core }, Training = training }
            : found with { Training = training with { Rollouts = 1, Loss = new HybridLoss() } });
    }

    private static Recipe OnPlainDigits(Recipe recipe) => recipe with { Distortion = null };

    private static Recipe ToTheBorder(Recipe recipe) => recipe with
    {
        Model = recipe.Model with { UnitWidth = 1, Std = recipe.Model.Std * recipe.Model.UnitWidth },
    };

    private static Recipe WithTraining(Recipe recipe, Func<TrainingOptions, TrainingOptions> change) =>
        recipe with { Training = change(recipe.Training) };

    private static Recipe WithLoss(Recipe recipe, Func<HybridLoss, HybridLoss> change) =>
        WithTraining(recipe, training => training with { Loss = change(training.Loss) });

    // So small a network hardly fits digits at any place as they are, and bent ones make it worse. On 28x28 it learns them
    // by heart unless they are bent.
    private static Experiment OnCanvas(string task, string network, FeedForwardOptions options, int? epochs = null) =>
        new($"{task}-{network}", task) { Network = options, Epochs = epochs, Change = OnPlainDigits };

    private static Experiment Ablation(string part, Func<Recipe, Recipe> change) =>
        part.StartsWith("mnist-", StringComparison.Ordinal)
            ? new($"ablation-{part}", "mnist") { Glimpses = 7, Epochs = AblationEpochs, Change = change }
            : new($"ablation-{part}", "cluttered-60") { Glimpses = 8, Epochs = AblationEpochs, Change = change };
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

    /// <summary>The images of an epoch of every task.</summary>
    private const int EpochImages = 50_000;

    // What long trainings took on two cores with 512-bit vectors.
    private const double SecondsPerUpdate = 5e-4, GigaflopsPerSecond = 400;

    /// <summary>The recipes that a row can be trained by.</summary>
    public static IReadOnlyList<string> RecipeNames { get; } = Recipe.Names;

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
