using Ram.Data;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Networks;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>A row of the paper's tables that can be trained here: a task and what looks at it.</summary>
/// <param name="Name">The row's name, which its files bear too.</param>
/// <param name="Task">The task, as in <see cref="DigitTask.Names"/>.</param>
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
        MnistAblation("none", recipe => recipe),
        MnistAblation("shift", recipe => WithTraining(recipe, training => training with { CoreStart = CoreStart.Identity })),
        MnistAblation("tanh", recipe => recipe with { Model = recipe.Model with { Squash = Squash.Clip } }),
        MnistAblation("unit-width", ToTheBorder),
        MnistAblation("bending", OnPlainDigits),
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

    private static Recipe OnPlainDigits(Recipe recipe) => recipe with { DistortsDigits = false };

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
        new($"ablation-{part}", "cluttered-60") { Glimpses = 8, Epochs = AblationEpochs, Change = change };

    private static Experiment MnistAblation(string part, Func<Recipe, Recipe> change) =>
        new($"ablation-mnist-{part}", "mnist") { Glimpses = 7, Epochs = AblationEpochs, Change = change };
}
