namespace Ram.Experiments;

/// <summary>What a reproduction of the paper reached.</summary>
/// <param name="ErrorPercent">The test error in percent.</param>
/// <param name="By">Whose it is.</param>
/// <param name="Remark">In what it differs from the paper's row; null for nothing that is known.</param>
public sealed record PublishedResult(double ErrorPercent, string By, string? Remark = null);
