using Ram.Figures;

namespace Ram.Experiments.Benchmarks;

/// <summary>The curve of time over the size of the image.</summary>
public static class ImageSizeCurve
{
    /// <summary>The ratios of a report, a line for each step and number of scales.</summary>
    /// <exception cref="ArgumentNullException">When <paramref name="report"/> is null.</exception>
    public static Figure Of(ImageSizeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        double largest = report.Rows.Max(row => Math.Max(row.Glimpse.Ratio, row.Training.Ratio));
        int smallest = report.Rows.Min(row => row.ImageSize), widest = report.Rows.Max(row => row.ImageSize);
        return new Figure
        {
            Title = "The time of a step does not grow with the image",
            AltText = FormattableString.Invariant(
                $"From {smallest} to {widest} pixels a side, times are at most {largest:0.00} of those at {smallest}."),
            Panels =
            [
                new Panel
                {
                    Marks = [.. report.Rows.GroupBy(row => row.Patches).SelectMany(Lines)],
                    X = new Axis { Label = "Side of the image, pixels", Logarithmic = true },
                    Y = new Axis { Label = $"Time, of that at {smallest} pixels", Min = 0, Max = Math.Max(1.5, largest) },
                },
            ],
        };
    }

    private static IEnumerable<Mark> Lines(IGrouping<int, ImageSizeFigures> rows)
    {
        string scales = rows.Key == 1 ? "1 scale" : $"{rows.Key} scales";
        yield return Line(rows, $"glimpse, {scales}", row => row.Glimpse);
        yield return Line(rows, $"training, {scales}", row => row.Training);
    }

    private static LineMark Line(
        IEnumerable<ImageSizeFigures> rows, string name, Func<ImageSizeFigures, SizeTime> time) =>
        new([.. rows.Select(row => (double)row.ImageSize)], [.. rows.Select(row => time(row).Ratio)]) { Name = name };
}
