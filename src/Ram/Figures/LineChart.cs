namespace Ram.Figures;

/// <summary>Numbers against whole positions, such as glimpses, a line for each series.</summary>
/// <example><code>
/// LineChart.Of("Error of each glimpse", "Glimpse", "Error, %", [("learned", [20, 8, 3]), ("random", [40, 31, 22])])
/// </code></example>
public static class LineChart
{
    /// <summary>A line for each series.</summary>
    /// <param name="title">What the figure shows.</param>
    /// <param name="x">What the positions are.</param>
    /// <param name="y">What the numbers are, with their unit.</param>
    /// <param name="series">The name and the numbers of each line. What is not finite is a gap.</param>
    /// <param name="first">The position of the first number.</param>
    /// <param name="logarithmic">Whether the vertical axis is logarithmic; else it begins at zero.</param>
    /// <param name="caption">A remark below the figure; null for none.</param>
    public static Figure Of(
        string title, string x, string y, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> series,
        int first = 1, bool logarithmic = false, string? caption = null)
    {
        LineMark[] lines = [.. series.Select(line =>
            new LineMark([.. line.Values.Select((_, i) => (double)first + i)], line.Values) { Name = line.Name })];
        string altText = SvgText.Sentence($"{y} against {x}: {string.Join(", ", series.Select(line => line.Name))}");
        var vertical = new Axis(y, Logarithmic: logarithmic, Min: logarithmic ? null : 0);
        return Plot.Of(title, altText, new Axis(x, Whole: true), vertical, 280, lines) with { Caption = caption };
    }
}
