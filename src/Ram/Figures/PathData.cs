using System.Text;

namespace Ram.Figures;

/// <summary>Makes a line's path: gaps where it is not finite, cut off at the plot's edges.</summary>
internal sealed class PathData(double width, double height)
{
    // A long series has many points in one column of pixels; its lowest and highest show the same.
    private const int PointsPerPixel = 4;

    private readonly StringBuilder _path = new();
    private (double X, double Y)? _pen;

    /// <summary>The points that stand alone between gaps, which a line cannot show.</summary>
    public List<(double X, double Y)> Lonely { get; } = [];

    /// <summary>The end and the direction of the last piece, for an arrowhead.</summary>
    public (double X, double Y, double DirectionX, double DirectionY)? End { get; private set; }

    public override string ToString() => _path.ToString();

    public void Add(IReadOnlyList<(double X, double Y)> points)
    {
        foreach (List<(double X, double Y)> run in Runs(points))
        {
            if (run.Count == 1 && Inside(run[0]))
                Lonely.Add(run[0]);
            List<(double X, double Y)> kept = run.Count > PointsPerPixel * width ? Thin(run) : run;
            for (int i = 1; i < kept.Count; i++)
                AddSegment(kept[i - 1], kept[i]);
        }
    }

    private static IEnumerable<List<(double X, double Y)>> Runs(IReadOnlyList<(double X, double Y)> points)
    {
        var run = new List<(double X, double Y)>();
        foreach ((double X, double Y) point in points)
        {
            if (double.IsFinite(point.X) && double.IsFinite(point.Y))
            {
                run.Add(point);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }
        if (run.Count > 0)
            yield return run;
    }

    private static List<(double X, double Y)> Thin(List<(double X, double Y)> run)
    {
        var kept = new List<(double X, double Y)>();
        for (int start = 0, end; start < run.Count; start = end)
        {
            int lowest = start, highest = start;
            for (end = start; end < run.Count && Math.Floor(run[end].X) == Math.Floor(run[start].X); end++)
            {
                lowest = run[end].Y < run[lowest].Y ? end : lowest;
                highest = run[end].Y > run[highest].Y ? end : highest;
            }
            foreach (int i in new SortedSet<int> { start, lowest, highest, end - 1 })
                kept.Add(run[i]);
        }
        return kept;
    }

    private bool Inside((double X, double Y) point) =>
        point.X >= 0 && point.X <= width && point.Y >= 0 && point.Y <= height;

    // Liang and Barsky's clipping.
    private void AddSegment((double X, double Y) from, (double X, double Y) to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, first = 0, last = 1;
        if (!Cut(-dx, from.X, ref first, ref last) || !Cut(dx, width - from.X, ref first, ref last)
            || !Cut(-dy, from.Y, ref first, ref last) || !Cut(dy, height - from.Y, ref first, ref last))
            return;
        (double X, double Y) start = (from.X + first * dx, from.Y + first * dy);
        (double X, double Y) end = (from.X + last * dx, from.Y + last * dy);
        if (_pen != start)
            _path.Append('M').Append(Point(start));
        _path.Append('L').Append(Point(end));
        _pen = end;
        double length = Math.Sqrt(dx * dx + dy * dy);
        if (length > 0)
            End = (end.X, end.Y, dx / length, dy / length);
    }

    private static bool Cut(double direction, double distance, ref double first, ref double last)
    {
        if (direction == 0)
            return distance >= 0;
        double at = distance / direction;
        if (direction < 0)
            first = Math.Max(first, at);
        else
            last = Math.Min(last, at);
        return first <= last;
    }

    private static string Point((double X, double Y) point) =>
        $"{SvgWriter.Number(point.X)} {SvgWriter.Number(point.Y)}";
}
