using static System.FormattableString;

namespace Ram.Figures;

/// <summary>
/// A picture: panels in a grid, each of a few marks. It shows itself in a notebook as SVG and as plain text; one that
/// moves, as HTML with a slider over its frames.
/// </summary>
/// <example><code>
/// var panel = new Panel { Marks = [new LineMark([1, 2, 3], [9, 4, 2])], X = new Axis { Label = "Glimpses" } };
/// var figure = new Figure { Title = "Error", AltText = "An error that falls.", Panels = [panel] };
/// File.WriteAllText("error.svg", figure.ToSvg());
/// </code></example>
[TypeFormatterSource(typeof(StillFormatters), PreferredMimeTypes = ["image/svg+xml", "text/plain"])]
public record Figure
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
    /// <summary>The name of each frame of a figure that moves; a still one has none.</summary>
    public IReadOnlyList<string> Frames { get; internal init; } = [];
    /// <summary>What the slider of a figure that moves goes through.</summary>
    public string SliderLabel { get; init; } = "Frame";

    /// <summary>A figure of a few panels, one below the other.</summary>
    /// <param name="title">What the figure shows.</param>
    /// <param name="altText">What somebody who cannot see it should be told.</param>
    /// <param name="panels">The panels.</param>
    public static Figure Of(string title, string altText, params IReadOnlyList<Panel> panels) =>
        new() { Title = title, AltText = altText, Panels = panels };

    internal static Figure Of(
        string title, string altText, int columns, string? caption, params IReadOnlyList<Panel> panels) =>
        Of(title, altText, panels) with { Columns = columns, Caption = caption };

    /// <summary>Where the plot of each panel lies in the picture, in pixels.</summary>
    public IReadOnlyList<Box> Places => [.. new FigureLayout(this).Panels.Select(
        layout => new Box(layout.PlotX, layout.PlotY, layout.Panel.Width, layout.Panel.Height))];

    /// <summary>One frame of a figure that moves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When there is no such frame.</exception>
    public Figure Still(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame, (uint)Frames.Count, nameof(frame));
        IEnumerable<Panel> panels =
            Panels.Select(panel => panel with { Marks = [.. panel.Marks.Where(mark => mark.IsSeen(frame))] });
        return new Figure(this) { Frames = [], Panels = [.. panels] };
    }

    /// <summary>
    /// The figure, or its last frame, as an SVG document: presentation attributes alone, an opaque background, images
    /// embedded as PNG. The same figure gives the same text, whatever the culture.
    /// </summary>
    public string ToSvg() => SvgRenderer.Render(Frames.Count == 0 ? this : Still(Frames.Count - 1));

    /// <summary>An SVG in which the frames follow each other by themselves (SMIL), also inside an <c>img</c>.</summary>
    /// <param name="secondsPerFrame">How long a frame stays; the last one stays twice as long.</param>
    public string ToAnimatedSvg(double secondsPerFrame = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(secondsPerFrame);
        return SvgRenderer.Render(this, secondsPerFrame);
    }

    /// <summary>
    /// What a web page or a notebook shows: the SVG; of a figure that moves, the SVG with a slider, a play button and a
    /// script, which shows the last frame where scripts do not run.
    /// </summary>
    public virtual string ToHtml() => ToSvg();

    /// <summary>The figure in words: title, alternative text, where each series begins and ends, the frames.</summary>
    public string ToText() => string.Join('\n',
    [
        Words,
        .. Panels.SelectMany(panel => panel.Marks).OfType<LineMark>().Where(line => line.Name is not null).Select(Ends),
        .. Frames.Take(1).Select(first => Invariant($"{Frames.Count} frames: {first} to {Frames[^1]}.")),
    ]);

    /// <inheritdoc/>
    public sealed override string ToString() => ToText();

    internal string Words => $"{SvgText.Sentence(Title)} {AltText}".TrimStart();

    private static string Ends(LineMark line)
    {
        string[] points = [.. line.X.Zip(line.Y).Where(point => double.IsFinite(point.First + point.Second))
            .Select(point => $"{SvgText.Number(point.Second, 4)} at {SvgText.Number(point.First, 4)}")];
        string ends = points.Length switch { 0 => "no values", 1 => points[0], _ => $"{points[0]} to {points[^1]}" };
        return $"{line.Name}: {ends}";
    }
}

/// <summary>Marks between two axes.</summary>
/// <param name="Title">What the panel shows, above it; null for nothing.</param>
/// <param name="Width">The width between the axes in pixels.</param>
/// <param name="Height">The height between the axes in pixels.</param>
/// <param name="ColumnSpan">The columns of the grid that the panel takes.</param>
/// <param name="Background">The colour behind the marks as <c>#rrggbb</c>; null is the figure's.</param>
public sealed record Panel(
    string? Title = null, double Width = 520, double Height = 300, int ColumnSpan = 1, string? Background = null)
{
    /// <summary>What is drawn, the lowest first.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }
    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new();
    /// <summary>The vertical axis.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>The marks, each with its own colour, or for a new name the next of the palette.</summary>
    public IEnumerable<(Mark Mark, string Color)> ColoredMarks
    {
        get
        {
            List<string?> taken = [.. Marks.Where(mark => mark.Color is null).Select(mark => mark.Name).Distinct()];
            return Marks.Select(mark => (mark, mark.Color ?? Palette.OfSeries(taken.IndexOf(mark.Name))));
        }
    }

    /// <summary>A panel without axes whose vertical positions grow downwards, as in an image.</summary>
    /// <param name="area">What is shown of the plane, in data coordinates.</param>
    /// <param name="pixelsPerUnit">The size of one data unit in pixels.</param>
    /// <param name="marks">What is drawn.</param>
    public static Panel Picture(Box area, double pixelsPerUnit, params IReadOnlyList<Mark> marks) =>
        new(Width: area.Width * pixelsPerUnit, Height: area.Height * pixelsPerUnit)
        {
            Marks = marks,
            X = Axis.Hidden with { Min = area.X, Max = area.Right },
            Y = Axis.Hidden with { Min = area.Y, Max = area.Bottom, Descending = true },
        };

    /// <summary>Marks over an image, the longer side of <paramref name="size"/> pixels, on dark ground.</summary>
    internal static Panel OverImage(Box area, double size, params IReadOnlyList<Mark> marks) =>
        Picture(area, size / Math.Max(area.Width, area.Height), marks) with { Background = "#333333" };
}

/// <summary>One direction of a panel.</summary>
/// <param name="Label">What the numbers are, with their unit.</param>
/// <param name="Min">The lower end; null takes that of the marks.</param>
/// <param name="Max">The upper end; null takes that of the marks.</param>
/// <param name="Logarithmic">Whether the scale is logarithmic; only positive numbers are then shown.</param>
/// <param name="Descending">Whether numbers grow against the usual direction: downwards, or to the left.</param>
/// <param name="Whole">Whether ticks fall on whole numbers alone.</param>
/// <param name="Visible">Whether the axis is drawn at all.</param>
/// <param name="Categories">Names in the place of numbers, at 0, 1, 2 …; null for numbers.</param>
public sealed record Axis(
    string? Label = null, double? Min = null, double? Max = null, bool Logarithmic = false, bool Descending = false,
    bool Whole = false, bool Visible = true, IReadOnlyList<string>? Categories = null)
{
    /// <summary>No line, no ticks, no label.</summary>
    public static Axis Hidden { get; } = new() { Visible = false };
}

/// <summary>A rectangle in data coordinates.</summary>
/// <param name="X">The lower end of its horizontal extent.</param>
/// <param name="Y">The lower end of its vertical extent.</param>
/// <param name="Width">Its horizontal extent.</param>
/// <param name="Height">Its vertical extent.</param>
public readonly record struct Box(double X, double Y, double Width, double Height)
{
    internal double Right => X + Width;
    internal double Bottom => Y + Height;

    /// <summary>The smallest box around both.</summary>
    internal Box Union(Box other)
    {
        double left = Math.Min(X, other.X), top = Math.Min(Y, other.Y);
        return new Box(left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top);
    }

    internal Box Grow(double across, double down) => new(X - across, Y - down, Width + 2 * across, Height + 2 * down);

    internal bool Overlaps(Box other) =>
        Math.Min(Right, other.Right) - Math.Max(X, other.X) > 1e-9
        && Math.Min(Bottom, other.Bottom) - Math.Max(Y, other.Y) > 1e-9;
}
