namespace Ram.Figures;

/// <summary>
/// One line of text, vertically centred on its position. With <see cref="Subscripts"/>, <c>h_t</c> and
/// <c>l_{t+1}</c> are set as subscripts.
/// </summary>
/// <param name="X">The horizontal position.</param>
/// <param name="Y">The vertical position.</param>
/// <param name="Text">What it says.</param>
public sealed record TextMark(double X, double Y, string Text) : Mark
{
    /// <summary>The height of the letters in pixels.</summary>
    public double Size { get; init; } = 12;

    /// <summary>Which part of the text stands at the position.</summary>
    public TextAnchor Anchor { get; init; } = TextAnchor.Middle;

    /// <summary>Whether the letters are bold.</summary>
    public bool Bold { get; init; }

    /// <summary>Whether underscores make subscripts.</summary>
    public bool Subscripts { get; init; }

    /// <summary>Whether a dark outline sets the text off from an image below.</summary>
    public bool Halo { get; init; }

    /// <summary>A shift to the right in pixels.</summary>
    public double ShiftX { get; init; }

    /// <summary>A shift downwards in pixels.</summary>
    public double ShiftY { get; init; }

    internal override IEnumerable<double> Xs => [];

    internal override IEnumerable<double> Ys => [];
}
