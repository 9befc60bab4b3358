using static System.FormattableString;

namespace Ram.Figures;

/// <summary>
/// A still picture: panels in a grid, each of a few marks. It shows itself in a notebook as SVG and as plain text.
/// </summary>
/// <example><code>
/// var panel = new Panel { Marks = [new LineMark([1, 2, 3], [9, 4, 2])], X = new Axis { Label = "Glimpses" } };
/// var figure = new Figure { Title = "Error", AltText = "An error that falls.", Panels = [panel] };
/// File.WriteAllText("error.svg", figure.ToSvg());
/// </code></example>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["image/svg+xml", "text/plain"])]
public sealed record Figure
{
    /// <summary>What the figure shows, above it.</summary>
    public required string Title { get; init; }

    /// <summary>What somebody who cannot see it should be told; a sentence or two.</summary>
    public required string AltText { get; init; }

    /// <summary>A remark below it; null for none.</summary>
    public string? Caption { get; init; }

    /// <summary>The panels, row by row.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>The panels in a row.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>
    /// The figure as an SVG document: presentation attributes alone, an opaque background, images embedded as PNG. The
    /// same figure gives the same text, whatever the culture.
    /// </summary>
    public string ToSvg() => SvgRenderer.Render(this, FrameMode.Still);

    /// <summary>The figure in words: title, alternative text, and where each series begins and ends.</summary>
    public string ToText() => string.Join('\n',
        [$"{Title}. {AltText}", .. Panels.SelectMany(panel => panel.Marks).OfType<LineMark>().Where(line => line.Name is not null).Select(Ends)]);

    /// <summary>The same as <see cref="ToSvg"/>, as the HTML that it is: for notebooks that show a type by this method.</summary>
    public string ToHtml() => ToSvg();

    /// <inheritdoc/>
    public override string ToString() => ToText();

    private static string Ends(LineMark line)
    {
        (double X, double Y)[] points =
            [.. line.X.Zip(line.Y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second))];
        string ends = string.Join(" to ", (points.Length < 2 ? points : [points[0], points[^1]])
            .Select(point => Invariant($"{point.Y:0.####} at {point.X:0.####}")));
        return $"{line.Name}: {(ends.Length == 0 ? "no values" : ends)}";
    }
}

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

    /// <summary>The colour of each mark: its own, or the next one of <see cref="Palette.Series"/> for each new name.</summary>
    public IReadOnlyList<string> MarkColors
    {
        get
        {
            List<string> taken = [.. Marks.Where(mark => mark.Color is null).Select(mark => mark.Name ?? "").Distinct()];
            return [.. Marks.Select(mark => mark.Color ?? Palette.Series[taken.IndexOf(mark.Name ?? "") % Palette.Series.Count])];
        }
    }

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

/// <summary>One direction of a panel.</summary>
public sealed record Axis
{
    /// <summary>No line, no ticks, no label.</summary>
    public static Axis Hidden { get; } = new() { Visible = false };

    /// <summary>What the numbers are, with their unit.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the scale is logarithmic; only positive numbers are then shown.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Whether numbers grow against the usual direction: downwards, or to the left.</summary>
    public bool Descending { get; init; }

    /// <summary>The lower end; null takes that of the marks.</summary>
    public double? Min { get; init; }

    /// <summary>The upper end; null takes that of the marks.</summary>
    public double? Max { get; init; }

    /// <summary>Whether the axis is drawn at all.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Whether ticks fall on whole numbers alone.</summary>
    public bool Whole { get; init; }

    /// <summary>Names in the place of numbers, at 0, 1, 2 …; null for numbers.</summary>
    public IReadOnlyList<string>? Categories { get; init; }
}

/// <summary>A rectangle in data coordinates.</summary>
/// <param name="X">The lower end of its horizontal extent.</param>
/// <param name="Y">The lower end of its vertical extent.</param>
/// <param name="Width">Its horizontal extent.</param>
/// <param name="Height">Its vertical extent.</param>
public readonly record struct Box(double X, double Y, double Width, double Height);
