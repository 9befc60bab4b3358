namespace Ram.Figures;

/// <summary>Rectangles, outlined in the mark's colour.</summary>
/// <param name="Boxes">Where they are.</param>
public sealed record RectanglesMark(IReadOnlyList<Box> Boxes) : Mark
{
    /// <summary>The colour inside as <c>#rrggbb</c>; null leaves the inside as it is.</summary>
    public string? Fill { get; init; }

    /// <summary>The width of the outline in pixels; 0 draws none.</summary>
    public double StrokeWidth { get; init; } = 1.5;

    /// <summary>The radius of the corners in pixels.</summary>
    public double CornerRadius { get; init; }

    /// <summary>Whether the outline is dashed.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether a dark outline sets the rectangles off from an image below.</summary>
    public bool Halo { get; init; }

    internal override IEnumerable<double> Xs => Boxes.SelectMany(box => new[] { box.X, box.X + box.Width });

    internal override IEnumerable<double> Ys => Boxes.SelectMany(box => new[] { box.Y, box.Y + box.Height });
}
