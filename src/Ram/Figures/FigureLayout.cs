namespace Ram.Figures;

/// <summary>
/// Places panels in a grid. The plots of a column begin at the same left edge and those of a row at the same upper edge,
/// whatever their labels take.
/// </summary>
internal sealed class FigureLayout
{
    private const double NarrowestText = 300;

    public FigureLayout(Figure figure)
    {
        Cell[] cells = Place([.. figure.Panels.Select(panel => new PanelLayout(panel))], figure.Columns);
        Panels = [.. cells.Select(cell => cell.Layout)];
        int columns = cells.Select(cell => cell.Column + cell.Layout.Panel.ColumnSpan).DefaultIfEmpty(0).Max();
        int rows = cells.Select(cell => cell.Row + cell.Layout.Panel.RowSpan).DefaultIfEmpty(0).Max();
        Track[] across = Measure(columns, cells.Select(cell => new Item(
            cell.Column, cell.Layout.Panel.ColumnSpan, cell.Layout.Left, cell.Layout.Panel.Width, cell.Layout.Right)));
        Track[] down = Measure(rows, cells.Select(cell => new Item(
            cell.Row, cell.Layout.Panel.RowSpan, cell.Layout.Top, cell.Layout.Panel.Height, cell.Layout.Bottom)));

        double inner = Math.Max(Total(across), NarrowestText);
        Width = inner + 2 * Style.Margin;
        Title = TextMetrics.Wrap(figure.Title, inner, Style.TitleSize * Style.WidthMargin, bold: true);
        Caption = TextMetrics.Wrap(figure.Caption, inner, Style.CaptionSize * Style.WidthMargin);
        double top = Style.Margin + (Title.Count == 0 ? 0 : Title.Count * Style.TitleLine + 8);
        foreach (Cell cell in cells)
        {
            // Without a vertical axis there is nothing to line up with: such a plot begins where its column does.
            double before = cell.Layout.Panel.Y.Visible ? 0 : across[cell.Column].Before - cell.Layout.Left;
            cell.Layout.PlotX = Style.Margin + Start(across, cell.Column) - before;
            cell.Layout.PlotY = top + Start(down, cell.Row);
        }
        CaptionTop = top + Total(down) + (Caption.Count == 0 ? 0 : 10);
        Height = CaptionTop + Caption.Count * Style.CaptionLine + Style.Margin;
    }

    public IReadOnlyList<PanelLayout> Panels { get; }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<string> Title { get; }

    public IReadOnlyList<string> Caption { get; }

    public double CaptionTop { get; }

    private static Cell[] Place(PanelLayout[] panels, int columns)
    {
        var taken = new HashSet<(int Row, int Column)>();
        var cells = new Cell[panels.Length];
        int next = 0;
        for (int i = 0; i < panels.Length; i++, next++)
        {
            int rowSpan = panels[i].Panel.RowSpan, columnSpan = Math.Min(panels[i].Panel.ColumnSpan, columns);
            while (!IsFree(next / columns, next % columns, rowSpan, columnSpan))
                next++;
            cells[i] = new Cell(panels[i], next / columns, next % columns);
            foreach ((int, int) place in Covered(next / columns, next % columns, rowSpan, columnSpan))
                taken.Add(place);
        }
        return cells;

        bool IsFree(int row, int column, int rowSpan, int columnSpan) =>
            column + columnSpan <= columns && !Covered(row, column, rowSpan, columnSpan).Any(taken.Contains);
    }

    private static IEnumerable<(int Row, int Column)> Covered(int row, int column, int rowSpan, int columnSpan) =>
        from r in Enumerable.Range(row, rowSpan)
        from c in Enumerable.Range(column, columnSpan)
        select (r, c);

    // Panels of one row (column) set its size; those that span several then stretch the last one where they need more.
    private static Track[] Measure(int count, IEnumerable<Item> items)
    {
        var tracks = new Track[count];
        foreach (Item item in items.OrderBy(item => item.Span))
        {
            ref Track first = ref tracks[item.Track];
            first.Before = Math.Max(first.Before, item.Before);
            if (item.Span == 1)
            {
                first.Size = Math.Max(first.Size, item.Size);
                first.After = Math.Max(first.After, item.After);
                continue;
            }
            int last = Math.Min(item.Track + item.Span, count) - 1;
            double missing = first.Before + item.Size + item.After - Total(tracks.AsSpan(item.Track, last - item.Track + 1));
            tracks[last].After += Math.Max(0, missing);
        }
        return tracks;
    }

    private static double Total(ReadOnlySpan<Track> tracks)
    {
        double total = 0;
        foreach (Track track in tracks)
            total += track.Before + track.Size + track.After;
        return total + Style.Gap * Math.Max(0, tracks.Length - 1);
    }

    private static double Start(Track[] tracks, int index) =>
        Total(tracks.AsSpan(0, index)) + (index > 0 ? Style.Gap : 0) + tracks[index].Before;

    private readonly record struct Cell(PanelLayout Layout, int Row, int Column);

    private readonly record struct Item(int Track, int Span, double Before, double Size, double After);

    private struct Track
    {
        public double Before, Size, After;
    }
}
