namespace Ram.Figures;

/// <summary>Something drawn in a panel, in the panel's data coordinates. Later marks lie over earlier ones.</summary>
public abstract record Mark
{
    /// <summary>The name in the legend; marks of one name share a colour. Null keeps the mark out of the legend.</summary>
    public string? Name { get; init; }

    /// <summary>The colour as <c>#rrggbb</c>; null takes the next one of <see cref="Palette.Series"/>.</summary>
    public string? Color { get; init; }

    /// <summary>The frames in which the mark is seen; null is all of them. Still figures show every mark.</summary>
    public FrameRange? Frames { get; init; }

    /// <summary>The horizontal positions that the axis must hold.</summary>
    internal abstract IEnumerable<double> Xs { get; }

    /// <summary>The vertical positions that the axis must hold.</summary>
    internal abstract IEnumerable<double> Ys { get; }
}
