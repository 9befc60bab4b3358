namespace Ram.Figures;

/// <summary>Marks between two axes.</summary>
public sealed record Panel
{
    /// <summary>What the panel shows, above it; null for nothing.</summary>
    public string? Title { get; init; }

    /// <summary>What is drawn, the lowest first.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>The width between the axes in pixels.</summary>
    public double Width { get; init; } = 520;

    /// <summary>The height between the axes in pixels.</summary>
    public double Height { get; init; } = 300;

    /// <summary>The rows of the grid that the panel takes.</summary>
    public int RowSpan { get; init; } = 1;

    /// <summary>The columns of the grid that the panel takes.</summary>
    public int ColumnSpan { get; init; } = 1;

    /// <summary>The colour behind the marks as <c>#rrggbb</c>; null is the figure's.</summary>
    public string? Background { get; init; }

    /// <summary>A panel without axes whose vertical positions grow downwards, as in an image.</summary>
    /// <param name="area">What is shown of the plane, in data coordinates.</param>
    /// <param name="pixelsPerUnit">The size of one data unit in pixels.</param>
    /// <param name="marks">What is drawn.</param>
    public static Panel Picture(Box area, double pixelsPerUnit, params IReadOnlyList<Mark> marks) => new()
    {
        Marks = marks,
        X = Axis.Hidden with { Min = area.X, Max = area.X + area.Width },
        Y = Axis.Hidden with { Min = area.Y, Max = area.Y + area.Height, Descending = true },
        Width = area.Width * pixelsPerUnit,
        Height = area.Height * pixelsPerUnit,
    };
}
