using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Search;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Results of experiments and searches as tables and figures.</summary>
public static class ExperimentFigures
{
    private const string Nothing = "–";

    private static readonly ulong[] _sprintSeeds = [1, 2, 3];

    /// <summary>The test errors, in percent: the paper's, the best published and ours.</summary>
    /// <param name="table">The paper's table with our results.</param>
    /// <example><code>ComparedTable.Load("1a").ToTable()</code></example>
    public static Table ToTable(this ComparedTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Of(table, table.Paper == PaperTable.Sprint ? SprintColumns : ErrorColumns(table));
    }

    /// <summary>The same with what each of our results took, and the command that gives it again.</summary>
    /// <param name="table">The paper's table with our results.</param>
    /// <param name="code">Whether commands are set as code of Markdown.</param>
    public static Table ToFullTable(this ComparedTable table, bool code = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Paper == PaperTable.Sprint)
            return Of(table, [.. SprintColumns, .. SprintCosts(code)]);
        return Of(table,
        [
            .. ErrorColumns(table),
            new("Rollouts", true, row => row.Ours is { } ours ? Invariant($"{ours.RolloutsUsed / 1e6:0.0} M") : Nothing),
            new("Time", true, row => row.Ours is { } ours ? ExperimentStatus.Duration(ours.Seconds) : Nothing),
            new("Seed", true, row => row.Ours is { } ours ? Invariant($"{ours.Seed}") : Nothing),
            .. table.Rows.Any(row => row.OtherSeeds.Count > 0) ? [new ComparedColumn("Other seeds", true, OtherSeeds)] : NoColumns,
            new("Command", false, row => Command(row.Ours, code)),
        ]);
    }

    /// <summary>How each run stands.</summary>
    /// <param name="folders">Where their files are.</param>
    /// <param name="runs">The runs.</param>
    public static Table ToTable(this ExperimentFolders folders, IEnumerable<Experiment> runs)
    {
        ArgumentNullException.ThrowIfNull(folders);
        return new Table(
            "The experiments",
            [new("Experiment"), new("State"), new("Test error, %", true), new("Time", true), new("Left", true)],
            [.. runs.Select(folders.Status).Select(Cells)])
        {
            Caption = "Times of what is not done are about those of two cores.",
        };
    }

    /// <summary>The best trials of a search.</summary>
    /// <param name="search">The search.</param>
    /// <param name="trials">Its trials that are done.</param>
    /// <param name="most">The trials that are shown at most.</param>
    public static Table ToTable(this RandomSearch search, IReadOnlyList<SearchTrial> trials, int most = 10)
    {
        ArgumentNullException.ThrowIfNull(search);
        return new Table(
            "The best trials",
            [new("Trial", true), .. search.Over.Select(name => new Column(name, true)), new("Validation error, %", true)],
            [.. RandomSearch.Best(trials).Take(most).Select(trial => (string[])
            [
                Number(trial.Number),
                .. search.Over.Select(name => Number(trial.Values[name])),
                Invariant($"{trial.ValidationErrorPercent:0.00}"),
            ])])
        {
            Caption = Counts(trials),
        };
    }

    /// <summary>The validation error of a search's trials over each setting, a panel each.</summary>
    /// <param name="search">The search.</param>
    /// <param name="trials">Its trials that are done.</param>
    public static Figure ToFigure(this RandomSearch search, IReadOnlyList<SearchTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(search);
        IReadOnlyList<SearchTrial> best = RandomSearch.Best(trials);
        return new Figure
        {
            Title = "Random search: validation error over each setting",
            AltText = Counts(trials) + (best.Count == 0 ? "" : $" The best is trial {Number(best[0].Number)}: {Describe(best[0], search.Over)}."),
            Caption = Counts(trials) + " The best is marked.",
            Panels = [.. search.Settings.Select(setting => SettingPanel(search.Around, best, setting))],
            Columns = Math.Min(2, search.Over.Count),
        };
    }

    private static ComparedColumn[] NoColumns => [];

    private static ComparedColumn[] ErrorColumns(ComparedTable table) =>
    [
        new("Test error, %", false, row => row.Experiment.Label),
        .. table.Paper.IsOurs ? NoColumns :
        [
            new("arXiv v1", true, row => Error(row.Experiment.Arxiv)),
            new("NIPS", true, row => Error(row.Experiment.Nips)),
            new("Best published", true, row => Best(row.Experiment.Published)),
        ],
        new("Ours", true, row => Ours(row.Ours)),
    ];

    private static ComparedColumn[] SprintColumns =>
    [
        new("Test error, %", false, row => row.Experiment.Label),
        new("The paper", true, row => Error(row.Experiment.Nips)),
        .. _sprintSeeds.Select(seed => new ComparedColumn(
            Invariant($"Seed {seed}"), true,
            row => row.Seeds.FirstOrDefault(result => result.Seed == seed) is { } ours
                ? Error(ours.TestErrorPercent) + OtherData(ours)
                : Nothing)),
    ];

    private static ComparedColumn[] SprintCosts(bool code) =>
    [
        new("Rollouts", true, row => OfSeeds(row, result => Invariant($"{result.RolloutsUsed / 1e6:0.00} M"))),
        new("Seconds", true, row => OfSeeds(row, result => Invariant($"{result.Seconds:0}"))),
        new("Command", false, row => Command(row.Seeds is [var first, ..] ? first : null, code)),
        new("Commit", false, row => OfSeeds(row, result => result.Commit)),
    ];

    // What the seeds have in common is said once.
    private static string OfSeeds(ComparedRow row, Func<RunResult, string> text)
    {
        string[] texts = [.. row.Seeds.Where(result => _sprintSeeds.Contains(result.Seed)).Select(text)];
        return texts.Length == 0 ? Nothing : string.Join(", ", texts.Distinct().Count() == 1 ? texts[..1] : texts);
    }

    private static string Command(RunResult? result, bool code) =>
        result is null ? Nothing : code ? $"`{result.Command}`" : result.Command;

    private static Table Of(ComparedTable table, IReadOnlyList<ComparedColumn> columns)
    {
        int headline = table.Rows.ToList().FindIndex(row => row.Experiment.IsHeadline);
        return new Table(
            table.Paper.Heading,
            [.. columns.Select(column => new Column(column.Heading, column.IsNumber))],
            [.. table.Rows.Select(row => columns.Select(column => column.Text(row)).ToArray())])
        {
            Caption = "Ours: one deterministic rollout a test image, from the centre; ± is the standard error.",
            Emphasis = headline < 0 ? null : headline,
        };
    }

    private static string Best(IReadOnlyList<PublishedResult> published) => published is [var best, ..]
        ? Invariant($"{best.ErrorPercent:0.00} ({best.By}{(best.Remark is null ? "" : ", ")}{best.Remark})")
        : Nothing;

    private static string Ours(RunResult? result) => result is null
        ? Nothing
        : Invariant($"{result.TestErrorPercent:0.00} ± {result.StandardErrorPercent:0.00}{OtherData(result)}");

    // Errors on digits that stand in for MNIST must not be read as errors on MNIST.
    private static string OtherData(RunResult result) => result.Data == Mnist.Name ? "" : $" on {result.Data}";

    private static string OtherSeeds(ComparedRow row) => row.OtherSeeds.Count == 0
        ? Nothing
        : string.Join(", ", row.OtherSeeds.Select(result => Invariant($"{result.Seed}: {result.TestErrorPercent:0.00}")));

    private static string[] Cells(ExperimentStatus status) =>
    [
        status.Run.RunName,
        status.Progress is null ? status.State : Invariant($"{status.State} at {100 * status.Done:0}%"),
        Error(status.Result?.TestErrorPercent),
        ExperimentStatus.Duration(status.Seconds),
        status.Result is null ? ExperimentStatus.Duration(status.SecondsLeft) : Nothing,
    ];

    private static string Counts(IReadOnlyList<SearchTrial> trials) =>
        Invariant($"{trials.Count} trial{(trials.Count == 1 ? "" : "s")}, ")
        + Invariant($"{trials.Count - RandomSearch.Best(trials).Count} of which diverged.");

    private static Panel SettingPanel(Recipe around, IReadOnlyList<SearchTrial> best, SearchSetting setting)
    {
        (double low, double high) = setting.Ends(around);
        return new Panel
        {
            Marks =
            [
                Points(best, setting) with { Color = Palette.Series[0] },
                Points(best.Take(1), setting) with { Color = Palette.Emphasis, Radius = 5 },
            ],
            X = new Axis { Label = setting.Label, Logarithmic = true, Min = low, Max = high },
            Y = new Axis { Label = "Validation error, %", Logarithmic = true },
            Width = 360,
            Height = 240,
        };
    }

    private static PointsMark Points(IEnumerable<SearchTrial> trials, SearchSetting setting) => new(
        [.. trials.Select(trial => trial.Values[setting.Name])],
        [.. trials.Select(trial => trial.ValidationErrorPercent ?? double.NaN)]);

    private static string Describe(SearchTrial trial, IReadOnlyList<string> over)
    {
        IEnumerable<string> values = over.Select(name => $"{name} {Number(trial.Values[name])}");
        return Invariant($"{string.Join(", ", values)}, {trial.ValidationErrorPercent:0.00}%");
    }

    private static string Error(double? percent) => percent is double number ? Invariant($"{number:0.00}") : Nothing;

    private static string Number(double value) => Invariant($"{value:0.####}");

    private sealed record ComparedColumn(string Heading, bool IsNumber, Func<ComparedRow, string> Text);
}
