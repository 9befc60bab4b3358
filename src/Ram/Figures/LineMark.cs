namespace Ram.Figures;

/// <summary>A line through points. A point that is not finite, or not positive on a logarithmic axis, is a gap.</summary>
/// <param name="X">The horizontal positions.</param>
/// <param name="Y">The vertical positions, as many.</param>
public sealed record LineMark(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    /// <summary>The width of the line in pixels.</summary>
    public double Width { get; init; } = 2;

    /// <summary>Whether the line is dashed.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether the line ends in an arrowhead.</summary>
    public bool Arrow { get; init; }

    /// <summary>Whether a dark outline sets the line off from an image below.</summary>
    public bool Halo { get; init; }

    internal override IEnumerable<double> Xs => X;

    internal override IEnumerable<double> Ys => Y;
}
