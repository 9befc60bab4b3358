namespace Ram.Figures;

/// <summary>Dots. A point that is not finite is left out.</summary>
/// <param name="X">The horizontal positions.</param>
/// <param name="Y">The vertical positions, as many.</param>
public sealed record PointsMark(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    /// <summary>The radius in pixels.</summary>
    public double Radius { get; init; } = 3;

    /// <summary>Whether a dark outline sets the dots off from an image below.</summary>
    public bool Halo { get; init; }

    internal override IEnumerable<double> Xs => X;

    internal override IEnumerable<double> Ys => Y;
}
