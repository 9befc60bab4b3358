using System.Text;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Rows of text, such as results beside the paper's. It shows itself in a notebook as SVG and as Markdown.</summary>
/// <example><code>
/// new Table("Validation error",
///     [new("Glimpses"), new("Error, %", IsNumber: true)],
///     [["learned", "1.2"], ["random", "4.5"]])
/// </code></example>
[TypeFormatterSource(typeof(TableFormatters), PreferredMimeTypes = ["image/svg+xml", "text/plain"])]
public sealed record Table
{
    private const double RowHeight = 26, ColumnGap = 28, Size = 13;

    /// <summary>A table.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="columns">The columns, from the left.</param>
    /// <param name="rows">The cells, row by row.</param>
    /// <exception cref="ArgumentException">When a row has not one cell a column.</exception>
    public Table(string title, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        foreach (IReadOnlyList<string> row in rows)
            if (row.Count != columns.Count)
                throw new ArgumentException($"A row has {row.Count} cells, the table {columns.Count} columns.", nameof(rows));
        (Title, Columns, Rows) = (title, columns, rows);
    }

    /// <summary>What it shows.</summary>
    public string Title { get; }

    /// <summary>The columns, from the left.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The cells, row by row.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>A remark below it; null for none.</summary>
    public string? Caption { get; init; }

    /// <summary>A row set bold, or null.</summary>
    public int? Emphasis { get; init; }

    /// <summary>What somebody who cannot see it should be told; by default its size and headings.</summary>
    public string AltText
    {
        get => field ?? Invariant(
            $"A table of {Rows.Count} rows with the columns {string.Join(", ", Columns.Select(column => column.Heading))}.");
        init;
    }

    /// <summary>The table as an SVG document.</summary>
    public string ToSvg() => ToFigure().ToSvg();

    /// <summary>The table in GitHub's Markdown, its columns aligned also as plain text.</summary>
    public string ToMarkdown()
    {
        int[] widths = [.. Columns.Select((column, i) =>
            Rows.Select(row => Cell(row[i]).Length).Append(Cell(column.Heading).Length).Append(3).Max())];
        var text = new StringBuilder();
        AppendRow(text, [.. Columns.Select(column => column.Heading)], widths);
        text.Append('|').AppendJoin('|', Columns.Select((column, i) =>
            column.IsNumber ? new string('-', widths[i] + 1) + ":" : new string('-', widths[i] + 2))).Append("|\n");
        foreach (IReadOnlyList<string> row in Rows)
            AppendRow(text, row, widths);
        return text.ToString();
    }

    /// <summary>The table as a figure.</summary>
    public Figure ToFigure()
    {
        double[] widths = [.. Columns.Select((column, i) => Rows.Select((row, r) => Width(row[i], r == Emphasis))
            .Append(Width(column.Heading, bold: true)).Max())];
        double width = widths.Sum() + ColumnGap * Columns.Count;
        var marks = new List<Mark>();
        if (Emphasis is { } row)
            marks.Add(new RectanglesMark([new Box(0, RowHeight * (row + 1), width, RowHeight)]) { Fill = "#f2f2f2", StrokeWidth = 0 });
        AddTexts(marks, [.. Columns.Select(column => column.Heading)], 0, widths, bold: true);
        for (int i = 0; i < Rows.Count; i++)
        {
            AddTexts(marks, Rows[i], i + 1, widths, bold: i == Emphasis);
            marks.Add(Rule(RowHeight * (i + 1), width, i == 0 ? Palette.AxisLine : Palette.Grid));
        }
        marks.Add(Rule(RowHeight * (Rows.Count + 1), width, Palette.AxisLine));
        return new Figure
        {
            Title = Title,
            AltText = AltText,
            Caption = Caption,
            Panels = [Panel.Picture(new Box(0, 0, width, RowHeight * (Rows.Count + 1)), 1, marks)],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ToMarkdown();

    private void AddTexts(List<Mark> marks, IReadOnlyList<string> cells, int row, double[] widths, bool bold)
    {
        double x = ColumnGap / 2;
        for (int i = 0; i < cells.Count; i++)
        {
            marks.Add(new TextMark(Columns[i].IsNumber ? x + widths[i] : x, RowHeight * (row + 0.5), cells[i])
            {
                Size = Size,
                Bold = bold,
                Align = Columns[i].IsNumber ? 1 : 0,
                Color = Palette.Ink,
            });
            x += widths[i] + ColumnGap;
        }
    }

    private static LineMark Rule(double y, double width, string color) =>
        new([0, width], [y, y]) { Width = 1, Color = color };

    private static double Width(string text, bool bold) => TextMetrics.Width(text, Size, bold) * Style.WidthMargin;

    private void AppendRow(StringBuilder text, IReadOnlyList<string> cells, int[] widths)
    {
        for (int i = 0; i < cells.Count; i++)
            text.Append("| ").Append(Columns[i].IsNumber ? Cell(cells[i]).PadLeft(widths[i]) : Cell(cells[i]).PadRight(widths[i])).Append(' ');
        text.Append("|\n");
    }

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="IsNumber">Whether it is set flush right, as numbers are.</param>
public sealed record Column(string Heading, bool IsNumber = false);
