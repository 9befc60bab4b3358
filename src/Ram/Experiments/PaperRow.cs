namespace Ram.Experiments;

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
