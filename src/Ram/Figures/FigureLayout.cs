namespace Ram.Figures;

/// <summary>Places panels in a grid: a column's plots share their left edge, a row's their upper edge.</summary>
internal sealed class FigureLayout
{
    private const double NarrowestText = 300;

    public readonly IReadOnlyList<PanelLayout> Panels;
    public readonly IReadOnlyList<string> Title, Caption;
    public readonly double Width, Height, CaptionTop;

    public FigureLayout(Figure figure)
    {
        Panels = [.. Cells(figure).Select(cell => new PanelLayout(cell.Panel, cell.Row, cell.Column))];
        Track[] across = Measure(Panels.Select(layout => (layout.Column, layout.Panel.ColumnSpan,
            new Track(layout.Left, layout.Panel.Width, layout.Right))));
        Track[] down = Measure(Panels.Select(layout =>
            (layout.Row, 1, new Track(layout.Top, layout.Panel.Height, layout.Bottom))));

        double inner = Math.Max(Total(across), NarrowestText);
        Width = inner + 2 * Style.Margin;
        Title = TextMetrics.Wrap(figure.Title, inner, Style.TitleSize * Style.BoldMargin, bold: true);
        Caption = TextMetrics.Wrap(figure.Caption, inner, Style.CaptionSize * Style.WidthMargin);
        double top = Style.Margin + (Title.Count == 0 ? 0 : Title.Count * Style.TitleLine + 8);
        foreach (PanelLayout layout in Panels)
        {
            // Without a vertical axis there is nothing to line up with: such a plot begins where its column does.
            double before = layout.Panel.Y.Visible ? across[layout.Column].Before : layout.Left;
            layout.PlotX = Style.Margin + Start(across, layout.Column) + before;
            layout.PlotY = top + Start(down, layout.Row) + down[layout.Row].Before;
        }
        CaptionTop = top + Total(down) + (Caption.Count == 0 ? 0 : 10);
        Height = CaptionTop + Caption.Count * Style.CaptionLine + Style.Margin;
    }

    /// <summary>The panels, each with the row and the column of the grid in which it begins.</summary>
    public static IEnumerable<(Panel Panel, int Row, int Column)> Cells(Figure figure)
    {
        (int row, int column) = (0, 0);
        foreach (Panel panel in figure.Panels)
        {
            if (column > 0 && column + panel.ColumnSpan > figure.Columns)
                (row, column) = (row + 1, 0);
            yield return (panel, row, column);
            column += panel.ColumnSpan;
        }
    }

    // Panels of one column set its size; those that span several then stretch the last one where they need more.
    private static Track[] Measure(IEnumerable<(int First, int Span, Track Needs)> panels)
    {
        var tracks = new Track[panels.Select(panel => panel.First + panel.Span).DefaultIfEmpty(0).Max()];
        foreach ((int first, int span, Track needs) in panels.OrderBy(panel => panel.Span))
        {
            ref Track track = ref tracks[first], last = ref tracks[first + span - 1];
            track.Before = Math.Max(track.Before, needs.Before);
            if (span == 1)
                (track.Size, track.After) = (Math.Max(track.Size, needs.Size), Math.Max(track.After, needs.After));
            else
                last.After += Math.Max(
                    0, track.Before + needs.Size + needs.After - Total(tracks[first..(first + span)]));
        }
        return tracks;
    }

    private static double Total(Track[] tracks) =>
        tracks.Sum(track => track.Before + track.Size + track.After) + Style.Gap * Math.Max(0, tracks.Length - 1);

    private static double Start(Track[] tracks, int index) => Total(tracks[..index]) + (index > 0 ? Style.Gap : 0);

    private record struct Track(double Before, double Size, double After);
}

/// <summary>What a panel needs around its plot, and where the plot went in the figure.</summary>
internal sealed class PanelLayout
{
    public readonly Panel Panel;
    public readonly int Row, Column;
    public readonly AxisScale X, Y;
    public readonly IReadOnlyList<string> Title;
    public readonly double Left, Right, Top, Bottom;

    /// <summary>The names, with their places from the panel's left and the legend's top.</summary>
    public readonly List<(Mark Mark, string Color, double X, double Y)> Legend = [];

    public double PlotX, PlotY;

    public PanelLayout(Panel panel, int row, int column)
    {
        (Panel, Row, Column) = (panel, row, column);
        X = new AxisScale(panel.X, panel.Marks.SelectMany(mark => mark.Extent.X), panel.Width, vertical: false);
        Y = new AxisScale(panel.Y, panel.Marks.SelectMany(mark => mark.Extent.Y), panel.Height, vertical: true);
        double wideTick = Largest(Y.TickMarks.Select(tick => tick.Width));
        Left = Math.Max(
            panel.Y.Visible ? wideTick + Style.TickGap + 2 : 0,
            Largest(X.TickMarks.Select(tick => tick.Width / 2 - X.Map(tick.Value))));
        double label = panel.X.Label is null ? 0 : TextMetrics.Width(panel.X.Label, Style.LabelSize);
        Right = Math.Max(
            Math.Max(0, (label - panel.Width) / 2),
            Largest(X.TickMarks.Select(tick => X.Map(tick.Value) + tick.Width / 2 - panel.Width)));
        Title = TextMetrics.WrapTitle(panel.Title, Left + panel.Width);
        PlaceLegend(Left + panel.Width);
        double legend = Legend.Count == 0 ? 0 : Legend[^1].Y + Style.LabelLine;
        double texts = Title.Count * Style.PanelTitleLine + legend + (panel.Y.Label is null ? 0 : Style.LabelLine);
        Top = texts == 0 ? panel.Y.Visible ? Style.LabelSize / 2 : 0
            : texts + (panel.Y.Label is not null ? 12 : panel.Y.Visible ? 9 : 5);
        Bottom = !panel.X.Visible ? panel.Y.Visible ? Style.LabelSize / 2 : 0
            : Style.LabelSize + Style.TickGap + (panel.X.Label is null ? 2 : Style.LabelLine + 2);
    }

    /// <summary>Whether a point, in pixels of the plot, lies in it.</summary>
    public bool Holds((double X, double Y) point) =>
        point.X >= 0 && point.X <= Panel.Width && point.Y >= 0 && point.Y <= Panel.Height;

    private static double Largest(IEnumerable<double> lengths) => lengths.DefaultIfEmpty(0).Max();

    private void PlaceLegend(double width)
    {
        double x = 0, y = 0;
        foreach ((Mark mark, string color) in Panel.ColoredMarks.DistinctBy(entry => entry.Mark.Name))
        {
            if (string.IsNullOrEmpty(mark.Name))
                continue;
            double next = x + Style.Swatch + 6 + TextMetrics.LabelWidth(mark.Name);
            if (x > 0 && next > width)
                (x, y, next) = (0, y + Style.LabelLine, next - x);
            Legend.Add((mark, color, x, y));
            x = next + 16;
        }
    }
}
