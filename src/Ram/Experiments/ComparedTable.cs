namespace Ram.Experiments;

/// <summary>A table of the paper, or one of our own, beside our results.</summary>
/// <example><code>ComparedTable.Load("1a")</code></example>
public sealed class ComparedTable
{
    private ComparedTable(PaperTable paper, string results) =>
        (Paper, Rows) = (paper, [.. paper.Rows.Select(row => ComparedRow.Load(row, results))]);

    /// <summary>The names of the tables: the sprints, the paper's on classification, and our ablations.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. PaperTable.WithOurs.Select(table => table.Name)];

    internal PaperTable Paper { get; }

    internal IReadOnlyList<ComparedRow> Rows { get; }

    /// <summary>A table and the results of a folder.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="results">A folder of results; null for the nearest <c>data/results</c>, here or above.</param>
    /// <exception cref="RamException">When there is no such table or a result cannot be read.</exception>
    public static ComparedTable Load(string name, string? results = null)
    {
        PaperTable paper = PaperTable.WithOurs.FirstOrDefault(table => table.Name == name)
            ?? throw Spelling.Unknown("table", name, Names);
        string folder = Path.Combine("data", "results");
        return new ComparedTable(paper, results ?? ExperimentFolders.FindAbove(folder)
            ?? throw new RamException(
                $"There are no results here: no {folder} in {Directory.GetCurrentDirectory()} or a folder above; "
                + "start in the project's folder or name a folder of results."));
    }

    /// <summary>The paper's best test error on a task in percent, that of the NIPS proceedings.</summary>
    /// <param name="task">The task, as in <c>DigitTask</c>.</param>
    public static double? PaperErrorPercent(string task) =>
        PaperTable.All.SelectMany(table => table.Rows).FirstOrDefault(row => row.IsHeadline && row.Task == task)?.Nips;

    /// <summary>Several tables as one JSON object.</summary>
    public static string ToJson(IEnumerable<ComparedTable> tables) => ResultJson.Write(
        new
        {
            tables = tables.Select(table => new
            {
                table.Paper.Name,
                table.Paper.Title,
                table.Paper.Task,
                rows = table.Rows.Select(row => new
                {
                    name = row.Experiment.Label,
                    row.Experiment.Arxiv,
                    row.Experiment.Nips,
                    row.Experiment.Published,
                    experiment = row.Experiment.RunName,
                    ours = row.Ours is null ? null : ForJson(row.Ours),
                    otherSeeds = row.OtherSeeds.Select(ForJson),
                }),
            }),
        });

    private static object ForJson(RunResult result) => new
    {
        errorPercent = result.TestErrorPercent,
        result.ValidationErrorPercent,
        result.StandardErrorPercent,
        images = result.TestImages,
        errors = result.TestErrors,
        result.Data,
        rollouts = result.RolloutsUsed,
        result.Seconds,
        result.Seed,
        result.Command,
        result.Version,
    };
}

/// <summary>A row and what came of ours, by each seed in their order.</summary>
internal sealed record ComparedRow(Experiment Experiment, IReadOnlyList<RunResult> Seeds)
{
    /// <summary>The result of the table's seed; null as long as there is none.</summary>
    public RunResult? Ours => Seeds.FirstOrDefault(result => result.Seed == Experiment.Seed);

    public IReadOnlyList<RunResult> OtherSeeds => [.. Seeds.Where(result => result.Seed != Experiment.Seed)];

    /// <summary>A row and its results in a folder, which need not exist.</summary>
    public static ComparedRow Load(Experiment row, string results)
    {
        string[] others = Directory.Exists(results) ? Directory.GetFiles(results, $"{row.RunName}-seed-*.json") : [];
        return new ComparedRow(row, [.. others.Prepend(Path.Combine(results, $"{row.RunName}.json")).Where(File.Exists)
            .Select(RunResult.Load).OrderBy(result => result.Seed)]);
    }
}
