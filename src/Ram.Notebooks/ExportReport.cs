namespace Ram.Notebooks;

/// <summary>What an export wrote.</summary>
/// <param name="Pages">The files, the index first.</param>
/// <param name="Problems">What could not be shown as it was meant, one line each; empty if all is well.</param>
public sealed record ExportReport(IReadOnlyList<string> Pages, IReadOnlyList<string> Problems);
