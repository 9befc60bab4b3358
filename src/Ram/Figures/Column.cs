namespace Ram.Figures;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="IsNumber">Whether it is set flush right, as numbers are.</param>
public sealed record Column(string Heading, bool IsNumber = false);
