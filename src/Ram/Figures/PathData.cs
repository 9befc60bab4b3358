using System.Text;

namespace Ram.Figures;

/// <summary>A line's path: gaps where it is not finite, cut off at the plot's edges.</summary>
internal sealed class PathData
{
    // A long series has many points in one column of pixels; its lowest and highest show the same.
    private const int PointsPerPixel = 4;

    /// <summary>The points that stand alone between gaps, which a line cannot show.</summary>
    public readonly List<(double X, double Y)> Lonely = [];

    private readonly PanelLayout _layout;
    private readonly StringBuilder _path = new();
    private (double X, double Y)? _pen;

    /// <summary>The end and the direction of the last piece, for an arrowhead.</summary>
    public (double X, double Y, double Dx, double Dy)? End { get; private set; }

    public PathData(PanelLayout layout, (double X, double Y)[] points)
    {
        _layout = layout;
        for (int start = 0, end; start < points.Length; start = end + 1)
        {
            end = FirstFrom(points, start, point => !double.IsFinite(point.X + point.Y));
            AddRun(points[start..end]);
        }
    }

    public override string ToString() => _path.ToString();

    private static int FirstFrom((double X, double Y)[] points, int start, Predicate<(double X, double Y)> isIt) =>
        Array.FindIndex(points, start, isIt) is >= 0 and int index ? index : points.Length;

    private void AddRun((double X, double Y)[] run)
    {
        if (run.Length == 1 && _layout.Holds(run[0]))
            Lonely.Add(run[0]);
        if (run.Length > PointsPerPixel * _layout.Panel.Width)
            run = Thin(run);
        for (int i = 1; i < run.Length; i++)
            AddSegment(run[i - 1], run[i]);
    }

    private static (double X, double Y)[] Thin((double X, double Y)[] run)
    {
        var kept = new SortedSet<int>();
        for (int start = 0, end; start < run.Length; start = end)
        {
            double column = Math.Floor(run[start].X);
            end = FirstFrom(run, start, point => Math.Floor(point.X) != column);
            IEnumerable<int> inColumn = Enumerable.Range(start, end - start);
            kept.UnionWith([start, inColumn.MinBy(i => run[i].Y), inColumn.MaxBy(i => run[i].Y), end - 1]);
        }
        return [.. kept.Select(i => run[i])];
    }

    // Liang and Barsky's clipping: from the first to the last place along the segment that is inside all four edges.
    private void AddSegment((double X, double Y) from, (double X, double Y) to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, first = 0, last = 1;
        (double right, double below) = (_layout.Panel.Width - from.X, _layout.Panel.Height - from.Y);
        foreach ((double outwards, double room) in new[] { (-dx, from.X), (dx, right), (-dy, from.Y), (dy, below) })
        {
            if (outwards < 0)
                first = Math.Max(first, room / outwards);
            else if (outwards > 0)
                last = Math.Min(last, room / outwards);
            else if (room < 0)
                return;
        }
        if (first > last)
            return;
        (double X, double Y) start = (from.X + first * dx, from.Y + first * dy);
        (double X, double Y) end = (from.X + last * dx, from.Y + last * dy);
        if (_pen != start)
            _path.Append(SvgText.Of($"M{start.X} {start.Y}"));
        _path.Append(SvgText.Of($"L{end.X} {end.Y}"));
        _pen = end;
        double length = Math.Sqrt(dx * dx + dy * dy);
        if (length > 0)
            End = (end.X, end.Y, dx / length, dy / length);
    }
}
