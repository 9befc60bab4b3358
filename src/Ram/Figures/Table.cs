namespace Ram.Figures;

/// <summary>Rows of text, such as results beside the paper's. It shows itself as SVG and as Markdown.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">The columns, from the left.</param>
/// <param name="Rows">The cells, row by row.</param>
/// <param name="Caption">A remark below it; null for none.</param>
/// <param name="Emphasis">A row set bold, or null.</param>
/// <exception cref="ArgumentException">When a row has not one cell a column.</exception>
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
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = Rows.All(row => row.Count == Columns.Count)
        ? Rows
        : throw new ArgumentException($"A row has not one cell for each of {Columns.Count} columns.", nameof(Rows));

    /// <summary>The table as an SVG document.</summary>
    public string ToSvg() => ToFigure().ToSvg();

    /// <summary>The table in GitHub's Markdown, its columns aligned also as plain text.</summary>
    public string ToMarkdown()
    {
        int[] widths = [.. Columns.Select((column, i) =>
            Rows.Select(row => Cell(row[i]).Length).Append(Cell(column.Heading).Length).Append(3).Max())];
        IEnumerable<string> rules = Columns.Select((column, i) =>
            column.IsNumber ? new string('-', widths[i] + 1) + ":" : new string('-', widths[i] + 2));
        return Line([.. Columns.Select(column => column.Heading)], widths) + $"|{string.Join('|', rules)}|\n"
            + string.Concat(Rows.Select(row => Line(row, widths)));
    }

    /// <inheritdoc/>
    public override string ToString() => ToMarkdown();

    internal Figure ToFigure()
    {
        string[] headings = [.. Columns.Select(column => column.Heading)];
        double[] widths = [.. headings.Select((heading, i) => Rows.Select((row, r) => Width(row[i], r == Emphasis))
            .Append(Width(heading, bold: true)).Max())];
        double width = widths.Sum() + ColumnGap * widths.Length, height = RowHeight * (Rows.Count + 1);
        List<Mark> marks = [.. Texts(headings, 0, widths, bold: true)];
        if (Emphasis is { } row)
            marks.Insert(0, new RectanglesMark([new Box(0, RowHeight * (row + 1), width, RowHeight)], "#f2f2f2", 0));
        for (int i = 0; i < Rows.Count; i++)
        {
            marks.AddRange(Texts(Rows[i], i + 1, widths, bold: i == Emphasis));
            marks.Add(Rule(RowHeight * (i + 1), i == 0 ? Palette.AxisLine : Palette.Grid));
        }
        marks.Add(Rule(height, Palette.AxisLine));
        string altText = $"A table of {Rows.Count} rows with the columns {string.Join(", ", headings)}.";
        var area = new Box(0, 0, width, height);
        return Figure.Of(Title, altText, Panel.Picture(area, 1, marks)) with { Caption = Caption };

        LineMark Rule(double y, string color) => new([0, width], [y, y], 1) { Color = color };
    }

    private IEnumerable<TextMark> Texts(IReadOnlyList<string> cells, int row, double[] widths, bool bold)
    {
        double x = ColumnGap / 2;
        for (int i = 0; i < cells.Count; i++)
        {
            double align = Columns[i].IsNumber ? 1 : 0;
            yield return new TextMark(x + align * widths[i], RowHeight * (row + 0.5), cells[i], Size, align, bold)
            {
                Color = Palette.Ink,
            };
            x += widths[i] + ColumnGap;
        }
    }

    private static double Width(string text, bool bold) => TextMetrics.Width(text, Size, bold) * Style.WidthMargin;

    private string Line(IReadOnlyList<string> cells, int[] widths) => string.Concat(cells.Select((cell, i) =>
        $"| {(Columns[i].IsNumber ? Cell(cell).PadLeft(widths[i]) : Cell(cell).PadRight(widths[i]))} ")) + "|\n";

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="IsNumber">Whether it is set flush right, as numbers are.</param>
public sealed record Column(string Heading, bool IsNumber = false);
