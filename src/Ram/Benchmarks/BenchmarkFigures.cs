using Ram.Figures;
using static System.FormattableString;

namespace Ram.Benchmarks;

/// <summary>Curves of benchmarks.</summary>
internal static class BenchmarkFigures
{
    /// <summary>The multiply-adds of two networks beside their times, over the size of the image.</summary>
    public static Figure ToFigure(this CrossoverReport report)
    {
        CrossoverFigures middle = report.Rows[report.Rows.Count / 2];
        string arithmetic = Invariant(
            $"fewer multiply-adds than the convolutional network from {report.FewerMultiplyAddsFrom} pixels a side on");
        string time = report.LessTimeFrom is double size
            ? Invariant($"less time from about {size:0} pixels on")
            : "no crossing of the times between these sizes";
        string speeds = Invariant(
            $"{middle.Attention.Gflops:0} and {middle.Convolution.Gflops:0} GFLOP/s at {middle.ImageSize} pixels");
        return Figure.Of(
            "From what size of image on glimpses are cheaper", $"The attention model takes {arithmetic}, and {time}.",
            CostPanel(report, "Arithmetic", "Multiply-adds an image, million", cost => 1e-6 * cost.MultiplyAdds),
            CostPanel(report, "Time, one thread", "Microseconds an image", cost => cost.Microseconds)) with
        {
            Caption = $"Time also tells how well each is programmed: {speeds}.",
            Columns = 2,
        };
    }

    /// <summary>The time of a step over the size of the image, a line for each step and number of scales.</summary>
    public static Figure ToFigure(this ImageSizeReport report)
    {
        double largest = report.Rows.Max(row => Math.Max(row.Glimpse.Ratio, row.Training.Ratio));
        int smallest = report.Rows.Min(row => row.ImageSize), widest = report.Rows.Max(row => row.ImageSize);
        string altText = Invariant(
            $"From {smallest} to {widest} pixels a side, times are at most {largest:0.00} of those at {smallest}.");
        return Figure.Of("The time of a step does not grow with the image", altText, new Panel
        {
            Marks = [.. report.Rows.GroupBy(row => row.Patches).SelectMany(ScaleLines)],
            X = new Axis { Label = "Side of the image, pixels", Logarithmic = true },
            Y = new Axis { Label = $"Time, of that at {smallest} pixels", Min = 0, Max = Math.Max(1.5, largest) },
        });
    }

    private static Panel CostPanel(CrossoverReport report, string title, string label, Func<NetworkCost, double> cost)
    {
        double[] sizes = [.. report.Rows.Select(row => (double)row.ImageSize)];
        return new Panel
        {
            Title = title,
            Marks =
            [
                new LineMark(sizes, [.. report.Rows.Select(row => cost(row.Attention))]) { Name = "attention, 8 glimpses" },
                new LineMark(sizes, [.. report.Rows.Select(row => cost(row.Convolution))]) { Name = "convolutional network" },
            ],
            X = new Axis { Label = "Side of the image, pixels", Logarithmic = true },
            Y = new Axis { Label = label, Logarithmic = true },
            Width = 360,
        };
    }

    private static LineMark[] ScaleLines(IGrouping<int, ImageSizeFigures> rows)
    {
        string scales = rows.Key == 1 ? "1 scale" : $"{rows.Key} scales";
        double[] sizes = [.. rows.Select(row => (double)row.ImageSize)];
        return
        [
            new(sizes, [.. rows.Select(row => row.Glimpse.Ratio)]) { Name = $"glimpse, {scales}" },
            new(sizes, [.. rows.Select(row => row.Training.Ratio)]) { Name = $"training, {scales}" },
        ];
    }
}
