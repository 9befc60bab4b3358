namespace Ram.Figures;

/// <summary>Draws a figure as SVG.</summary>
internal sealed class SvgRenderer
{
    private const double LineHeightToBaseline = 0.35;

    private readonly SvgWriter _svg = new();
    private readonly FrameMode _mode;
    private PanelLayout _layout = null!;

    private SvgRenderer(FrameMode mode) => _mode = mode;

    public static string Render(Figure figure, FrameMode mode)
    {
        var renderer = new SvgRenderer(mode);
        renderer.DrawFigure(figure, new FigureLayout(figure));
        return renderer._svg.ToString();
    }

    private void DrawFigure(Figure figure, FigureLayout layout)
    {
        double width = Math.Ceiling(layout.Width), height = Math.Ceiling(layout.Height);
        _svg.Open("svg",
            ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
            ("viewBox", $"0 0 {SvgWriter.Number(width)} {SvgWriter.Number(height)}"),
            ("role", "img"), ("aria-label", $"{figure.Title}. {figure.AltText}"),
            ("font-family", TextMetrics.FontFamily), ("font-size", Style.LabelSize), ("fill", Palette.SoftInk)).Line();
        _svg.Open("title").Text(figure.Title).Close("title");
        _svg.Open("desc").Text(figure.AltText).Close("desc");
        _svg.Empty("rect", ("width", width), ("height", height), ("fill", Palette.Paper));
        DrawLines(layout.Title, Style.Margin, Style.Margin, Style.TitleLine, Style.TitleSize, Palette.Ink, bold: true);
        foreach (PanelLayout panel in layout.Panels)
            DrawPanel(panel);
        DrawLines(layout.Caption, Style.Margin, layout.CaptionTop, Style.CaptionLine, Style.CaptionSize, null, bold: false);
        _svg.Close("svg");
    }

    private void DrawLines(
        IReadOnlyList<string> lines, double x, double top, double lineHeight, double size, string? color, bool bold)
    {
        for (int i = 0; i < lines.Count; i++)
            DrawText(lines[i], x, top + i * lineHeight + size * 0.85, size, 0, color, bold);
    }

    private void DrawText(
        string text, double x, double y, double size, double align = 0, string? color = null, bool bold = false) =>
        _svg.Open("text",
            ("x", x), ("y", y), ("font-size", size == Style.LabelSize ? null : size),
            ("font-weight", bold ? "bold" : null), ("text-anchor", Anchor(align)), ("fill", color)).Text(text).Close("text");

    private void DrawPanel(PanelLayout layout)
    {
        _layout = layout;
        Panel panel = layout.Panel;
        _svg.Open("g", ("transform", $"translate({SvgWriter.Number(layout.PlotX)} {SvgWriter.Number(layout.PlotY)})")).Line();
        if (panel.Background is not null)
            _svg.Empty("rect", ("width", panel.Width), ("height", panel.Height), ("fill", panel.Background));
        DrawLines(layout.Title, -layout.Left, -layout.Top, Style.PanelTitleLine, Style.PanelTitleSize, Palette.Ink, bold: true);
        DrawLegend();
        DrawAxes();
        DrawMarks();
        _svg.Close("g");
    }

    private void DrawLegend()
    {
        double top = -_layout.Top + _layout.Title.Count * Style.PanelTitleLine;
        foreach (LegendEntry entry in _layout.Legend)
        {
            double x = entry.X - _layout.Left, middle = top + entry.Y + Style.LabelLine / 2;
            if (entry.Mark is LineMark line)
                _svg.Empty("path", ("d", $"M{SvgWriter.Number(x)} {SvgWriter.Number(middle)}h{SvgWriter.Number(Style.Swatch)}"),
                    ("stroke", entry.Color), ("stroke-width", line.Width), ("stroke-dasharray", Dash(line.Dashed)));
            else if (entry.Mark is PointsMark points)
                _svg.Empty("circle", ("cx", x + Style.Swatch / 2), ("cy", middle), ("r", points.Radius), ("fill", entry.Color));
            else
                _svg.Empty("rect", ("x", x + 3), ("y", middle - 5), ("width", 12.0), ("height", 10.0),
                    ("fill", entry.Mark is RectanglesMark boxes ? boxes.Fill ?? "none" : entry.Color),
                    ("stroke", entry.Mark is RectanglesMark ? entry.Color : null));
            DrawText(entry.Mark.Name!, x + Style.Swatch + 6, middle + Style.LabelSize * LineHeightToBaseline, Style.LabelSize);
        }
    }

    private void DrawAxes()
    {
        (double width, double height) = (_layout.Panel.Width, _layout.Panel.Height);
        if (_layout.Panel.Y.Visible)
        {
            if (_layout.Panel.Y.Label is { } label)
                DrawText(label, -_layout.Left, -Style.YLabelRise, Style.LabelSize);
            foreach (Tick tick in _layout.Y.TickMarks)
            {
                double y = _layout.Y.Map(tick.Value);
                if (_layout.Panel.Y.Categories is null)
                    _svg.Empty("path", ("d", $"M0 {SvgWriter.Number(y)}h{SvgWriter.Number(width)}"), ("stroke", Palette.Grid));
                DrawText(tick.Label, -6, y + Style.TickSize * LineHeightToBaseline, Style.TickSize, 1);
            }
        }
        if (!_layout.Panel.X.Visible)
            return;
        _svg.Empty("path", ("d", $"M0 {SvgWriter.Number(height)}h{SvgWriter.Number(width)}"), ("stroke", Palette.AxisLine));
        foreach (Tick tick in _layout.X.TickMarks)
        {
            double x = _layout.X.Map(tick.Value);
            if (_layout.Panel.X.Categories is null)
                _svg.Empty("path", ("d", $"M{SvgWriter.Number(x)} {SvgWriter.Number(height)}v4"), ("stroke", Palette.AxisLine));
            DrawText(tick.Label, x, height + 6 + Style.TickSize * 0.85, Style.TickSize, 0.5);
        }
        if (_layout.Panel.X.Label is { } name)
            DrawText(name, width / 2, height + 6 + Style.TickSize + Style.LabelLine - 3, Style.LabelSize, 0.5);
    }

    private void DrawMarks()
    {
        FrameRange? open = null;
        for (int i = 0; i < _layout.Panel.Marks.Count; i++)
        {
            Mark mark = _layout.Panel.Marks[i];
            if (mark.Frames != open)
            {
                CloseGroup(open);
                OpenGroup(mark.Frames);
                open = mark.Frames;
            }
            DrawMark(mark, _layout.Colors[i]);
        }
        CloseGroup(open);
    }

    private void OpenGroup(FrameRange? frames)
    {
        if (frames is not { } range)
            return;
        if (_mode is FrameMode.Scripted(var count))
        {
            int last = Math.Min(range.Last, count - 1);
            _svg.Open("g", ("data-first", range.First), ("data-last", last),
                ("display", range.Contains(count - 1) ? null : "none")).Line();
        }
        else if (_mode is FrameMode.Moving(var frameCount, var seconds))
        {
            // The last frame stays for two.
            double steps = frameCount + 1, first = range.First / steps;
            double end = range.Last >= frameCount - 1 ? 1 : (range.Last + 1) / steps;
            _svg.Open("g", ("display", range.Contains(frameCount - 1) ? null : "none"));
            string values = (first > 0 ? "none;inline" : "inline") + (end < 1 ? ";none" : "");
            string times = (first > 0 ? $"0;{Time(first)}" : "0") + (end < 1 ? $";{Time(end)}" : "");
            _svg.Empty("animate", ("attributeName", "display"), ("calcMode", "discrete"), ("values", values),
                ("keyTimes", times), ("dur", $"{SvgWriter.Number(steps * seconds)}s"), ("repeatCount", "indefinite"));
        }
    }

    private void CloseGroup(FrameRange? frames)
    {
        if (frames is not null && _mode is not FrameMode.Fixed)
            _svg.Close("g");
    }

    private static string Time(double part) => part.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    private void DrawMark(Mark mark, string color)
    {
        switch (mark)
        {
            case ImageMark image:
                DrawImage(image);
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
                DrawTextMark(text);
                break;
        }
    }

    private void DrawImage(ImageMark image)
    {
        (double x, double y, double width, double height) = Pixels(image.Area);
        _svg.Empty("image", ("x", x), ("y", y), ("width", width), ("height", height),
            ("preserveAspectRatio", "none"), ("image-rendering", "pixelated"),
            ("opacity", image.Opacity < 1 ? image.Opacity : null), ("href", image.ToDataUri()));
    }

    private void DrawLine(LineMark line, string color)
    {
        var path = new PathData(_layout.Panel.Width, _layout.Panel.Height);
        path.Add(Points(line.X, line.Y));
        string data = path.ToString();
        if (data.Length > 0)
        {
            if (line.Halo)
                _svg.Empty("path", ("d", data), ("fill", "none"), ("stroke", "#000000"), ("stroke-opacity", 0.6),
                    ("stroke-width", line.Width + 2));
            _svg.Empty("path", ("d", data), ("fill", "none"), ("stroke", color), ("stroke-width", line.Width),
                ("stroke-linejoin", "round"), ("stroke-dasharray", Dash(line.Dashed)));
        }
        foreach ((double x, double y) in path.Lonely)
            _svg.Empty("circle", ("cx", x), ("cy", y), ("r", line.Width + 1), ("fill", color));
        if (line.Arrow && path.End is { } end)
            DrawArrowhead(end, color, 5 + 2 * line.Width);
    }

    private void DrawArrowhead((double X, double Y, double DirectionX, double DirectionY) end, string color, double size)
    {
        (double x, double y, double dx, double dy) = end;
        (double baseX, double baseY, double half) = (x - dx * size, y - dy * size, size * 0.45);
        _svg.Empty("path", ("fill", color), ("d",
            $"M{At(x, y)}L{At(baseX - dy * half, baseY + dx * half)}L{At(baseX + dy * half, baseY - dx * half)}z"));
    }

    private void DrawPoints(PointsMark points, string color)
    {
        foreach ((double x, double y) in Points(points.X, points.Y))
        {
            if (double.IsFinite(x) && double.IsFinite(y)
                && x >= 0 && x <= _layout.Panel.Width && y >= 0 && y <= _layout.Panel.Height)
                _svg.Empty("circle", ("cx", x), ("cy", y), ("r", points.Radius), ("fill", color),
                    ("stroke", points.Halo ? "#000000" : null));
        }
    }

    private void DrawRectangles(RectanglesMark boxes, string color)
    {
        foreach (Box box in boxes.Boxes)
        {
            (double x, double y, double width, double height) = Pixels(box);
            if (boxes.Halo)
                _svg.Empty("rect", ("x", x), ("y", y), ("width", width), ("height", height), ("fill", "none"),
                    ("stroke", "#000000"), ("stroke-opacity", 0.6), ("stroke-width", boxes.StrokeWidth + 2));
            _svg.Empty("rect", ("x", x), ("y", y), ("width", width), ("height", height), ("fill", boxes.Fill ?? "none"),
                ("stroke", boxes.StrokeWidth > 0 ? color : null), ("stroke-width", boxes.StrokeWidth > 0 ? boxes.StrokeWidth : null));
        }
    }

    private void DrawBars(BarsMark bars, string color)
    {
        double zero = Math.Clamp(_layout.Y.Map(Math.Max(0, _layout.Y.Min)), 0, _layout.Panel.Height);
        for (int i = 0; i < bars.Values.Count; i++)
        {
            double top = Math.Clamp(_layout.Y.Map(bars.Values[i]), 0, _layout.Panel.Height);
            if (!double.IsFinite(top))
                continue;
            double left = _layout.X.Map(i - bars.Fill / 2), right = _layout.X.Map(i + bars.Fill / 2);
            _svg.Empty("rect", ("x", left), ("y", Math.Min(zero, top)), ("width", right - left),
                ("height", Math.Abs(zero - top)), ("fill", i == bars.Emphasis ? bars.EmphasisColor : color));
        }
    }

    private void DrawTextMark(TextMark text)
    {
        double x = _layout.X.Map(text.X) + text.ShiftX;
        double y = _layout.Y.Map(text.Y) + text.ShiftY + text.Size * LineHeightToBaseline;
        if (!double.IsFinite(x) || !double.IsFinite(y))
            return;
        _svg.Open("text", ("x", x), ("y", y), ("font-size", text.Size == Style.LabelSize ? null : text.Size),
            ("font-weight", text.Bold ? "bold" : null), ("text-anchor", Anchor(text.Align)), ("fill", text.Color),
            ("stroke", text.Halo ? "#000000" : null), ("stroke-width", text.Halo ? 3 : null),
            ("stroke-linejoin", text.Halo ? "round" : null), ("paint-order", text.Halo ? "stroke" : null));
        _svg.Text(text.Text).Close("text");
    }

    private (double X, double Y, double Width, double Height) Pixels(Box box)
    {
        double x1 = _layout.X.Map(box.X), x2 = _layout.X.Map(box.X + box.Width);
        double y1 = _layout.Y.Map(box.Y), y2 = _layout.Y.Map(box.Y + box.Height);
        return (Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x2 - x1), Math.Abs(y2 - y1));
    }

    private List<(double X, double Y)> Points(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var points = new List<(double X, double Y)>();
        for (int i = 0; i < Math.Min(xs.Count, ys.Count); i++)
            points.Add((_layout.X.Map(xs[i]), _layout.Y.Map(ys[i])));
        return points;
    }

    private static string At(double x, double y) => $"{SvgWriter.Number(x)} {SvgWriter.Number(y)}";

    private static string? Dash(bool dashed) => dashed ? "5 4" : null;

    private static string? Anchor(double align) => align < 0.25 ? null : align > 0.75 ? "end" : "middle";
}

/// <summary>What becomes of marks that belong to some frames only.</summary>
internal abstract record FrameMode
{
    /// <summary>Every mark is shown.</summary>
    public static FrameMode Still { get; } = new Fixed();

    internal sealed record Fixed : FrameMode;

    /// <summary>A script shows and hides groups; at first the last frame is shown.</summary>
    internal sealed record Scripted(int Frames) : FrameMode;

    /// <summary>The groups show and hide themselves.</summary>
    internal sealed record Moving(int Frames, double SecondsPerFrame) : FrameMode;
}
