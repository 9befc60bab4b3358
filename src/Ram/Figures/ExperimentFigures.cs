using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Search;
using Ram.Training;
using static System.FormattableString;
using ComparedColumn = (Ram.Figures.Column Column, System.Func<Ram.Experiments.ComparedRow, string> Text);

namespace Ram.Figures;

/// <summary>Results of evaluations, experiments and searches as tables and figures.</summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// LabelledImages digits = Mnist.Load().Validation;
/// new ConfusionMatrix(Evaluation.Run(model, digits), digits).ToTable()
/// </code></example>
public static class ExperimentFigures
{
    private const string Nothing = "–";
    private const int MostHeadingLetters = 60;

    private static readonly ulong[] _sprintSeeds = [1, 2, 3];

    /// <summary>
    /// A row for each class and a column for what the model said; a dot stands for zero. Where names would make the
    /// columns too wide, they have the numbers of the rows.
    /// </summary>
    /// <param name="confusion">The counts.</param>
    /// <param name="title">What the table shows.</param>
    public static Table ToTable(
        this ConfusionMatrix confusion, string title = "A row for each class, a column for what the model said")
    {
        IReadOnlyList<string> names = confusion.ClassNames, columns = names, rows = names;
        if (names.Sum(name => name.Length) > MostHeadingLetters)
        {
            columns = [.. names.Select((_, i) => Invariant($"{i}"))];
            rows = [.. names.Select((name, i) =>
                Invariant($"{i} {TextMetrics.Trim(name, text => TextMetrics.LabelWidth(text) <= 180)}"))];
        }
        return new Table(
            title, [new(""), .. columns.Select(name => new Column(name, IsNumber: true))],
            [.. confusion.ToRows().Zip(rows, (row, name) => (string[])
                [name, .. row.Select(count => count == 0 ? "·" : Invariant($"{count}"))])]);
    }

    /// <summary>The error after each fixed number of glimpses, then when looking stops at each threshold.</summary>
    /// <param name="answers">What the model said.</param>
    /// <param name="thresholds">The thresholds, 0 to 1.</param>
    public static Table ToTable(this EarlyExit answers, IEnumerable<double> thresholds) => new(
        "Error against glimpses used",
        [new("Stops"), new("Test error, %", true), new("Glimpses", true), new("Retina pixels", true)],
        [.. answers.AfterEachGlimpse().Concat(thresholds.Order().Select(answers.WhenSure)).Select(error => (string[])
        [
            error.Threshold is double threshold ? Invariant($"when {threshold:0.#####} sure")
                : Invariant($"after {error.MeanGlimpses} glimpse{(error.MeanGlimpses == 1 ? "" : "s")}"),
            Error(error.ErrorPercent), Error(error.MeanGlimpses), Invariant($"{error.MeanPixels:N0}"),
        ])],
        "Glimpses and the pixels of their patches are means over the images.");

    /// <summary>The error over the mean number of glimpses: of fixed numbers, and of stopping when sure.</summary>
    /// <param name="answers">What the model said.</param>
    /// <param name="thresholds">The thresholds, 0 to 1.</param>
    public static Figure ToFigure(this EarlyExit answers, IEnumerable<double> thresholds)
    {
        EarlyExitError[] numbers = [.. answers.AfterEachGlimpse()];
        EarlyExitError[] sure = [.. thresholds.Order().Select(answers.WhenSure).OrderBy(error => error.MeanGlimpses)];
        string summary = Invariant($"All {numbers.Length} glimpses make {numbers[^1].ErrorPercent:0.00}% errors.");
        IEnumerable<Mark> marks = new[] { (numbers, "a fixed number of glimpses"), (sure, "until the model is sure") }
            .SelectMany(((EarlyExitError[] Errors, string Name) curve, int i) =>
            {
                double[] x = [.. curve.Errors.Select(error => error.MeanGlimpses)];
                double[] y = [.. curve.Errors.Select(error => error.ErrorPercent)];
                var line = new LineMark(x, y) { Name = curve.Name, Color = Palette.Series[i] };
                return new Mark[] { line, new PointsMark(x, y) { Color = line.Color } };
            });
        string altText = $"The error in percent against the mean number of glimpses. {summary}";
        Figure figure = Plot.Of(
            "Stop looking when the model is sure", altText, new Axis("Glimpses, mean over the images"),
            new Axis("Test error, %", Logarithmic: true), 300, [.. marks]);
        return figure with { Caption = summary };
    }

    /// <summary>The test errors, in percent: the paper's, the best published and ours.</summary>
    /// <param name="table">The paper's table with our results.</param>
    /// <example><code>ComparedTable.Load("1a").ToTable()</code></example>
    public static Table ToTable(this ComparedTable table) => Of(table, Errors(table));

    /// <summary>The same with what each of our results took, and the command that gives it again.</summary>
    /// <param name="table">The paper's table with our results.</param>
    /// <param name="code">Whether commands are set as code of Markdown.</param>
    public static Table ToFullTable(this ComparedTable table, bool code = false) =>
        Of(table, [.. Errors(table), .. Costs(table, code)]);

    /// <summary>How each run stands.</summary>
    /// <param name="folders">Where their files are.</param>
    /// <param name="runs">The runs.</param>
    public static Table ToTable(this ExperimentFolders folders, IEnumerable<Experiment> runs) => new(
        "The experiments",
        [new("Experiment"), new("State"), new("Test error, %", true), new("Time", true), new("Left", true)],
        [.. runs.Select(folders.Status).Select(status => (string[])
        [
            status.Run.RunName,
            status.Progress is null ? status.State : Invariant($"{status.State} at {100 * status.Done:0}%"),
            Error(status.Result?.TestErrorPercent), ExperimentStatus.Duration(status.Seconds),
            status.Result is null ? ExperimentStatus.Duration(status.SecondsLeft) : Nothing,
        ])],
        "Times of what is not done are about those of two cores.");

    /// <summary>The best trials of a search.</summary>
    /// <param name="search">The search.</param>
    /// <param name="trials">Its trials that are done.</param>
    /// <param name="most">The trials that are shown at most.</param>
    public static Table ToTable(this RandomSearch search, IReadOnlyList<SearchTrial> trials, int most = 10) => new(
        "The best trials",
        [new("Trial", true), .. search.Over.Select(name => new Column(name, true)), new("Validation error, %", true)],
        [.. RandomSearch.Best(trials).Take(most).Select(trial => (string[])
        [
            $"{trial.Number}", .. search.Over.Select(name => Number(trial.Values[name])),
            Error(trial.ValidationErrorPercent),
        ])],
        Counts(trials));

    /// <summary>The validation error of a search's trials over each setting, a panel each.</summary>
    /// <param name="search">The search.</param>
    /// <param name="trials">Its trials that are done.</param>
    public static Figure ToFigure(this RandomSearch search, IReadOnlyList<SearchTrial> trials)
    {
        IReadOnlyList<SearchTrial> best = RandomSearch.Best(trials);
        string winner = string.Concat(best.Take(1).Select(trial => $" The best is trial {trial.Number}: "
            + string.Concat(search.Over.Select(name => $"{name} {Number(trial.Values[name])}, "))
            + $"{Error(trial.ValidationErrorPercent)}%."));
        Panel[] panels = [.. search.Settings.Select(SettingPanel)];
        return Figure.Of(
            "Random search: validation error over each setting", Counts(trials) + winner, Math.Min(2, panels.Length),
            Counts(trials) + " The best is marked.", panels);

        Panel SettingPanel(SearchSetting setting)
        {
            (double low, double high) = setting.Ends(search.Around);
            double[] x = [.. best.Select(trial => trial.Values[setting.Name])];
            double[] y = [.. best.Select(trial => trial.ValidationErrorPercent ?? double.NaN)];
            var first = new PointsMark([.. x.Take(1)], [.. y.Take(1)], 5) { Color = Palette.Emphasis };
            return new Panel(Width: 240, Height: 200)
            {
                Marks = [new PointsMark(x, y) { Color = Palette.Series[0] }, first],
                X = new Axis(setting.Label, low, high, Logarithmic: true),
                Y = new Axis("Validation error, %", Logarithmic: true),
            };
        }
    }

    private static ComparedColumn[] Errors(ComparedTable table)
    {
        ComparedColumn name = (new("Test error, %"), row => row.Experiment.Label);
        if (table.Paper == PaperTable.Sprint)
            return
            [
                name, (new("The paper", true), row => Error(row.Experiment.Nips)),
                .. _sprintSeeds.Select(seed => Of(
                    Invariant($"Seed {seed}"), row => row.Seeds.Where(result => result.Seed == seed),
                    result => Error(result.TestErrorPercent) + OtherData(result))),
            ];
        ComparedColumn[] published =
        [
            (new("arXiv v1", true), row => Error(row.Experiment.Arxiv)),
            (new("NIPS", true), row => Error(row.Experiment.Nips)),
            (new("Best published", true), row => Best(row.Experiment.Published)),
        ];
        return [name, .. table.Paper.IsOurs ? [] : published, Of("Ours", Ours, result => Invariant(
            $"{result.TestErrorPercent:0.00} ± {result.StandardErrorPercent:0.00}{OtherData(result)}"))];
    }

    private static ComparedColumn[] Costs(ComparedTable table, bool code)
    {
        string Command(RunResult result) => code ? $"`{result.Command}`" : result.Command;
        if (table.Paper == PaperTable.Sprint)
            return
            [
                Of("Rollouts", Sprints, result => Invariant($"{result.RolloutsUsed / 1e6:0.00} M")),
                Of("Seconds", Sprints, result => Invariant($"{result.Seconds:0}")),
                Of("Command", row => row.Seeds.Take(1), Command, isNumber: false),
                Of("Commit", Sprints, result => result.Commit, isNumber: false),
            ];
        ComparedColumn others = Of("Other seeds", row => row.OtherSeeds, result =>
            Invariant($"{result.Seed}: {result.TestErrorPercent:0.00}"));
        return
        [
            Of("Rollouts", Ours, result => Invariant($"{result.RolloutsUsed / 1e6:0.0} M")),
            Of("Time", Ours, result => ExperimentStatus.Duration(result.Seconds)),
            Of("Seed", Ours, result => Invariant($"{result.Seed}")),
            .. table.Rows.Any(row => row.OtherSeeds.Count > 0) ? new[] { others } : [],
            Of("Command", Ours, Command, isNumber: false),
        ];
    }

    private static IEnumerable<RunResult> Ours(ComparedRow row) => row.Ours is null ? [] : [row.Ours];

    private static IEnumerable<RunResult> Sprints(ComparedRow row) =>
        row.Seeds.Where(result => _sprintSeeds.Contains(result.Seed));

    private static ComparedColumn Of(
        string heading, Func<ComparedRow, IEnumerable<RunResult>> results, Func<RunResult, string> text,
        bool isNumber = true) => (new(heading, isNumber), row => Join([.. results(row).Select(text)]));

    // What the results have in common is said once.
    private static string Join(string[] texts) => texts.Length == 0 ? Nothing
        : string.Join(", ", texts.Distinct().Count() == 1 ? texts[..1] : texts);

    private static Table Of(ComparedTable table, ComparedColumn[] columns)
    {
        int headline = table.Rows.ToList().FindIndex(row => row.Experiment.IsHeadline);
        return new Table(
            table.Paper.Heading,
            [.. columns.Select(column => column.Column)],
            [.. table.Rows.Select(row => columns.Select(column => column.Text(row)).ToArray())],
            "Ours: each test image once, deterministically unless glimpses are random; ± is the standard error.",
            headline < 0 ? null : headline);
    }

    private static string Best(IReadOnlyList<PublishedResult> published) => published is [var best, ..]
        ? Invariant($"{best.ErrorPercent:0.00} ({best.By}{(best.Remark is null ? "" : ", ")}{best.Remark})") : Nothing;

    // Errors on digits that stand in for MNIST must not be read as errors on MNIST.
    private static string OtherData(RunResult result) => result.Data == Mnist.Name ? "" : $" on {result.Data}";

    private static string Counts(IReadOnlyList<SearchTrial> trials) =>
        Invariant($"{trials.Count} trial{(trials.Count == 1 ? "" : "s")}, ")
        + Invariant($"{trials.Count - RandomSearch.Best(trials).Count} of which diverged.");

    private static string Error(double? percent) => percent is double number ? Invariant($"{number:0.00}") : Nothing;

    private static string Number(double value) => Invariant($"{value:0.####}");
}
