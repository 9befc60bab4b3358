using System.Globalization;
using System.Text;

namespace Ram.Figures.Rendering;

/// <summary>Figures in words.</summary>
internal static class FigureText
{
    public static string Describe(Figure figure)
    {
        var text = new StringBuilder($"{figure.Title}. {figure.AltText}");
        foreach (LineMark line in figure.Panels.SelectMany(panel => panel.Marks).OfType<LineMark>())
        {
            if (line.Name is not null && Ends(line) is { } ends)
                text.Append(CultureInfo.InvariantCulture, $"\n{line.Name}: {ends}");
        }
        return text.ToString();
    }

    public static string Describe(AnimatedFigure figure) => string.Create(CultureInfo.InvariantCulture,
        $"{Describe(figure.Scene)}\n{figure.Frames.Count} frames: {figure.Frames[0]} to {figure.Frames[^1]}.");

    private static string? Ends(LineMark line)
    {
        List<(double X, double Y)> points =
            [.. line.X.Zip(line.Y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second))];
        return points.Count switch
        {
            0 => "no values",
            1 => $"{Number(points[0].Y)} at {Number(points[0].X)}",
            _ => $"{Number(points[0].Y)} at {Number(points[0].X)} to {Number(points[^1].Y)} at {Number(points[^1].X)}",
        };
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
