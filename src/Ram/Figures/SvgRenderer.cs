using static Ram.Figures.SvgWriter;

namespace Ram.Figures;

/// <summary>Draws a figure as SVG.</summary>
internal sealed class SvgRenderer
{
    private const double LineHeightToBaseline = 0.35;

    private readonly SvgWriter _svg = new();
    private readonly int _frames;
    private readonly double _seconds;
    private PanelLayout _layout = null!;

    private SvgRenderer(int frames, double seconds) => (_frames, _seconds) = (frames, seconds);

    /// <summary>The figure as an SVG document.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="frames">The frames that groups of marks are seen in, at first the last; 0 shows all marks.</param>
    /// <param name="secondsPerFrame">How long a frame stays; 0 leaves it to a script to show and hide groups.</param>
    public static string Render(Figure figure, int frames = 0, double secondsPerFrame = 0)
    {
        var renderer = new SvgRenderer(frames, secondsPerFrame);
        renderer.DrawFigure(figure, new FigureLayout(figure));
        return renderer._svg.ToString();
    }

    private void DrawFigure(Figure figure, FigureLayout layout)
    {
        double width = Math.Ceiling(layout.Width), height = Math.Ceiling(layout.Height);
        _svg.Open("svg",
            ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
            ("viewBox", Numbers($"0 0 {width} {height}")),
            ("role", "img"), ("aria-label", $"{figure.Title}. {figure.AltText}"),
            ("font-family", TextMetrics.FontFamily), ("font-size", Style.LabelSize), ("fill", Palette.SoftInk));
        _svg.Line();
        _svg.Text("title", figure.Title);
        _svg.Text("desc", figure.AltText);
        _svg.Empty("rect", ("width", width), ("height", height), ("fill", Palette.Paper));
        DrawLines(layout.Title, Style.Margin, Style.Margin, Style.TitleLine, Style.TitleSize, Palette.Ink);
        foreach (PanelLayout panel in layout.Panels)
            DrawPanel(panel);
        DrawLines(layout.Caption, Style.Margin, layout.CaptionTop, Style.CaptionLine, Style.CaptionSize);
        _svg.Close("svg");
    }

    // Titles have a colour of their own, and are bold.
    private void DrawLines(
        IReadOnlyList<string> lines, double x, double top, double lineHeight, double size, string? color = null)
    {
        for (int i = 0; i < lines.Count; i++)
            DrawText(lines[i], x, top + i * lineHeight + size * 0.85, 0, size, color, bold: color is not null);
    }

    private void DrawText(
        string text, double x, double y, double align = 0, double size = Style.LabelSize, string? color = null,
        bool bold = false, bool halo = false) =>
        _svg.Text("text", text,
            ("x", x), ("y", y), ("font-size", size == Style.LabelSize ? null : size),
            ("font-weight", bold ? "bold" : null),
            ("text-anchor", align < 0.25 ? null : align > 0.75 ? "end" : "middle"), ("fill", color),
            ("stroke", halo ? "#000000" : null), ("stroke-width", halo ? 3 : null),
            ("stroke-linejoin", halo ? "round" : null), ("paint-order", halo ? "stroke" : null));

    private void DrawPanel(PanelLayout layout)
    {
        _layout = layout;
        Panel panel = layout.Panel;
        _svg.Open("g", ("transform", Numbers($"translate({layout.PlotX} {layout.PlotY})")));
        _svg.Line();
        if (panel.Background is not null)
            _svg.Empty("rect", ("width", panel.Width), ("height", panel.Height), ("fill", panel.Background));
        DrawLines(layout.Title, -layout.Left, -layout.Top, Style.PanelTitleLine, Style.PanelTitleSize, Palette.Ink);
        foreach (LegendEntry entry in layout.Legend)
            DrawLegend(entry);
        if (panel.Y.Visible)
            DrawVerticalAxis(panel);
        if (panel.X.Visible)
            DrawHorizontalAxis(panel);
        DrawMarks();
        _svg.Close("g");
    }

    private void DrawLegend(LegendEntry entry)
    {
        double x = entry.X - _layout.Left;
        double middle = -_layout.Top + _layout.Title.Count * Style.PanelTitleLine + entry.Y + Style.LabelLine / 2;
        if (entry.Mark is LineMark line)
            _svg.Empty("path", ("d", Numbers($"M{x} {middle}h{Style.Swatch}")),
                ("stroke", entry.Color), ("stroke-width", line.Width), ("stroke-dasharray", Dash(line)));
        else if (entry.Mark is PointsMark points)
            _svg.Circle(x + Style.Swatch / 2, middle, points.Radius, entry.Color);
        else
            _svg.Rectangle(new Box(x + 3, middle - 5, 12, 10),
                ("fill", entry.Mark is RectanglesMark boxes ? boxes.Fill ?? "none" : entry.Color),
                ("stroke", entry.Mark is RectanglesMark ? entry.Color : null));
        DrawText(entry.Mark.Name!, x + Style.Swatch + 6, middle + Style.LabelSize * LineHeightToBaseline);
    }

    private void DrawVerticalAxis(Panel panel)
    {
        if (panel.Y.Label is { } label)
            DrawText(label, -_layout.Left, -Style.YLabelRise);
        foreach (Tick tick in _layout.Y.TickMarks)
        {
            double y = _layout.Y.Map(tick.Value);
            if (panel.Y.Categories is null)
                _svg.Empty("path", ("d", Numbers($"M0 {y}h{panel.Width}")), ("stroke", Palette.Grid));
            DrawText(tick.Label, -Style.TickGap, y + Style.LabelSize * LineHeightToBaseline, align: 1);
        }
    }

    private void DrawHorizontalAxis(Panel panel)
    {
        _svg.Empty("path", ("d", Numbers($"M0 {panel.Height}h{panel.Width}")), ("stroke", Palette.AxisLine));
        foreach (Tick tick in _layout.X.TickMarks)
        {
            double x = _layout.X.Map(tick.Value);
            if (panel.X.Categories is null)
                _svg.Empty("path", ("d", Numbers($"M{x} {panel.Height}v4")), ("stroke", Palette.AxisLine));
            DrawText(tick.Label, x, panel.Height + Style.TickGap + Style.LabelSize * 0.85, align: 0.5);
        }
        if (panel.X.Label is { } label)
            DrawText(label, panel.Width / 2, panel.Height + Style.TickGap + Style.LabelSize + Style.LabelLine - 3, 0.5);
    }

    private void DrawMarks()
    {
        FrameRange? open = null;
        foreach ((Mark mark, string color) in _layout.Panel.Marks.Zip(_layout.Colors))
        {
            if (_frames > 0 && mark.Frames != open)
            {
                CloseGroup(open);
                OpenGroup(mark.Frames);
                open = mark.Frames;
            }
            DrawMark(mark, color);
        }
        CloseGroup(open);
    }

    private void OpenGroup(FrameRange? frames)
    {
        if (frames is not { } range)
            return;
        string? display = range.Contains(_frames - 1) ? null : "none";
        if (_seconds == 0)
        {
            _svg.Open("g",
                ("data-first", range.First), ("data-last", Math.Min(range.Last, _frames - 1)), ("display", display));
            _svg.Line();
            return;
        }
        // The last frame stays for two.
        double steps = _frames + 1, first = range.First / steps, end = display is null ? 1 : (range.Last + 1) / steps;
        _svg.Open("g", ("display", display));
        _svg.Empty("animate", ("attributeName", "display"), ("calcMode", "discrete"),
            ("values", (first > 0 ? "none;inline" : "inline") + (end < 1 ? ";none" : "")),
            ("keyTimes", "0" + (first > 0 ? Time(first) : "") + (end < 1 ? Time(end) : "")),
            ("dur", Numbers($"{steps * _seconds}s")), ("repeatCount", "indefinite"));
    }

    private static string Time(double part) => FormattableString.Invariant($";{part:0.####}");

    private void CloseGroup(FrameRange? frames)
    {
        if (frames is not null)
            _svg.Close("g");
    }

    private void DrawMark(Mark mark, string color)
    {
        switch (mark)
        {
            case ImageMark image:
                Box area = Pixels(image.Area);
                _svg.Empty("image", ("x", area.X), ("y", area.Y), ("width", area.Width), ("height", area.Height),
                    ("preserveAspectRatio", "none"), ("image-rendering", "pixelated"),
                    ("opacity", image.Opacity < 1 ? image.Opacity : null), ("href", image.ToDataUri()));
                break;
            case LineMark line:
                DrawLine(line, color);
                break;
            case PointsMark points:
                DrawPoints(points, color);
                break;
            case RectanglesMark boxes:
                DrawRectangles(boxes, color);
                break;
            case BarsMark bars:
                DrawBars(bars, color);
                break;
            case TextMark text:
                (double x, double y) = (_layout.X.Map(text.X), _layout.Y.Map(text.Y));
                if (double.IsFinite(x) && double.IsFinite(y))
                    DrawText(text.Text, x, y + text.ShiftY + text.Size * LineHeightToBaseline,
                        text.Align, text.Size, text.Color, text.Bold, text.Halo);
                break;
        }
    }

    private void DrawLine(LineMark line, string color)
    {
        var path = new PathData(_layout.Panel.Width, _layout.Panel.Height, Points(line.X, line.Y));
        string data = path.ToString();
        if (data.Length > 0)
        {
            if (line.Halo)
                _svg.Empty("path", ("d", data), ("fill", "none"), ("stroke", "#000000"), ("stroke-opacity", 0.6),
                    ("stroke-width", line.Width + 2));
            _svg.Empty("path", ("d", data), ("fill", "none"), ("stroke", color), ("stroke-width", line.Width),
                ("stroke-linejoin", "round"), ("stroke-dasharray", Dash(line)));
        }
        foreach ((double x, double y) in path.Lonely)
            _svg.Circle(x, y, line.Width + 1, color);
        if (line.Arrow && path.End is { } end)
            DrawArrowhead(end, color, 5 + 2 * line.Width);
    }

    private void DrawArrowhead((double, double, double, double) end, string color, double size)
    {
        (double x, double y, double dx, double dy) = end;
        (double baseX, double baseY, double half) = (x - dx * size, y - dy * size, size * 0.45);
        _svg.Empty("path", ("fill", color), ("d", Numbers(
            $"M{x} {y}L{baseX - dy * half} {baseY + dx * half}L{baseX + dy * half} {baseY - dx * half}z")));
    }

    private void DrawPoints(PointsMark points, string color)
    {
        foreach ((double x, double y) in Points(points.X, points.Y))
            if (x >= 0 && x <= _layout.Panel.Width && y >= 0 && y <= _layout.Panel.Height)
                _svg.Circle(x, y, points.Radius, color, points.Halo ? "#000000" : null);
    }

    private void DrawRectangles(RectanglesMark boxes, string color)
    {
        double? width = boxes.StrokeWidth > 0 ? boxes.StrokeWidth : null;
        foreach (Box box in boxes.Boxes.Select(Pixels))
        {
            if (boxes.Halo)
                _svg.Rectangle(box, ("fill", "none"),
                    ("stroke", "#000000"), ("stroke-opacity", 0.6), ("stroke-width", boxes.StrokeWidth + 2));
            string? stroke = width is null ? null : color;
            _svg.Rectangle(box, ("fill", boxes.Fill ?? "none"), ("stroke", stroke), ("stroke-width", width));
        }
    }

    private void DrawBars(BarsMark bars, string color)
    {
        double zero = Math.Clamp(_layout.Y.Map(Math.Max(0, _layout.Y.Min)), 0, _layout.Panel.Height);
        for (int i = 0; i < bars.Values.Count; i++)
        {
            double top = Math.Clamp(_layout.Y.Map(bars.Values[i]), 0, _layout.Panel.Height);
            double left = _layout.X.Map(i - BarsMark.Width / 2), right = _layout.X.Map(i + BarsMark.Width / 2);
            if (double.IsFinite(top))
                _svg.Rectangle(new Box(left, Math.Min(zero, top), right - left, Math.Abs(zero - top)),
                    ("fill", i == bars.Emphasis ? bars.EmphasisColor : color));
        }
    }

    private Box Pixels(Box box)
    {
        double x1 = _layout.X.Map(box.X), x2 = _layout.X.Map(box.Right);
        double y1 = _layout.Y.Map(box.Y), y2 = _layout.Y.Map(box.Bottom);
        return new Box(Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x2 - x1), Math.Abs(y2 - y1));
    }

    private (double X, double Y)[] Points(IReadOnlyList<double> xs, IReadOnlyList<double> ys) =>
        [.. xs.Zip(ys, (x, y) => (_layout.X.Map(x), _layout.Y.Map(y)))];

    private static string? Dash(LineMark line) => line.Dashed ? "5 4" : null;
}
