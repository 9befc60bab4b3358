using System.Text;

namespace Ram.Figures;

/// <summary>A line's path: gaps where it is not finite, cut off at the plot's edges.</summary>
internal sealed class PathData
{
    // A long series has many points in one column of pixels; its lowest and highest show the same.
    private const int PointsPerPixel = 4;

    private readonly double _width, _height;
    private readonly StringBuilder _path = new();
    private (double X, double Y)? _pen;

    public PathData(double width, double height, ReadOnlySpan<(double X, double Y)> points)
    {
        (_width, _height) = (width, height);
        for (int start = 0, end; start < points.Length; start = end + 1)
        {
            for (end = start; end < points.Length && double.IsFinite(points[end].X) && double.IsFinite(points[end].Y);)
                end++;
            AddRun(points[start..end]);
        }
    }

    /// <summary>The points that stand alone between gaps, which a line cannot show.</summary>
    public List<(double X, double Y)> Lonely { get; } = [];

    /// <summary>The end and the direction of the last piece, for an arrowhead.</summary>
    public (double X, double Y, double Dx, double Dy)? End { get; private set; }

    public override string ToString() => _path.ToString();

    private void AddRun(ReadOnlySpan<(double X, double Y)> run)
    {
        if (run.Length == 1 && run[0].X >= 0 && run[0].X <= _width && run[0].Y >= 0 && run[0].Y <= _height)
            Lonely.Add(run[0]);
        if (run.Length > PointsPerPixel * _width)
            run = Thin(run);
        for (int i = 1; i < run.Length; i++)
            AddSegment(run[i - 1], run[i]);
    }

    private static (double X, double Y)[] Thin(ReadOnlySpan<(double X, double Y)> run)
    {
        var kept = new List<(double X, double Y)>();
        for (int start = 0, end; start < run.Length; start = end)
        {
            int lowest = start, highest = start;
            for (end = start; end < run.Length && Math.Floor(run[end].X) == Math.Floor(run[start].X); end++)
            {
                lowest = run[end].Y < run[lowest].Y ? end : lowest;
                highest = run[end].Y > run[highest].Y ? end : highest;
            }
            foreach (int i in new SortedSet<int> { start, lowest, highest, end - 1 })
                kept.Add(run[i]);
        }
        return [.. kept];
    }

    // Liang and Barsky's clipping.
    private void AddSegment((double X, double Y) from, (double X, double Y) to)
    {
        double dx = to.X - from.X, dy = to.Y - from.Y, first = 0, last = 1;
        if (!Cut(-dx, from.X, ref first, ref last) || !Cut(dx, _width - from.X, ref first, ref last)
            || !Cut(-dy, from.Y, ref first, ref last) || !Cut(dy, _height - from.Y, ref first, ref last))
            return;
        (double X, double Y) start = (from.X + first * dx, from.Y + first * dy);
        (double X, double Y) end = (from.X + last * dx, from.Y + last * dy);
        if (_pen != start)
            _path.Append(SvgWriter.Numbers($"M{start.X} {start.Y}"));
        _path.Append(SvgWriter.Numbers($"L{end.X} {end.Y}"));
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
}
