using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ram.Data;
using Ram.Figures;

namespace Ram.Experiments;

/// <summary>A table of the paper beside our results.</summary>
/// <param name="Paper">The paper's table.</param>
/// <param name="Rows">Its rows, each with our results.</param>
/// <example><code>ComparedTable.Load("1a").ToTable()</code></example>
public sealed record ComparedTable(PaperTable Paper, IReadOnlyList<ComparedRow> Rows)
{
    private const string Nothing = "–";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string _resultsFolder = Path.Combine(ExperimentFolders.DefaultData, "results");

    /// <summary>A table and the results of a folder.</summary>
    /// <param name="name">The table's name: <c>1a</c>, <c>1b</c>, <c>2a</c>, <c>2b</c> or <c>ablation</c>.</param>
    /// <param name="results">
    /// A folder of result files; null for <c>data/results</c> in the working folder or the nearest above it.
    /// </param>
    /// <exception cref="RamException">When there is no such table or a result cannot be read.</exception>
    public static ComparedTable Load(string name, string? results = null)
    {
        PaperTable paper = PaperTable.Find(name);
        string folder = results ?? FindResults();
        return new ComparedTable(paper, [.. paper.Rows.Select(row => ComparedRow.Load(row, folder))]);
    }

    /// <summary>Several tables as one JSON object.</summary>
    public static string ToJson(IEnumerable<ComparedTable> tables) =>
        JsonSerializer.Serialize(new { tables = tables.Select(table => table.ForJson()) }, _json);

    /// <summary>The test errors, in percent: the paper's, the best published and ours.</summary>
    public Table ToTable() => Of(ErrorColumns);

    /// <summary>The same with what each of our results took, and the command that gives it again.</summary>
    /// <param name="code">Whether commands are set as code of Markdown.</param>
    public Table ToFullTable(bool code = false) => Of(
    [
        .. ErrorColumns,
        new("Rollouts", true, row => row.Ours is { } ours ? Text($"{ours.RolloutsUsed / 1e6:0.0} M") : Nothing),
        new("Time", true, row => row.Ours is { } ours ? Duration.Text(ours.Seconds) : Nothing),
        new("Seed", true, row => row.Ours is { } ours ? Text($"{ours.Seed}") : Nothing),
        .. Rows.Any(row => row.OtherSeeds.Count > 0) ? [new TableColumn("Other seeds", true, OtherSeeds)] : NoColumns,
        new("Command", false, row => row.Ours is null ? Nothing : code ? $"`{row.Ours.Command}`" : row.Ours.Command),
    ]);

    private static TableColumn[] NoColumns => [];

    private TableColumn[] ErrorColumns =>
    [
        new("Test error, %", false, row => row.Paper.Name),
        .. Paper.IsOurs ? NoColumns : OthersColumns,
        new("Ours", true, row => Ours(row.Ours)),
    ];

    private static TableColumn[] OthersColumns =>
    [
        new("arXiv v1", true, row => Number(row.Paper.Arxiv)),
        new("NIPS", true, row => Number(row.Paper.Nips)),
        new("Best published", true, row => Best(row.Paper.Best)),
    ];

    private Table Of(IReadOnlyList<TableColumn> columns)
    {
        int headline = Rows.ToList().FindIndex(row => row.Paper.IsHeadline);
        return new Table(
            Paper.Heading,
            [.. columns.Select(column => new Column(column.Heading, column.IsNumber))],
            [.. Rows.Select(row => columns.Select(column => column.Text(row)).ToArray())])
        {
            Caption = "Ours: one deterministic rollout a test image, from the centre; ± is the standard error.",
            Emphasis = headline < 0 ? null : headline,
        };
    }

    private object ForJson() => new
    {
        Paper.Name,
        Paper.Title,
        Paper.Task,
        rows = Rows.Select(row => new
        {
            row.Paper.Name,
            row.Paper.Arxiv,
            row.Paper.Nips,
            row.Paper.Published,
            row.Paper.Experiment,
            ours = row.Ours is null ? null : ForJson(row.Ours),
            otherSeeds = row.OtherSeeds.Select(ForJson),
        }),
    };

    private static object ForJson(RunResult result) => new
    {
        errorPercent = result.TestErrorPercent,
        standardErrorPercent = result.StandardErrorPercent,
        images = result.TestImages,
        errors = result.TestErrors,
        result.Data,
        rollouts = result.RolloutsUsed,
        result.Seconds,
        result.Seed,
        result.Command,
    };

    private static string Best(PublishedResult? best) => best is null
        ? Nothing
        : Text($"{best.ErrorPercent:0.00} ({best.By}{(best.Remark is null ? "" : ", ")}{best.Remark})");

    private static string Ours(RunResult? result)
    {
        if (result is null)
            return Nothing;
        // Errors on digits that stand in for MNIST must not be read as errors on MNIST.
        string data = result.Data == Mnist.Name ? "" : $" on {result.Data}";
        return Text($"{result.TestErrorPercent:0.00} ± {result.StandardErrorPercent:0.00}{data}");
    }

    private static string OtherSeeds(ComparedRow row) => row.OtherSeeds.Count == 0
        ? Nothing
        : string.Join(", ", row.OtherSeeds.Select(result => Text($"{result.Seed}: {result.TestErrorPercent:0.00}")));

    private static string Number(double? value) => value is double number ? Text($"{number:0.00}") : Nothing;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string FindResults()
    {
        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, _resultsFolder)))
                return Path.Combine(folder.FullName, _resultsFolder);
        return _resultsFolder;
    }

    private sealed record TableColumn(string Heading, bool IsNumber, Func<ComparedRow, string> Text);
}

/// <summary>A row of the paper and what came of ours.</summary>
/// <param name="Paper">The paper's row.</param>
/// <param name="Ours">The result of the table's seed; null as long as there is none.</param>
/// <param name="OtherSeeds">Results of other seeds, in the order of the seeds.</param>
public sealed record ComparedRow(PaperRow Paper, RunResult? Ours, IReadOnlyList<RunResult> OtherSeeds)
{
    /// <summary>A row and its results in a folder.</summary>
    /// <param name="row">The row.</param>
    /// <param name="results">A folder of result files; it need not exist.</param>
    /// <exception cref="RamException">When a result cannot be read.</exception>
    public static ComparedRow Load(PaperRow row, string results)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Experiment is not string name || !Directory.Exists(results))
            return new ComparedRow(row, null, []);
        string first = Path.Combine(results, $"{name}.json");
        IEnumerable<RunResult> others = Directory.GetFiles(results, $"{name}-seed-*.json").Select(RunResult.Load);
        return new ComparedRow(
            row, File.Exists(first) ? RunResult.Load(first) : null, [.. others.OrderBy(result => result.Seed)]);
    }
}
