using Ram.Figures.Rendering;

namespace Ram.Figures;

/// <summary>What a node of a <see cref="Diagram"/> is.</summary>
public enum NodeKind
{
    /// <summary>Something computed with weights.</summary>
    Network,

    /// <summary>Something computed without weights.</summary>
    Function,

    /// <summary>Something drawn at random.</summary>
    Random,

    /// <summary>A value, without a box.</summary>
    Value,
}

/// <summary>A box of a <see cref="Diagram"/>.</summary>
/// <param name="Id">What edges call it.</param>
/// <param name="Text">What stands in it, lines apart; <c>h_t</c> and <c>l_{t+1}</c> make subscripts.</param>
/// <param name="Column">Its place from the left, in columns; halves are allowed.</param>
/// <param name="Row">Its place from the top, in rows; fractions are allowed.</param>
/// <param name="Kind">What it is.</param>
public sealed record Node(string Id, string Text, double Column, double Row, NodeKind Kind = NodeKind.Network);

/// <summary>An arrow of a <see cref="Diagram"/>; from a node to itself it is a loop above the node.</summary>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it enters.</param>
/// <param name="Label">What stands beside it.</param>
public sealed record Edge(string From, string To, string? Label = null)
{
    /// <summary>The row of the horizontal lane that it takes, leaving and entering vertically; null goes straight or in one bend.</summary>
    public double? Lane { get; init; }

    /// <summary>Whether it leaves vertically and enters horizontally; otherwise it is the other way about.</summary>
    public bool VerticalFirst { get; init; }

    /// <summary>Whether it is dashed, as where no gradient flows.</summary>
    public bool Dashed { get; init; }
}

/// <summary>Boxes and arrows on a grid of columns and rows.</summary>
public sealed class Diagram
{
    private const double TextSize = 13, LineHeight = 17, Padding = 12, ColumnGap = 40, RowHeight = 76, LabelSize = 12;

    private readonly IReadOnlyList<Node> _nodes;
    private readonly IReadOnlyList<Edge> _edges;
    private readonly double[] _columnCentres;
    private readonly Dictionary<string, Box> _boxes;

    /// <summary>A diagram.</summary>
    /// <exception cref="ArgumentException">When two nodes have one name, or an edge names a node that is not there.</exception>
    public Diagram(IReadOnlyList<Node> nodes, IReadOnlyList<Edge> edges)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(edges);
        if (nodes.GroupBy(node => node.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two nodes are called \"{twice.Key}\".", nameof(nodes));
        foreach (string name in edges.SelectMany(edge => new[] { edge.From, edge.To }))
            if (nodes.All(node => node.Id != name))
                throw new ArgumentException($"An edge names \"{name}\", which is no node.", nameof(edges));
        (_nodes, _edges) = (nodes, edges);
        _columnCentres = PlaceColumns();
        _boxes = nodes.ToDictionary(node => node.Id, PlaceNode);
    }

    /// <summary>The diagram as a figure.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="altText">What somebody who cannot see it should be told.</param>
    /// <param name="caption">A remark below it; null for none.</param>
    public Figure ToFigure(string title, string altText, string? caption = null)
    {
        var marks = new List<Mark>();
        foreach (Edge edge in _edges)
            AddEdge(marks, edge);
        foreach (Node node in _nodes)
            AddNode(marks, node);
        return new Figure
        {
            Title = title,
            AltText = altText,
            Caption = caption,
            Panels = [Panel.Picture(Around(marks), 1, marks)],
        };
    }

    private static double Width(Node node) =>
        Lines(node).Max(line => TextMetrics.WidthWithSubscripts(line, TextSize)) * Style.WidthMargin + 2 * Padding;

    private static string[] Lines(Node node) => node.Text.Split('\n');

    private double[] PlaceColumns()
    {
        int columns = (int)Math.Ceiling(_nodes.Max(node => node.Column)) + 1;
        double[] centres = new double[columns];
        double x = 0;
        for (int column = 0; column < columns; column++)
        {
            double width = _nodes.Where(node => node.Column == column).Select(Width).DefaultIfEmpty(0).Max();
            centres[column] = x + width / 2;
            x += width + ColumnGap;
        }
        return centres;
    }

    private double ColumnCentre(double column)
    {
        int left = (int)Math.Floor(column), right = (int)Math.Ceiling(column);
        return _columnCentres[left] + (column - left) * (_columnCentres[right] - _columnCentres[left]);
    }

    private Box PlaceNode(Node node)
    {
        double width = Width(node), height = Lines(node).Length * LineHeight + (node.Kind == NodeKind.Value ? 6 : 18);
        return new Box(ColumnCentre(node.Column) - width / 2, node.Row * RowHeight - height / 2, width, height);
    }

    private void AddNode(List<Mark> marks, Node node)
    {
        Box box = _boxes[node.Id];
        (string? fill, string stroke) = node.Kind switch
        {
            NodeKind.Network => ("#dcebf5", Palette.Series[0]),
            NodeKind.Function => ("#f3f3f3", "#6f6f6f"),
            NodeKind.Random => ("#fdeacc", "#b27a00"),
            _ => (null, ""),
        };
        if (fill is not null)
            marks.Add(new RectanglesMark([box]) { Fill = fill, Color = stroke, CornerRadius = 5, StrokeWidth = 1.25 });
        string[] lines = Lines(node);
        for (int i = 0; i < lines.Length; i++)
        {
            double y = box.Y + box.Height / 2 + (i - (lines.Length - 1) / 2.0) * LineHeight;
            marks.Add(new TextMark(box.X + box.Width / 2, y, lines[i])
            {
                Size = i == 0 ? TextSize : LabelSize,
                Subscripts = true,
                Color = i == 0 ? Palette.Ink : Palette.SoftInk,
            });
        }
    }

    private void AddEdge(List<Mark> marks, Edge edge)
    {
        (double X, double Y)[] points = Route(edge, _boxes[edge.From], _boxes[edge.To]);
        marks.Add(new LineMark([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)])
        {
            Color = Palette.SoftInk,
            Width = 1.5,
            Arrow = true,
            Dashed = edge.Dashed,
        });
        if (edge.Label is not null)
            marks.Add(Label(edge.Label, points));
    }

    private static TextMark Label(string text, (double X, double Y)[] points)
    {
        int longest = Enumerable.Range(1, points.Length - 1).MaxBy(i => Length(points[i - 1], points[i]));
        ((double x1, double y1), (double x2, double y2)) = (points[longest - 1], points[longest]);
        bool horizontal = y1 == y2;
        return new TextMark((x1 + x2) / 2, (y1 + y2) / 2, text)
        {
            Subscripts = true,
            Size = LabelSize,
            Anchor = horizontal ? TextAnchor.Middle : TextAnchor.Start,
            ShiftX = horizontal ? 0 : 7,
            ShiftY = horizontal ? -10 : 0,
        };
    }

    private static double Length((double X, double Y) from, (double X, double Y) to) =>
        Math.Abs(from.X - to.X) + Math.Abs(from.Y - to.Y);

    private static (double X, double Y)[] Route(Edge edge, Box from, Box to)
    {
        (double fromX, double fromY) = Middle(from);
        (double toX, double toY) = Middle(to);
        if (edge.From == edge.To)
        {
            double reach = from.Width / 4, above = from.Y - 24;
            return [(fromX + reach, from.Y), (fromX + reach, above), (fromX - reach, above), (fromX - reach, from.Y)];
        }
        if (edge.Lane is { } lane)
        {
            double y = lane * RowHeight;
            return [(fromX, Side(from, y)), (fromX, y), (toX, y), (toX, Side(to, y))];
        }
        if (Math.Abs(fromY - toY) < 0.5)
            return [(Across(from, toX), fromY), (Across(to, fromX), fromY)];
        if (Math.Abs(fromX - toX) < 0.5)
            return [(fromX, Side(from, toY)), (fromX, Side(to, fromY))];
        if (edge.VerticalFirst)
            return [(fromX, Side(from, toY)), (fromX, toY), (Across(to, fromX), toY)];
        double half = (Across(from, toX) + Across(to, fromX)) / 2;
        return [(Across(from, toX), fromY), (half, fromY), (half, toY), (Across(to, fromX), toY)];
    }

    private static (double X, double Y) Middle(Box box) => (box.X + box.Width / 2, box.Y + box.Height / 2);

    private static double Side(Box box, double y) => y < box.Y ? box.Y : box.Y + box.Height;

    private static double Across(Box box, double x) => x < box.X ? box.X : box.X + box.Width;

    private static Box Around(List<Mark> marks)
    {
        double[] xs = [.. marks.SelectMany(mark => mark.Xs)], ys = [.. marks.SelectMany(mark => mark.Ys)];
        foreach (TextMark text in marks.OfType<TextMark>())
        {
            double width = TextMetrics.WidthWithSubscripts(text.Text, text.Size) * Style.WidthMargin;
            double left = text.X + text.ShiftX - (text.Anchor == TextAnchor.Middle ? width / 2 : 0);
            xs = [.. xs, left, left + width];
            ys = [.. ys, text.Y + text.ShiftY - text.Size, text.Y + text.ShiftY + text.Size];
        }
        const double Room = 2;
        double x = xs.Min() - Room, y = ys.Min() - Room;
        return new Box(x, y, xs.Max() + Room - x, ys.Max() + Room - y);
    }
}
