namespace Ram.Figures;

/// <summary>
/// Places panels in a grid. The plots of a column begin at the same left edge and those of a row at the same upper
/// edge, whatever their labels take.
/// </summary>
internal sealed class FigureLayout
{
    private const double NarrowestText = 300;

    public readonly IReadOnlyList<PanelLayout> Panels;
    public readonly IReadOnlyList<string> Title, Caption;
    public readonly double Width, Height, CaptionTop;

    public FigureLayout(Figure figure)
    {
        Panels = [.. figure.Panels.Select(panel => new PanelLayout(panel))];
        Track[] across = Measure(Panels.Zip(figure.Cells, (layout, cell) =>
            new Item(cell.Column, layout.Panel.ColumnSpan, layout.Left, layout.Panel.Width, layout.Right)));
        Track[] down = Measure(Panels.Zip(figure.Cells, (layout, cell) =>
            new Item(cell.Row, 1, layout.Top, layout.Panel.Height, layout.Bottom)));

        double inner = Math.Max(Total(across), NarrowestText);
        Width = inner + 2 * Style.Margin;
        Title = TextMetrics.Wrap(figure.Title, inner, Style.TitleSize * Style.WidthMargin, bold: true);
        Caption = TextMetrics.Wrap(figure.Caption, inner, Style.CaptionSize * Style.WidthMargin);
        double top = Style.Margin + (Title.Count == 0 ? 0 : Title.Count * Style.TitleLine + 8);
        foreach ((PanelLayout layout, (int row, int column)) in Panels.Zip(figure.Cells))
        {
            // Without a vertical axis there is nothing to line up with: such a plot begins where its column does.
            double before = layout.Panel.Y.Visible ? across[column].Before : layout.Left;
            layout.PlotX = Style.Margin + Start(across, column) + before;
            layout.PlotY = top + Start(down, row) + down[row].Before;
        }
        CaptionTop = top + Total(down) + (Caption.Count == 0 ? 0 : 10);
        Height = CaptionTop + Caption.Count * Style.CaptionLine + Style.Margin;
    }

    // Panels of one column set its size; those that span several then stretch the last one where they need more.
    private static Track[] Measure(IEnumerable<Item> items)
    {
        var tracks = new Track[items.Select(item => item.Track + item.Span).DefaultIfEmpty(0).Max()];
        foreach (Item item in items.OrderBy(item => item.Span))
        {
            ref Track first = ref tracks[item.Track], last = ref tracks[item.Track + item.Span - 1];
            first.Before = Math.Max(first.Before, item.Before);
            if (item.Span == 1)
            {
                first.Size = Math.Max(first.Size, item.Size);
                first.After = Math.Max(first.After, item.After);
            }
            else
            {
                double taken = Total(tracks[item.Track..(item.Track + item.Span)]);
                last.After += Math.Max(0, first.Before + item.Size + item.After - taken);
            }
        }
        return tracks;
    }

    private static double Total(Track[] tracks) =>
        tracks.Sum(track => track.Before + track.Size + track.After) + Style.Gap * Math.Max(0, tracks.Length - 1);

    private static double Start(Track[] tracks, int index) => Total(tracks[..index]) + (index > 0 ? Style.Gap : 0);

    private readonly record struct Item(int Track, int Span, double Before, double Size, double After);

    private struct Track
    {
        public double Before, Size, After;
    }
}

/// <summary>What a panel needs around its plot, and where the plot went in the figure.</summary>
internal sealed class PanelLayout
{
    public readonly Panel Panel;
    public readonly AxisScale X, Y;
    public readonly IReadOnlyList<string> Colors, Title;
    public readonly List<LegendEntry> Legend = [];
    public readonly double Left, Right, Top, Bottom;
    public double PlotX, PlotY;

    public PanelLayout(Panel panel)
    {
        Panel = panel;
        X = new AxisScale(panel.X, panel.Marks.SelectMany(mark => mark.Extent.X), panel.Width, vertical: false);
        Y = new AxisScale(panel.Y, panel.Marks.SelectMany(mark => mark.Extent.Y), panel.Height, vertical: true);
        Colors = panel.MarkColors;
        double wideTick = Y.TickMarks.Select(tick => tick.Width).DefaultIfEmpty(0).Max();
        double overhang = X.TickMarks.Count == 0 ? 0 : X.TickMarks[0].Width / 2 - X.Map(X.TickMarks[0].Value);
        Left = Math.Max(panel.Y.Visible ? wideTick + Style.TickGap + 2 : 0, overhang);
        Title = TextMetrics.Wrap(panel.Title, TextWidth, Style.PanelTitleSize * Style.WidthMargin, bold: true);
        PlaceLegend();
        Right = RoomAtRight();
        Top = RoomAbove();
        Bottom = !panel.X.Visible ? panel.Y.Visible ? Style.LabelSize / 2 : 0
            : Style.LabelSize + Style.TickGap + (panel.X.Label is null ? 2 : Style.LabelLine + 2);
    }

    // What titles and legends may take.
    private double TextWidth => Left + Panel.Width;

    private double RoomAtRight()
    {
        double label = Panel.X.Label is null ? 0 : TextMetrics.Width(Panel.X.Label, Style.LabelSize);
        double overhang = X.TickMarks.Count == 0
            ? 0
            : X.Map(X.TickMarks[^1].Value) + X.TickMarks[^1].Width / 2 - Panel.Width;
        return Math.Max(0, Math.Max(overhang, (label - Panel.Width) / 2));
    }

    private double RoomAbove()
    {
        double legend = Legend.Count == 0 ? 0 : Legend[^1].Y + Style.LabelLine;
        double texts = Title.Count * Style.PanelTitleLine + legend + (Panel.Y.Label is null ? 0 : Style.LabelLine);
        if (texts == 0)
            return Panel.Y.Visible ? Style.LabelSize / 2 : 0;
        return texts + (Panel.Y.Label is not null ? 12 : Panel.Y.Visible ? 9 : 5);
    }

    private void PlaceLegend()
    {
        double x = 0, y = 0;
        foreach ((Mark mark, string color) in Panel.Marks.Zip(Colors))
        {
            if (string.IsNullOrEmpty(mark.Name) || Legend.Any(entry => entry.Mark.Name == mark.Name))
                continue;
            double width = Style.Swatch + 6 + TextMetrics.LabelWidth(mark.Name);
            if (x > 0 && x + width > TextWidth)
                (x, y) = (0, y + Style.LabelLine);
            Legend.Add(new LegendEntry(mark, color, x, y));
            x += width + 16;
        }
    }
}

/// <summary>A name in the legend, with its place from the panel's left and the legend's top.</summary>
internal readonly record struct LegendEntry(Mark Mark, string Color, double X, double Y);
