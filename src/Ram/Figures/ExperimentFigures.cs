using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Search;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Results of experiments and searches as tables and figures.</summary>
public static class ExperimentFigures
{
    private const string Nothing = "–";

    /// <summary>The test errors, in percent: the paper's, the best published and ours.</summary>
    /// <param name="table">The paper's table with our results.</param>
    /// <example><code>ComparedTable.Load("1a").ToTable()</code></example>
    public static Table ToTable(this ComparedTable table) => Compare(table, [.. ErrorColumns(table)]);

    /// <summary>The same with what each of our results took, and the command that gives it again.</summary>
    /// <param name="table">The paper's table with our results.</param>
    /// <param name="code">Whether commands are set as code of Markdown.</param>
    public static Table ToFullTable(this ComparedTable table, bool code = false)
    {
        var columns = new List<ComparedColumn>(ErrorColumns(table));
        AddOurs("Rollouts", true, ours => Invariant($"{ours.RolloutsUsed / 1e6:0.0} M"));
        AddOurs("Time", true, ours => Duration.Text(ours.Seconds));
        AddOurs("Seed", true, ours => Invariant($"{ours.Seed}"));
        if (table.Rows.Any(row => row.OtherSeeds.Count > 0))
            columns.Add(new("Other seeds", true, OtherSeeds));
        AddOurs("Command", false, ours => code ? $"`{ours.Command}`" : ours.Command);
        return Compare(table, columns);

        void AddOurs(string heading, bool isNumber, Func<RunResult, string> text) =>
            columns.Add(new(heading, isNumber, row => row.Ours is { } ours ? text(ours) : Nothing));
    }

    /// <summary>How each experiment stands.</summary>
    /// <param name="list">The experiments.</param>
    public static Table ToTable(this ExperimentList list) => new(
        "The experiments",
        [new("Experiment"), new("State"), new("Test error, %", true), new("Time", true), new("Left", true)],
        [.. list.Rows.Select(Cells)])
    {
        Caption = "Times of what is not done are about those of two cores.",
    };

    /// <summary>The best ten trials of a search.</summary>
    /// <param name="report">The search.</param>
    public static Table ToTable(this SearchReport report)
    {
        IReadOnlyList<SearchSetting> over = report.Search.Over;
        return new Table(
            "The best trials",
            [
                new("Trial", true),
                .. over.Select(setting => new Column(setting.Name, true)),
                new("Validation error, %", true),
            ],
            [.. report.Best.Take(10).Select(result => (string[])
            [
                Number(result.Trial),
                .. over.Select(setting => Number(result.Values[setting.Name])),
                Percent(result.ValidationErrorPercent),
            ])])
        {
            Caption = Counts(report),
        };
    }

    /// <summary>The validation error of a search's trials over each setting, a panel each.</summary>
    /// <param name="report">The search.</param>
    public static Figure ToFigure(this SearchReport report)
    {
        IReadOnlyList<SearchSetting> over = report.Search.Over;
        string best = string.Concat(report.Best.Take(1).Select(result =>
            $" The best is trial {result.Trial}: {Values(result)}, {Percent(result.ValidationErrorPercent)}%."));
        return new Figure
        {
            Title = "Random search: validation error over each setting",
            AltText = Counts(report) + best,
            Caption = Counts(report) + " The best is marked.",
            Panels = [.. over.Select(setting => SettingPanel(report, setting))],
            Columns = Math.Min(2, over.Count),
        };

        string Values(SearchResult result) =>
            string.Join(", ", over.Select(setting => $"{setting.Name} {Number(result.Values[setting.Name])}"));
    }

    private static IEnumerable<ComparedColumn> ErrorColumns(ComparedTable table)
    {
        yield return new("Test error, %", false, row => row.Paper.Name);
        if (!table.Paper.IsOurs)
        {
            yield return new("arXiv v1", true, row => Percent(row.Paper.Arxiv));
            yield return new("NIPS", true, row => Percent(row.Paper.Nips));
            yield return new("Best published", true, row => Best(row.Paper.Best));
        }
        yield return new("Ours", true, row => Ours(row.Ours));
    }

    private static Table Compare(ComparedTable table, IReadOnlyList<ComparedColumn> columns)
    {
        int headline = table.Rows.ToList().FindIndex(row => row.Paper.IsHeadline);
        return new Table(
            table.Paper.Heading,
            [.. columns.Select(column => new Column(column.Heading, column.IsNumber))],
            [.. table.Rows.Select(row => columns.Select(column => column.Text(row)).ToArray())])
        {
            Caption = "Ours: one deterministic rollout a test image, from the centre; ± is the standard error.",
            Emphasis = headline < 0 ? null : headline,
        };
    }

    private static string Best(PublishedResult? best) => best is null
        ? Nothing
        : $"{Percent(best.ErrorPercent)} ({best.By}{(best.Remark is null ? "" : ", ")}{best.Remark})";

    private static string Ours(RunResult? result)
    {
        if (result is null)
            return Nothing;
        // Errors on digits that stand in for MNIST must not be read as errors on MNIST.
        string data = result.Data == Mnist.Name ? "" : $" on {result.Data}";
        return $"{Percent(result.TestErrorPercent)} ± {Percent(result.StandardErrorPercent)}{data}";
    }

    private static string OtherSeeds(ComparedRow row) => row.OtherSeeds.Count == 0
        ? Nothing
        : string.Join(", ", row.OtherSeeds.Select(result => $"{result.Seed}: {Percent(result.TestErrorPercent)}"));

    private static string[] Cells(ExperimentStatus status)
    {
        string state = ExperimentList.State(status);
        return
        [
            status.Run.Name,
            status.Progress is null ? state : Invariant($"{state} at {100 * status.Done:0}%"),
            Percent(status.Result?.TestErrorPercent),
            Duration.Text(status.Seconds),
            status.Result is null ? Duration.Text(status.SecondsLeft) : Nothing,
        ];
    }

    private static string Counts(SearchReport report) =>
        Invariant($"{report.Results.Count} trials, {report.Results.Count - report.Best.Count} of which diverged.");

    private static Panel SettingPanel(SearchReport report, SearchSetting setting)
    {
        (double low, double high) = setting.Ends(report.Search.Around);
        return new Panel
        {
            Marks = [Points(report.Best, Palette.Series[0], 3), Points(report.Best.Take(1), Palette.Emphasis, 5)],
            X = new Axis { Label = setting.Label, Logarithmic = true, Min = low, Max = high },
            Y = new Axis { Label = "Validation error, %", Logarithmic = true },
            Width = 360,
            Height = 240,
        };

        PointsMark Points(IEnumerable<SearchResult> results, string color, double radius) => new(
            [.. results.Select(result => result.Values[setting.Name])],
            [.. results.Select(result => result.ValidationErrorPercent ?? double.NaN)])
        { Color = color, Radius = radius };
    }

    private static string Percent(double? percent) => percent is double number ? Invariant($"{number:0.00}") : Nothing;

    private static string Number(double value) => Invariant($"{value:0.####}");

    private sealed record ComparedColumn(string Heading, bool IsNumber, Func<ComparedRow, string> Text);
}
