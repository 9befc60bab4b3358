using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Networks;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>
/// A table of the paper with both versions' numbers, and what others reached since; or one of our own. Rows are in the
/// paper's order; ours without a counterpart in the paper come last.
/// </summary>
internal sealed record PaperTable(string Name, string Title, IReadOnlyList<PaperRow> Rows)
{
    private const int FewEpochs = 200, AblationEpochs = 100;

    /// <summary>The tables on classification, in the paper's order.</summary>
    public static IReadOnlyList<PaperTable> All { get; } = [Table1a, Table1b, Table2a, Table2b];

    /// <summary>The shortest trainings beside the paper's best figure of each task.</summary>
    public static PaperTable Sprint { get; } = new(
        "sprint", "the paper's best figures by the shortest recipes",
        [.. All.Select(table => SprintRow(table.Title, table.Rows.Single(row => row.IsHeadline)))]);

    /// <summary>What our recipe is worth without one part after the other, among clutter and on 28x28.</summary>
    public static IReadOnlyList<PaperTable> Ablations { get; } = [Ablation, AblationOfMnist];

    /// <summary>All tables that there are: the sprints, the paper's tables and the ablations.</summary>
    public static IReadOnlyList<PaperTable> WithOurs { get; } = [Sprint, .. All, .. Ablations];

    /// <summary>The task, as in <c>DigitTask</c>; null for a table of all tasks.</summary>
    public string? Task => Rows.Select(row => row.Experiment.Task).Distinct().ToArray() is [string task] ? task : null;

    /// <summary>Whether it is our own, without a number of the paper's.</summary>
    public bool IsOurs => Rows.All(row => row is { Arxiv: null, Nips: null });

    /// <summary>What stands over the table.</summary>
    public string Heading =>
        Name == Sprint.Name ? $"Sprints: {Title}" : IsOurs ? $"Ablation: {Title}" : $"Table {Name}: {Title}";

    private static PaperTable Table1a => new("1a", "28x28 MNIST, retina 8x8 at 1 scale",
    [
        new("Fully connected, 256-256", 1.35, 1.69,
            new("mnist-fc-256", "mnist", Network: FeedForwardOptions.FullyConnected(28, 256, 256))),
        new("Convolutional, 2 layers", null, 1.21,
            new("mnist-conv", "mnist", Network: FeedForwardOptions.Convolutional(28))),
        new("RAM, 1 random glimpse", 42.85, null, new("mnist-random-1", "mnist", Glimpses: 1, RandomGlimpses: true)),
        Glimpses("mnist", 2, 6.27, 3.79),
        Glimpses("mnist", 3, 2.7, 1.51),
        Glimpses("mnist", 4, 1.73, 1.54),
        Glimpses("mnist", 5, 1.55, 1.34),
        new("RAM, 6 glimpses", 1.29, 1.12,
            new("mnist-6", "mnist", Glimpses: 6, Epochs: FewEpochs, KeepsModel: true),
            new(0.67, "dHonerkamp"), new(1.21, "kevinzakka")),
        Headline("mnist", 7, 1.47, 1.07,
            new(0.67, "dHonerkamp", "6 glimpses"), new(0.85, "Torch"), new(1.13, "amasky", "glimpses not stated"),
            new(1.21, "kevinzakka", "6 glimpses")),
    ]);

    private static PaperTable Table1b => new("1b", "60x60 translated MNIST, retina 12x12 at 3 scales",
    [
        FullyConnected("translated-60", 64, 7.56, 6.42),
        FullyConnected("translated-60", 256, 3.7, 2.63),
        Convolutional("translated-60", 60, 2.31, 1.62),
        Glimpses("translated-60", 4, 2.29, 1.54),
        Glimpses("translated-60", 6, 1.86, 1.22),
        Headline("translated-60", 8, 1.84, 1.20,
            new(0.92, "Torch"), new(0.94, "slundqui", "LSTM core"), new(1.58, "amasky"), new(1.63, "dHonerkamp")),
    ]);

    private static PaperTable Table2a => new("2a", "60x60 cluttered MNIST, retina 12x12 at 3 scales",
    [
        FullyConnected("cluttered-60", 64, 28.96, 28.58),
        FullyConnected("cluttered-60", 256, 13.2, 11.96),
        Convolutional("cluttered-60", 60, 7.83, 8.09),
        Glimpses("cluttered-60", 4, 7.1, 4.96),
        Glimpses("cluttered-60", 6, 5.88, 4.08),
        Headline("cluttered-60", 8, 5.23, 4.04, new(2.63, "slundqui", "LSTM core"), new(5.30, "amasky")),
        Random("cluttered-60", 14.4),
        Lstm("cluttered-60", new(2.63, "slundqui")),
    ]);

    private static PaperTable Table2b => new("2b", "100x100 cluttered MNIST, retina 12x12 at 4 scales",
    [
        Convolutional("cluttered-100", 100, 16.51, 14.35),
        Glimpses("cluttered-100", 4, 14.95, 9.41),
        Glimpses("cluttered-100", 6, 11.58, 8.31),
        Headline("cluttered-100", 8, 10.83, 8.11, new(5.9, "slundqui", "LSTM core"), new(10.09, "dHonerkamp")),
        Random("cluttered-100", 28.4),
        Lstm("cluttered-100", new(5.9, "slundqui")),
    ]);

    private static PaperTable Ablation => new("ablation", "60x60 cluttered MNIST, 8 glimpses, a sixth of the rollouts",
    [
        Without("none", "The recipe", null) with { IsHeadline = true },
        Without("reward", "Reward 0 or 1",
            recipe => WithLoss(recipe, loss => loss with { Reward = RewardKind.Correct })),
        Without("baseline", "Baseline network",
            recipe => WithLoss(recipe, loss => loss with { BeliefBaseline = false })),
        Without("lambda", "Decisions judged by all that follows",
            recipe => WithLoss(recipe, loss => loss with { Lambda = 1 })),
        Without("into-core", "REINFORCE not into the core",
            recipe => recipe with { Model = recipe.Model with { ReinforceIntoCore = false } }),
        Without("first-location", "First locations anywhere",
            recipe => WithTraining(recipe, training => training with { FirstSpread = 1 })),
        Without("std-annealing", "Standard deviation as at first throughout", recipe => WithTraining(
            recipe with { Model = recipe.Model with { Std = recipe.Model.Std * recipe.Training.StdAnnealing } },
            training => training with { StdAnnealing = 1 })),
        Without("identity", "Random recurrent weights at first",
            recipe => WithTraining(recipe, training => training with { CoreStart = CoreStart.Random })),
        Without("distortion", "Digits as they are", OnPlainDigits),
        Without("weight-decay", "No weight decay",
            recipe => WithTraining(recipe, training => training with { Optimizer = new OptimizerOptions() })),
        Without("unit-width", "Locations as far as the border", ToTheBorder),
    ]);

    private static PaperTable AblationOfMnist => new(
        "ablation-mnist", "28x28 MNIST, 7 glimpses, a third of the rollouts",
    [
        Without("mnist-none", "The recipe", null) with { IsHeadline = true },
        Without("mnist-shift", "Identity not shifted",
            recipe => WithTraining(recipe, training => training with { CoreStart = CoreStart.Identity })),
        Without("mnist-tanh", "Means clipped",
            recipe => recipe with { Model = recipe.Model with { Squash = Squash.Clip } }),
        Without("mnist-unit-width", "Locations as far as the border", ToTheBorder),
        Without("mnist-distortion", "Digits as they are", OnPlainDigits),
    ]);

    private static PaperRow SprintRow(string title, PaperRow best) => best with
    {
        Name = $"{title.Split(',')[0]}, {best.Experiment.Glimpses} glimpses",
        Recipe = "sprint",
        Published = [],
        IsHeadline = false,
    };

    private static PaperRow Glimpses(string task, int glimpses, double arxiv, double nips) => new(
        $"RAM, {glimpses} glimpses", arxiv, nips, new($"{task}-{glimpses}", task, glimpses, Epochs: FewEpochs));

    private static PaperRow Headline(
        string task, int glimpses, double arxiv, double nips, params PublishedResult[] published) => new(
        $"RAM, {glimpses} glimpses", arxiv, nips,
        new($"{task}-{glimpses}", task, glimpses, KeepsModel: true), published)
        { IsHeadline = true };

    private static PaperRow Random(string task, double nips) => new(
        "RAM, 8 random glimpses", null, nips, new($"{task}-random-8", task, Glimpses: 8, RandomGlimpses: true));

    private static PaperRow Lstm(string task, PublishedResult published) => new(
        "RAM, 8 glimpses, LSTM core", null, null,
        new($"{task}-lstm-8", task, Glimpses: 8, Core: CoreKind.Lstm, Epochs: FewEpochs), published);

    // So small a network hardly fits digits at any place as they are, and distorted ones make it worse. On 28x28 it
    // learns them by heart unless they are distorted.
    private static PaperRow FullyConnected(string task, int units, double arxiv, double nips) => new(
        $"Fully connected, {units}-{units}", arxiv, nips,
        new($"{task}-fc-{units}", task, Network: FeedForwardOptions.FullyConnected(60, units, units),
            Epochs: FewEpochs, Change: OnPlainDigits));

    private static PaperRow Convolutional(string task, int imageSize, double arxiv, double nips) => new(
        "Convolutional", arxiv, nips,
        new($"{task}-conv", task, Network: FeedForwardOptions.Convolutional(imageSize), Change: OnPlainDigits));

    private static PaperRow Without(string part, string name, Func<Recipe, Recipe>? change)
    {
        (string task, int glimpses) =
            part.StartsWith("mnist-", StringComparison.Ordinal) ? ("mnist", 7) : ("cluttered-60", 8);
        return new PaperRow(
            name, null, null, new($"ablation-{part}", task, glimpses, Epochs: AblationEpochs, Change: change));
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
}

/// <summary>
/// A row of a table: what was trained, its test errors in percent in the first version, arXiv 1406.6247v1, and in the
/// NIPS proceedings, which are the ones to compare with, null where there is no such row; our experiment; and what
/// others reached, the least error first.
/// </summary>
internal sealed record PaperRow(
    string Name, double? Arxiv, double? Nips, Experiment Experiment, params IReadOnlyList<PublishedResult> Published)
{
    /// <summary>The recipe of our results.</summary>
    public string Recipe { get; init; } = ExperimentRun.OurRecipe;

    /// <summary>The name of our result's file.</summary>
    public string ResultName => new ExperimentRun(Experiment, Recipe).Name;

    /// <summary>Whether it is the paper's best of its table, by which the whole is judged.</summary>
    public bool IsHeadline { get; init; }

    /// <summary>The best that others reached; null where nothing is known.</summary>
    public PublishedResult? Best => Published.Count > 0 ? Published[0] : null;
}

/// <summary>A reproduction's test error, whose it is, and in what it is known to differ from the paper's row.</summary>
internal sealed record PublishedResult(double ErrorPercent, string By, string? Remark = null);
