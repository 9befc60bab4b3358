using Ram.Data;

namespace Ram.Experiments;

/// <summary>A table of the paper with both versions' numbers, and what others reached since; or one of our own.</summary>
/// <param name="Name">
/// The paper's number of it, <c>1a</c>, <c>1b</c>, <c>2a</c> or <c>2b</c>; or <c>ablation</c> and <c>ablation-mnist</c>,
/// which are ours.
/// </param>
/// <param name="Title">What is classified, and by which retina.</param>
/// <param name="Task">The task, as in <see cref="DigitTask.Names"/>.</param>
/// <param name="Rows">The rows, in the paper's order; ours without a counterpart in the paper come last.</param>
/// <example><code>
/// PaperTable clutter = PaperTable.Find("2a");
/// foreach (PaperRow row in clutter.Rows)
///     Console.WriteLine($"{row.Name}: {row.Nips}%");
/// </code></example>
public sealed record PaperTable(string Name, string Title, string Task, IReadOnlyList<PaperRow> Rows)
{
    /// <summary>The tables on classification, in the paper's order.</summary>
    public static IReadOnlyList<PaperTable> All { get; } = [Table1a, Table1b, Table2a, Table2b];

    /// <summary>
    /// What each part of our recipe is worth, among clutter and on 28x28: the recipe, and without one part after the
    /// other.
    /// </summary>
    public static IReadOnlyList<PaperTable> Ablations { get; } =
    [
        new(
            "ablation", "60x60 cluttered MNIST, 8 glimpses, a sixth of the rollouts", "cluttered-60",
        [
            new("The recipe", null, null, "ablation-none") { IsHeadline = true },
            new("Reward 0 or 1", null, null, "ablation-reward"),
            new("Baseline network", null, null, "ablation-baseline"),
            new("Decisions judged by all that follows", null, null, "ablation-trace"),
            new("REINFORCE not into the core", null, null, "ablation-into-core"),
            new("First locations anywhere", null, null, "ablation-first-location"),
            new("Standard deviation as at first throughout", null, null, "ablation-exploration"),
            new("Random recurrent weights at first", null, null, "ablation-identity"),
            new("Digits as they are", null, null, "ablation-bending"),
            new("No weight decay", null, null, "ablation-weight-decay"),
            new("Locations as far as the border", null, null, "ablation-unit-width"),
        ]),
        new(
            "ablation-mnist", "28x28 MNIST, 7 glimpses, a third of the rollouts", "mnist",
        [
            new("The recipe", null, null, "ablation-mnist-none") { IsHeadline = true },
            new("Identity not shifted", null, null, "ablation-mnist-shift"),
            new("Means clipped", null, null, "ablation-mnist-tanh"),
            new("Locations as far as the border", null, null, "ablation-mnist-unit-width"),
            new("Digits as they are", null, null, "ablation-mnist-bending"),
        ]),
    ];

    /// <summary>All tables that there are, the paper's first.</summary>
    public static IReadOnlyList<PaperTable> WithOurs { get; } = [.. All, .. Ablations];

    private static PaperTable Table1a => new("1a", "28x28 MNIST, retina 8x8 at 1 scale", "mnist",
    [
        new("Fully connected, 256-256", 1.35, 1.69, "mnist-fc-256"),
        new("Convolutional, 2 layers", null, 1.21, "mnist-conv"),
        new("RAM, 1 random glimpse", 42.85, null, "mnist-random-1"),
        new("RAM, 2 glimpses", 6.27, 3.79, "mnist-2"),
        new("RAM, 3 glimpses", 2.7, 1.51, "mnist-3"),
        new("RAM, 4 glimpses", 1.73, 1.54, "mnist-4"),
        new("RAM, 5 glimpses", 1.55, 1.34, "mnist-5"),
        new("RAM, 6 glimpses", 1.29, 1.12, "mnist-6")
        {
            Published = [new(0.67, "dHonerkamp"), new(1.21, "kevinzakka")],
        },
        new("RAM, 7 glimpses", 1.47, 1.07, "mnist-7")
        {
            IsHeadline = true,
            Published =
            [
                new(0.67, "dHonerkamp", "6 glimpses"),
                new(0.85, "Torch"),
                new(1.13, "amasky", "glimpses not stated"),
                new(1.21, "kevinzakka", "6 glimpses"),
            ],
        },
    ]);

    private static PaperTable Table1b => new("1b", "60x60 translated MNIST, retina 12x12 at 3 scales", "translated-60",
    [
        new("Fully connected, 64-64", 7.56, 6.42, "translated-60-fc-64"),
        new("Fully connected, 256-256", 3.7, 2.63, "translated-60-fc-256"),
        new("Convolutional", 2.31, 1.62, "translated-60-conv"),
        new("RAM, 4 glimpses", 2.29, 1.54, "translated-60-4"),
        new("RAM, 6 glimpses", 1.86, 1.22, "translated-60-6"),
        new("RAM, 8 glimpses", 1.84, 1.20, "translated-60-8")
        {
            IsHeadline = true,
            Published =
            [
                new(0.92, "Torch"),
                new(0.94, "slundqui", "LSTM core"),
                new(1.58, "amasky"),
                new(1.63, "dHonerkamp"),
            ],
        },
    ]);

    private static PaperTable Table2a => new("2a", "60x60 cluttered MNIST, retina 12x12 at 3 scales", "cluttered-60",
    [
        new("Fully connected, 64-64", 28.96, 28.58, "cluttered-60-fc-64"),
        new("Fully connected, 256-256", 13.2, 11.96, "cluttered-60-fc-256"),
        new("Convolutional", 7.83, 8.09, "cluttered-60-conv"),
        new("RAM, 4 glimpses", 7.1, 4.96, "cluttered-60-4"),
        new("RAM, 6 glimpses", 5.88, 4.08, "cluttered-60-6"),
        new("RAM, 8 glimpses", 5.23, 4.04, "cluttered-60-8")
        {
            IsHeadline = true,
            Published = [new(2.63, "slundqui", "LSTM core"), new(5.30, "amasky")],
        },
        new("RAM, 8 random glimpses", null, 14.4, "cluttered-60-random-8"),
        new("RAM, 8 glimpses, LSTM core", null, null, "cluttered-60-lstm-8") { Published = [new(2.63, "slundqui")] },
    ]);

    private static PaperTable Table2b => new("2b", "100x100 cluttered MNIST, retina 12x12 at 4 scales", "cluttered-100",
    [
        new("Convolutional", 16.51, 14.35, "cluttered-100-conv"),
        new("RAM, 4 glimpses", 14.95, 9.41, "cluttered-100-4"),
        new("RAM, 6 glimpses", 11.58, 8.31, "cluttered-100-6"),
        new("RAM, 8 glimpses", 10.83, 8.11, "cluttered-100-8")
        {
            IsHeadline = true,
            Published = [new(5.9, "slundqui", "LSTM core"), new(10.09, "dHonerkamp")],
        },
        new("RAM, 8 random glimpses", null, 28.4, "cluttered-100-random-8"),
        new("RAM, 8 glimpses, LSTM core", null, null, "cluttered-100-lstm-8") { Published = [new(5.9, "slundqui")] },
    ]);

    /// <summary>Whether it is our own, without a number of the paper's.</summary>
    public bool IsOurs => Rows.All(row => row is { Arxiv: null, Nips: null });

    /// <summary>What stands over the table.</summary>
    public string Heading => IsOurs ? $"Ablation: {Title}" : $"Table {Name}: {Title}";

    /// <summary>A table by its name.</summary>
    /// <exception cref="RamException">When there is no such table.</exception>
    public static PaperTable Find(string name)
    {
        string names = string.Join(", ", WithOurs.Select(table => table.Name));
        return WithOurs.FirstOrDefault(table => table.Name == name)
            ?? throw new RamException($"There is no table \"{name}\" on classification; there are {names}.");
    }
}

/// <summary>A row of one of the paper's tables; test errors in percent, null where a version has no such row.</summary>
/// <param name="Name">What was trained.</param>
/// <param name="Arxiv">The error in the first version, arXiv 1406.6247v1.</param>
/// <param name="Nips">The error in the version of the NIPS proceedings, the one to compare with.</param>
/// <param name="Experiment">The name of our <see cref="Experiments.Experiment"/> for it; null for none.</param>
public sealed record PaperRow(string Name, double? Arxiv, double? Nips, string? Experiment)
{
    /// <summary>What others reached, the least error first.</summary>
    public IReadOnlyList<PublishedResult> Published { get; init; } = [];

    /// <summary>Whether it is the paper's best of its table, by which the whole is judged.</summary>
    public bool IsHeadline { get; init; }

    /// <summary>The best that others reached; null where nothing is known.</summary>
    public PublishedResult? Best => Published.Count > 0 ? Published[0] : null;
}

/// <summary>What a reproduction of the paper reached.</summary>
/// <param name="ErrorPercent">The test error in percent.</param>
/// <param name="By">Whose it is.</param>
/// <param name="Remark">In what it differs from the paper's row; null for nothing that is known.</param>
public sealed record PublishedResult(double ErrorPercent, string By, string? Remark = null);
