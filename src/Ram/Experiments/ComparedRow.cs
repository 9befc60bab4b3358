namespace Ram.Experiments;

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
