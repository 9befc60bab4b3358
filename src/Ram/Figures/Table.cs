namespace Ram.Figures;

/// <summary>Rows of text, such as results beside the paper's. It shows itself as SVG and as Markdown.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The columns, from the left.</param>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Caption">A remark below it; null for none.</param>
/// <param name="Emphasis">A row set bold, or null.</param>
/// <exception cref="ArgumentException">When a row does not have one cell for each column.</exception>
/// <example><code>
/// new Table("Validation error",
///     [new("Glimpses"), new("Error, %", IsNumber: true)],
///     [["learned", "1.2"], ["random", "4.5"]])
/// </code></example>
[TypeFormatterSource(typeof(StillFormatters), PreferredMimeTypes = ["image/svg+xml", "text/plain"])]
public sealed record Table(
    string Title, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Caption = null,
    int? Emphasis = null)
{
    private const double RowHeight = 26, ColumnGap = 28, Size = 13;

    /// <summary>The cells, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = Rows.All(row => row.Count == Columns.Count) ? Rows
        : throw new ArgumentException($"A row does not have one cell for each of {Columns.Count} columns.", nameof(Rows));

    /// <summary>The table as an SVG document.</summary>
    public string ToSvg() => ToFigure().ToSvg();

    /// <summary>The table in GitHub's Markdown, its columns aligned also as plain text.</summary>
    public string ToMarkdown()
    {
        string[][] cells = [.. Lines.Select(line => line
            .Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")).ToArray())];
        int[] widths = [.. Columns.Select((_, i) => Math.Max(3, cells.Max(line => line[i].Length)))];
        IEnumerable<string> rules = Columns.Select((column, i) =>
            column.IsNumber ? new string('-', widths[i] + 1) + ":" : new string('-', widths[i] + 2));
        IEnumerable<string> lines = cells.Select(line => string.Concat(line.Select((cell, i) =>
            $"| {(Columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))} ")) + "|\n");
        return lines.First() + $"|{string.Join('|', rules)}|\n" + string.Concat(lines.Skip(1));
    }

    /// <inheritdoc/>
    public override string ToString() => ToMarkdown();

    // The headings first.
    private IReadOnlyList<string>[] Lines => [[.. Columns.Select(column => column.Heading)], .. Rows];

    internal Figure ToFigure()
    {
        double[] widths = [.. Columns.Select((_, i) => Style.WidthMargin
            * Lines.Select((cells, row) => TextMetrics.Width(cells[i], Size, IsBold(row))).Max())];
        double width = widths.Sum() + ColumnGap * widths.Length, height = RowHeight * Lines.Length;
        var marks = new List<Mark>();
        if (Emphasis is { } emphasis)
            marks.Add(new RectanglesMark([new Box(0, RowHeight * (emphasis + 1), width, RowHeight)], "#f2f2f2", 0));
        foreach ((int row, IReadOnlyList<string> cells) in Lines.Index())
        {
            marks.AddRange(Texts(cells, row, widths));
            if (row > 0)
                marks.Add(Rule(row, row == 1 ? Palette.AxisLine : Palette.Grid));
        }
        marks.Add(Rule(Lines.Length, Palette.AxisLine));
        IEnumerable<string> headings = Lines[0].Where(heading => heading.Length > 0);
        string altText = $"A table of {Rows.Count} rows with the columns {string.Join(", ", headings)}.";
        var area = new Box(0, 0, width, height);
        return Figure.Of(Title, altText, Panel.Picture(area, 1, marks)) with { Caption = Caption };

        LineMark Rule(int row, string color) =>
            new([0, width], [RowHeight * row, RowHeight * row], 1) { Color = color };
    }

    private bool IsBold(int row) => row == 0 || row - 1 == Emphasis;

    private IEnumerable<TextMark> Texts(IReadOnlyList<string> cells, int row, double[] widths)
    {
        double left = ColumnGap / 2, y = RowHeight * (row + 0.5);
        foreach ((int i, string cell) in cells.Index())
        {
            double align = Columns[i].IsNumber ? 1 : 0;
            var text = new TextMark(left + align * widths[i], y, cell, Size, align, IsBold(row));
            yield return text with { Color = Palette.Ink };
            left += widths[i] + ColumnGap;
        }
    }
}

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="IsNumber">Whether it is set flush right, as numbers are.</param>
public sealed record Column(string Heading, bool IsNumber = false);
