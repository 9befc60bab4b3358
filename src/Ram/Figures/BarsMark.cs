namespace Ram.Figures;

/// <summary>Bars from zero, one at each whole position from 0 on. A value that is not finite has no bar.</summary>
/// <param name="Values">The value of each bar.</param>
public sealed record BarsMark(IReadOnlyList<double> Values) : Mark
{
    /// <summary>The part of a position's width that its bar fills, above 0 and up to 1.</summary>
    public double Fill { get; init; } = 0.76;

    /// <summary>A bar drawn in <see cref="EmphasisColor"/>, or null.</summary>
    public int? Emphasis { get; init; }

    /// <summary>The colour of the emphasised bar.</summary>
    public string EmphasisColor { get; init; } = Palette.Emphasis;

    internal override IEnumerable<double> Xs => Values.Count == 0 ? [] : [-0.5, Values.Count - 0.5];

    internal override IEnumerable<double> Ys => Values.Append(0);
}
