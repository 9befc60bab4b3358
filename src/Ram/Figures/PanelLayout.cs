namespace Ram.Figures;

/// <summary>What a panel needs around its plot, and where the plot went.</summary>
internal sealed class PanelLayout
{
    private const double TickGap = 6;

    public PanelLayout(Panel panel)
    {
        Panel = panel;
        X = AxisScale.Fit(panel.X, panel.Marks.SelectMany(mark => mark.Xs), panel.Width, vertical: false);
        Y = AxisScale.Fit(panel.Y, panel.Marks.SelectMany(mark => mark.Ys), panel.Height, vertical: true);
        Colors = panel.MarkColors;
        double wideTick = Y.TickMarks.Select(TickWidth).DefaultIfEmpty(0).Max();
        double firstTick = X.TickMarks.Count == 0 ? 0 : TickWidth(X.TickMarks[0]) / 2 - X.Map(X.TickMarks[0].Value);
        double lastTick = X.TickMarks.Count == 0
            ? 0
            : X.Map(X.TickMarks[^1].Value) + TickWidth(X.TickMarks[^1]) / 2 - panel.Width;
        Left = Math.Max(panel.Y.Visible ? wideTick + TickGap + 2 : 0, firstTick);
        TextWidth = Left + panel.Width;
        Title = TextMetrics.Wrap(panel.Title, TextWidth, Style.PanelTitleSize * Style.WidthMargin, bold: true);
        Legend = PlaceLegend();
        double label = panel.X.Label is null ? 0 : TextMetrics.Width(panel.X.Label, Style.LabelSize);
        Right = Math.Max(0, Math.Max(lastTick, (label - panel.Width) / 2));
        LegendHeight = Legend.Count == 0 ? 0 : Legend[^1].Y + Style.LabelLine;
        Top = Title.Count * Style.PanelTitleLine + LegendHeight + (panel.Y.Label is null ? 0 : Style.LabelLine);
        if (Top > 0)
            Top += panel.Y.Label is not null ? 12 : panel.Y.Visible ? 9 : 5;
        else if (panel.Y.Visible)
            Top = Style.TickSize / 2;
        Bottom = panel.X.Visible ? Style.TickSize + TickGap + (panel.X.Label is null ? 2 : Style.LabelLine + 2) : 0;
        if (panel.Y.Visible && !panel.X.Visible)
            Bottom = Style.TickSize / 2;
    }

    public Panel Panel { get; }

    public AxisScale X { get; }

    public AxisScale Y { get; }

    /// <summary>The colour of each mark.</summary>
    public IReadOnlyList<string> Colors { get; }

    public IReadOnlyList<string> Title { get; }

    public IReadOnlyList<LegendEntry> Legend { get; }

    public double LegendHeight { get; }

    /// <summary>The room above, below and beside the plot.</summary>
    public double Left { get; }

    public double Right { get; }

    public double Top { get; }

    public double Bottom { get; }

    /// <summary>The width that titles and legends may take.</summary>
    public double TextWidth { get; }

    /// <summary>The plot's left edge in the figure.</summary>
    public double PlotX { get; set; }

    /// <summary>The plot's upper edge in the figure.</summary>
    public double PlotY { get; set; }

    private List<LegendEntry> PlaceLegend()
    {
        var entries = new List<LegendEntry>();
        double x = 0, y = 0;
        for (int i = 0; i < Panel.Marks.Count; i++)
        {
            Mark mark = Panel.Marks[i];
            if (string.IsNullOrEmpty(mark.Name) || entries.Any(entry => entry.Mark.Name == mark.Name))
                continue;
            double width = Style.Swatch + 6 + TextMetrics.Width(mark.Name, Style.LabelSize) * Style.WidthMargin;
            if (x > 0 && x + width > TextWidth)
                (x, y) = (0, y + Style.LabelLine);
            entries.Add(new LegendEntry(mark, Colors[i], x, y));
            x += width + 16;
        }
        return entries;
    }

    private static double TickWidth(Tick tick) => TextMetrics.Width(tick.Label, Style.TickSize) * Style.WidthMargin;
}

/// <summary>A name in the legend, with its place from the panel's left and the legend's top.</summary>
internal readonly record struct LegendEntry(Mark Mark, string Color, double X, double Y);
