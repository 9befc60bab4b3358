using System.Globalization;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Networks;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>A table of the paper with both versions' numbers and what others reached since, or one of ours.</summary>
internal sealed record PaperTable(string Name, string Title, IReadOnlyList<Experiment> Rows)
{
    private const int FewEpochs = 200, AblationEpochs = 100;

    /// <summary>The tables on classification, in the paper's order.</summary>
    public static IReadOnlyList<PaperTable> All { get; } =
    [
        Of("1a", "28x28 MNIST, retina 8x8 at 1 scale", "mnist",
            ("fc-256", 1.35, 1.69, []), ("conv", null, 1.21, []), ("random-1", 42.85, null, []), ("2", 6.27, 3.79, []),
            ("3", 2.7, 1.51, []), ("4", 1.73, 1.54, []), ("5", 1.55, 1.34, []),
            ("6", 1.29, 1.12, [new(0.67, "dHonerkamp"), new(1.21, "kevinzakka")]),
            ("7", 1.47, 1.07,
            [
                new(0.67, "dHonerkamp", "6 glimpses"), new(0.85, "Torch"), new(1.13, "amasky", "glimpses not stated"),
                new(1.21, "kevinzakka", "6 glimpses"),
            ]),
            ("long-7", null, null, [])),
        Of("1b", "60x60 translated MNIST, retina 12x12 at 3 scales", "translated-60",
            ("fc-64", 7.56, 6.42, []), ("fc-256", 3.7, 2.63, []), ("conv", 2.31, 1.62, []), ("4", 2.29, 1.54, []),
            ("6", 1.86, 1.22, []),
            ("8", 1.84, 1.20,
            [
                new(0.92, "Torch"), new(0.94, "slundqui", "LSTM core"), new(1.58, "amasky"), new(1.63, "dHonerkamp"),
            ])),
        Of("2a", "60x60 cluttered MNIST, retina 12x12 at 3 scales", "cluttered-60",
            ("fc-64", 28.96, 28.58, []), ("fc-256", 13.2, 11.96, []), ("conv", 7.83, 8.09, []), ("4", 7.1, 4.96, []),
            ("6", 5.88, 4.08, []), ("8", 5.23, 4.04, [new(2.63, "slundqui", "LSTM core"), new(5.30, "amasky")]),
            ("long-8", null, null, []), ("random-8", null, 14.4, []), ("lstm-8", null, null, [new(2.63, "slundqui")])),
        Of("2b", "100x100 cluttered MNIST, retina 12x12 at 4 scales", "cluttered-100",
            ("conv", 16.51, 14.35, []), ("4", 14.95, 9.41, []), ("6", 11.58, 8.31, []),
            ("8", 10.83, 8.11, [new(5.9, "slundqui", "LSTM core"), new(10.09, "dHonerkamp")]),
            ("long-8", null, null, []), ("random-8", null, 28.4, []), ("lstm-8", null, null, [new(5.9, "slundqui")])),
    ];

    /// <summary>The shortest trainings beside the paper's best figure of each task.</summary>
    public static PaperTable Sprint { get; } = new(
        "sprint", "the paper's best figures by the shortest recipes",
        [.. All.Select(table => SprintRow(table.Title, table.Rows.Single(row => row.IsHeadline)))]);

    /// <summary>The rows whose weights are kept.</summary>
    public static IEnumerable<Experiment> Kept => All.SelectMany(table => table.Rows).Where(row => row.KeepsModel);

    /// <summary>All tables: the sprints, the paper's, and our recipe without one part after the other.</summary>
    public static IReadOnlyList<PaperTable> WithOurs { get; } = [Sprint, .. All, Ablation, AblationOfMnist];

    // Null for a table of all tasks.
    public string? Task => Rows.Select(row => row.Task).Distinct().ToArray() is [string task] ? task : null;

    /// <summary>Whether it is our own, without a number of the paper's.</summary>
    public bool IsOurs => Rows.All(row => row is { Arxiv: null, Nips: null });

    /// <summary>What stands over the table.</summary>
    public string Heading =>
        Name == Sprint.Name ? $"Sprints: {Title}" : IsOurs ? $"Ablation: {Title}" : $"Table {Name}: {Title}";

    private static PaperTable Ablation => new("ablation", "60x60 cluttered MNIST, 8 glimpses, a sixth of the rollouts",
    [
        Without("none", "The recipe", null) with { IsHeadline = true },
        Without("reward", "Reward 0 or 1",
            recipe => recipe.WithLoss(loss => loss with { Reward = RewardKind.Correct })),
        Without("baseline", "Baseline network",
            recipe => recipe.WithLoss(loss => loss with { BeliefBaseline = false })),
        Without("lambda", "Decisions judged by all that follows",
            recipe => recipe.WithLoss(loss => loss with { Lambda = 1 })),
        Without("into-core", "REINFORCE not into the core",
            recipe => recipe.WithModel(model => model with { ReinforceIntoCore = false })),
        Without("first-location", "First locations anywhere",
            recipe => recipe.WithTraining(training => training with { FirstSpread = 1 })),
        Without("std-annealing", "Standard deviation as at first throughout",
            recipe => recipe.WithModel(model => model with { Std = model.Std * recipe.Training.StdAnnealing })
                .WithTraining(training => training with { StdAnnealing = 1 })),
        Without("identity", "Random recurrent weights at first",
            recipe => recipe.WithTraining(training => training with { CoreStart = CoreStart.Random })),
        Without("distortion", "Digits as they are", OnPlainDigits),
        Without("weight-decay", "No weight decay",
            recipe => recipe.WithTraining(training => training with { Optimizer = new OptimizerOptions() })),
        Without("unit-width", "Locations as far as the border", ToTheBorder),
    ]);

    private static PaperTable AblationOfMnist => new(
        "ablation-mnist", "28x28 MNIST, 7 glimpses, a third of the rollouts",
    [
        Without("mnist-none", "The recipe", null) with { IsHeadline = true },
        Without("mnist-shift", "Identity not shifted",
            recipe => recipe.WithTraining(training => training with { CoreStart = CoreStart.Identity })),
        Without("mnist-tanh", "Means clipped",
            recipe => recipe.WithModel(model => model with { Squash = Squash.Clip })),
        Without("mnist-unit-width", "Locations as far as the border", ToTheBorder),
        Without("mnist-distortion", "Digits as they are", OnPlainDigits),
    ]);

    private static PaperTable Of(
        string name, string title, string task,
        params (string Name, double? Arxiv, double? Nips, PublishedResult[] Published)[] rows)
    {
        string headline = rows.Last(row => int.TryParse(row.Name, CultureInfo.InvariantCulture, out _)).Name;
        return new PaperTable(name, title, [.. rows.Select(row => (row.Name == headline
            ? Row(task, headline) with { IsHeadline = true, OurEpochs = null, KeepsModel = true }
            : Row(task, row.Name)) with { Arxiv = row.Arxiv, Nips = row.Nips, Published = row.Published })]);
    }

    // A fully connected network is so small that it hardly fits digits at any place as they are, and distorted ones make
    // it worse. On 28x28 networks learn the digits by heart unless they are distorted.
    private static Experiment Row(string task, string name)
    {
        bool isSmall = task == "mnist";
        int side = isSmall ? 28 : Number(task);
        (string kind, int size) = name == "conv" ? (name, 0) : (name.Split('-')[0], Number(name));
        bool isLong = kind == "long";
        return new Experiment(isLong ? $"{task}-{size}" : $"{task}-{name}", task)
        {
            Label = kind switch
            {
                "fc" => $"Fully connected, {size}-{size}",
                "conv" => isSmall ? "Convolutional, 2 layers" : "Convolutional",
                "random" => $"RAM, {size} random glimpse{(size == 1 ? "" : "s")}",
                "lstm" => $"RAM, {size} glimpses, LSTM core",
                "long" => $"RAM, {size} glimpses, {(isSmall ? 30 : 100)} M rollouts",
                _ => $"RAM, {size} glimpses",
            },
            Network = kind == "fc" ? FeedForwardOptions.FullyConnected(side, size, size)
                : kind == "conv" ? FeedForwardOptions.Convolutional(side)
                : null,
            Glimpses = kind == "fc" ? 0 : size,
            RandomGlimpses = kind == "random",
            Core = kind == "lstm" ? CoreKind.Lstm : CoreKind.Rectifier,
            OurEpochs = kind is "conv" or "random" || (isSmall && kind == "fc") ? null : FewEpochs,
            Change = !isSmall && kind is ("fc" or "conv") ? OnPlainDigits : null,
            RecipeName = isLong ? "long" : Experiment.OurRecipe,
            KeepsModel = isLong || (isSmall && name == "6"),
        };
    }

    private static int Number(string name) => int.Parse(name.Split('-')[^1], CultureInfo.InvariantCulture);

    private static Experiment SprintRow(string title, Experiment best) => best with
    {
        Label = $"{title.Split(',')[0]}, {best.Glimpses} glimpses",
        RecipeName = "sprint",
        Published = [],
        IsHeadline = false,
    };

    private static Experiment Without(string part, string label, Func<Recipe, Recipe>? change)
    {
        (string task, int glimpses) =
            part.StartsWith("mnist-", StringComparison.Ordinal) ? ("mnist", 7) : ("cluttered-60", 8);
        return new($"ablation-{part}", task)
        { Label = label, Glimpses = glimpses, OurEpochs = AblationEpochs, Change = change };
    }

    private static Recipe OnPlainDigits(Recipe recipe) => recipe with { Distortion = null };

    private static Recipe ToTheBorder(Recipe recipe) =>
        recipe.WithModel(model => model with { UnitWidth = 1, Std = model.Std * model.UnitWidth });
}

/// <summary>A reproduction's test error, whose it is, and in what it is known to differ from the paper's row.</summary>
internal sealed record PublishedResult(double ErrorPercent, string By, string? Remark = null);
