using System.Text;

namespace Ram.Figures;

/// <summary>Draws a figure as SVG.</summary>
internal sealed class SvgRenderer(int frames, double seconds)
{
    // From the middle of letters down to the line that they stand on, and from their top, as parts of their size.
    private const double HalfLetter = 0.35, Letter = 0.85;

    private readonly StringBuilder _svg = new();
    private PanelLayout _layout = null!;

    /// <summary>
    /// An SVG document, in which the last of any frames is seen at first; 0 seconds leave the others to a script.
    /// </summary>
    public static string Render(Figure figure, double secondsPerFrame = 0)
    {
        var renderer = new SvgRenderer(figure.Frames.Count, secondsPerFrame);
        renderer.DrawFigure(figure, new FigureLayout(figure));
        return renderer._svg.ToString();
    }

    // One line of the document.
    private void Draw(FormattableString start, FormattableString? middle = null, FormattableString? end = null) =>
        _svg.Append(SvgText.Of(start)).Append(SvgText.Of(middle)).Append(SvgText.Of(end)).Append('\n');

    private void DrawFigure(Figure figure, FigureLayout layout)
    {
        (double width, double height) = (Math.Ceiling(layout.Width), Math.Ceiling(layout.Height));
        Draw($"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" """,
            $"""viewBox="0 0 {width} {height}" role="img" aria-label="{figure.Words}" """,
            $"""font-family="{TextMetrics.FontFamily}" font-size="{Style.LabelSize}" fill="{Palette.SoftInk}">""");
        Draw($"<title>{figure.Title}</title>");
        Draw($"<desc>{figure.AltText}</desc>");
        Draw($"""<rect width="{width}" height="{height}" fill="{Palette.Paper}"/>""");
        DrawLines(layout.Title, Style.Margin, Style.Margin, Style.TitleLine, Style.TitleSize, Palette.Ink);
        foreach (PanelLayout panel in layout.Panels)
            DrawPanel(_layout = panel, panel.Panel);
        DrawLines(layout.Caption, Style.Margin, layout.CaptionTop, Style.CaptionLine, Style.CaptionSize);
        Draw($"</svg>");
    }

    // Titles have a colour of their own, and are bold.
    private void DrawLines(
        IReadOnlyList<string> lines, double x, double top, double lineHeight, double size, string? color = null)
    {
        foreach ((int i, string line) in lines.Index())
            DrawText(line, x, top + i * lineHeight + size * Letter, 0, size, color, bold: color is not null);
    }

    private void DrawText(
        string text, double x, double y, double align = 0, double size = Style.LabelSize, string? color = null,
        bool bold = false, bool halo = false)
    {
        double? fontSize = size == Style.LabelSize ? null : size, width = halo ? 3 : null;
        string? weight = bold ? "bold" : null, anchor = align < 0.25 ? null : align > 0.75 ? "end" : "middle";
        (string? stroke, string? join, string? order) = halo ? ("#000000", "round", "stroke") : default;
        Draw($"""<text x="{x}" y="{y}"{fontSize:font-size}{weight:font-weight}{anchor:text-anchor}{color:fill}""",
            $"{stroke:stroke}{width:stroke-width}{join:stroke-linejoin}{order:paint-order}>{text}</text>");
    }

    private void DrawBox(Box box, string? fill, string? stroke = null, double? width = null, double? opacity = null) =>
        Draw($"""<rect x="{box.X}" y="{box.Y}" width="{box.Width}" height="{box.Height}"{fill:fill}{stroke:stroke}""",
            $"{opacity:stroke-opacity}{width:stroke-width}/>");

    private void DrawCircle(double x, double y, double radius, string fill, string? stroke = null) =>
        Draw($"""<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"{stroke:stroke}/>""");

    private void DrawPanel(PanelLayout layout, Panel panel)
    {
        Draw($"""<g transform="translate({layout.PlotX} {layout.PlotY})">""");
        if (panel.Background is { } background)
            Draw($"""<rect width="{panel.Width}" height="{panel.Height}" fill="{background}"/>""");
        DrawLines(layout.Title, -layout.Left, -layout.Top, Style.PanelTitleLine, Style.PanelTitleSize, Palette.Ink);
        double legend = -layout.Top + layout.Title.Count * Style.PanelTitleLine + Style.LabelLine / 2;
        foreach ((Mark mark, string color, double x, double y) in layout.Legend)
            DrawLegend(mark, color, x - layout.Left, legend + y);
        if (panel.Y.Visible)
            DrawVerticalAxis(panel);
        if (panel.X.Visible)
            DrawHorizontalAxis(panel);
        DrawMarks();
        Draw($"</g>");
    }

    private void DrawLegend(Mark mark, string color, double x, double middle)
    {
        var swatch = new Box(x + 3, middle - 5, 12, 10);
        if (mark is LineMark line)
            Draw($"""<path d="M{x} {middle}h{Style.Swatch}" stroke="{color}" """,
                $"""stroke-width="{line.Width}"{Dash(line):stroke-dasharray}/>""");
        else if (mark is PointsMark points)
            DrawCircle(x + Style.Swatch / 2, middle, points.Radius, color);
        else if (mark is RectanglesMark boxes)
            DrawBox(swatch, boxes.Fill ?? "none", color);
        else
            DrawBox(swatch, color);
        DrawText(mark.Name!, x + Style.Swatch + 6, middle + Style.LabelSize * HalfLetter);
    }

    private void DrawVerticalAxis(Panel panel)
    {
        if (panel.Y.Label is { } label)
            DrawText(label, -_layout.Left, -Style.YLabelRise);
        foreach (Tick tick in _layout.Y.TickMarks)
        {
            double y = _layout.Y.Map(tick.Value);
            if (panel.Y.Categories is null)
                Draw($"""<path d="M0 {y}h{panel.Width}" stroke="{Palette.Grid}"/>""");
            DrawText(tick.Label, -Style.TickGap, y + Style.LabelSize * HalfLetter, align: 1);
        }
    }

    private void DrawHorizontalAxis(Panel panel)
    {
        Draw($"""<path d="M0 {panel.Height}h{panel.Width}" stroke="{Palette.AxisLine}"/>""");
        foreach (Tick tick in _layout.X.TickMarks)
        {
            double x = _layout.X.Map(tick.Value);
            if (panel.X.Categories is null)
                Draw($"""<path d="M{x} {panel.Height}v4" stroke="{Palette.AxisLine}"/>""");
            DrawText(tick.Label, x, panel.Height + Style.TickGap + Style.LabelSize * Letter, align: 0.5);
        }
        if (panel.X.Label is { } label)
            DrawText(label, panel.Width / 2, panel.Height + Style.TickGap + Style.LabelSize + Style.LabelLine - 3, 0.5);
    }

    private void DrawMarks()
    {
        Range? open = null;
        foreach ((Mark mark, string color) in _layout.Panel.ColoredMarks)
        {
            Range? range = frames > 0 ? mark.Frames : null;
            if (open is not null && !open.Equals(range))
                Draw($"</g>");
            if (range is { } opening && !opening.Equals(open))
                OpenGroup(opening, mark.IsSeen(frames - 1) ? null : "none");
            open = range;
            DrawMark(mark, color);
        }
        if (open is not null)
            Draw($"</g>");
    }

    private void OpenGroup(Range range, string? display)
    {
        (int first, int end) = (range.Start.GetOffset(frames), range.End.GetOffset(frames));
        if (seconds == 0)
        {
            Draw($"""<g data-first="{first}" data-last="{end - 1}"{display:display}>""");
            return;
        }
        // The last frame stays for two.
        double steps = frames + 1, from = first / steps, to = display is null ? 1 : end / steps;
        string values = (from > 0 ? "none;inline" : "inline") + (to < 1 ? ";none" : "");
        IEnumerable<double> times = new[] { from, to }.Where(time => time is > 0 and < 1);
        string keys = string.Concat(times.Select(time => FormattableString.Invariant($";{time:0.####}")));
        Draw($"""<g{display:display}><animate attributeName="display" calcMode="discrete" values="{values}" """,
            $"""keyTimes="0{keys}" dur="{steps * seconds}s" repeatCount="indefinite"/>""");
    }

    private void DrawMark(Mark mark, string color)
    {
        switch (mark)
        {
            case ImageMark image:
                Box area = Pixels(image.Area);
                double? opacity = image.Opacity < 1 ? image.Opacity : null;
                Draw($"""<image x="{area.X}" y="{area.Y}" width="{area.Width}" height="{area.Height}" """,
                    $"""preserveAspectRatio="none" image-rendering="pixelated"{opacity:opacity} """,
                    $"""href="{image.ToDataUri()}"/>""");
                break;
            case LineMark line:
                DrawLine(line, color);
                break;
            case BarsMark bars:
                DrawBars(bars, color);
                break;
            case PointsMark points:
                foreach ((double x, double y) in Points(points.X, points.Y).Where(_layout.Holds))
                    DrawCircle(x, y, points.Radius, color, points.Halo ? "#000000" : null);
                break;
            case RectanglesMark { StrokeWidth: var width } boxes:
                foreach (Box box in boxes.Boxes.Select(Pixels))
                {
                    if (boxes.Halo)
                        DrawBox(box, "none", "#000000", width + 2, 0.6);
                    DrawBox(box, boxes.Fill ?? "none", width > 0 ? color : null, width > 0 ? width : null);
                }
                break;
            case TextMark text when Points([text.X], [text.Y])[0] is var at && double.IsFinite(at.X + at.Y):
                DrawText(text.Text, at.X, at.Y + text.ShiftY + text.Size * HalfLetter,
                    text.Align, text.Size, text.Color, text.Bold, text.Halo);
                break;
        }
    }

    private void DrawLine(LineMark line, string color)
    {
        var path = new PathData(_layout, Points(line.X, line.Y));
        string data = path.ToString();
        if (data.Length > 0 && line.Halo)
            Draw($"""<path d="{data}" fill="none" stroke="#000000" stroke-opacity="0.6" """,
                $"""stroke-width="{line.Width + 2}"/>""");
        if (data.Length > 0)
            Draw($"""<path d="{data}" fill="none" stroke="{color}" stroke-width="{line.Width}" """,
                $"""stroke-linejoin="round"{Dash(line):stroke-dasharray}/>""");
        foreach ((double x, double y) in path.Lonely)
            DrawCircle(x, y, line.Width + 1, color);
        if (line.Arrow && path.End is var (endX, endY, dx, dy))
        {
            double size = 5 + 2 * line.Width, half = size * 0.45, baseX = endX - dx * size, baseY = endY - dy * size;
            Draw($"""<path fill="{color}" d="M{endX} {endY}L{baseX - dy * half} {baseY + dx * half}""",
                $"""L{baseX + dy * half} {baseY - dx * half}z"/>""");
        }
    }

    private void DrawBars(BarsMark bars, string color)
    {
        double zero = Math.Clamp(_layout.Y.Map(Math.Max(0, _layout.Y.Min)), 0, _layout.Panel.Height);
        foreach ((int i, double value) in bars.Values.Index())
        {
            double top = Math.Clamp(_layout.Y.Map(value), 0, _layout.Panel.Height);
            double left = _layout.X.Map(i - BarsMark.Width / 2), right = _layout.X.Map(i + BarsMark.Width / 2);
            if (double.IsFinite(top))
                DrawBox(new Box(left, Math.Min(zero, top), right - left, Math.Abs(zero - top)),
                    i == bars.Emphasis ? bars.EmphasisColor : color);
        }
    }

    private Box Pixels(Box box)
    {
        (double X, double Y)[] ends = Points([box.X, box.Right], [box.Y, box.Bottom]);
        (double x, double y) = (Math.Min(ends[0].X, ends[1].X), Math.Min(ends[0].Y, ends[1].Y));
        return new Box(x, y, Math.Abs(ends[1].X - ends[0].X), Math.Abs(ends[1].Y - ends[0].Y));
    }

    private (double X, double Y)[] Points(IReadOnlyList<double> xs, IReadOnlyList<double> ys) =>
        [.. xs.Zip(ys, (x, y) => (_layout.X.Map(x), _layout.Y.Map(y)))];

    private static string? Dash(LineMark line) => line.Dashed ? "5 4" : null;
}
