namespace Ram.Experiments.Search;

/// <summary>The trials of a search side by side.</summary>
/// <param name="Search">The search.</param>
/// <param name="Results">The trials that are done.</param>
public sealed record SearchReport(RandomSearch Search, IReadOnlyList<SearchResult> Results)
{
    /// <summary>The trials that have an error, the best first.</summary>
    public IReadOnlyList<SearchResult> Best { get; } =
    [
        .. Results.Where(result => result.ValidationErrorPercent is not null)
            .OrderBy(result => result.ValidationErrorPercent).ThenBy(result => result.Trial),
    ];
}
