using Ram.Figures;

namespace Ram.Experiments.Benchmarks;

/// <summary>The curves of cost over the size of the image.</summary>
public static class CrossoverCurve
{
    /// <summary>A report's multiply-adds beside its times, a line for each network.</summary>
    /// <exception cref="ArgumentNullException">When <paramref name="report"/> is null.</exception>
    public static Figure Of(CrossoverReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        CrossoverFigures middle = report.Rows[report.Rows.Count / 2];
        string arithmetic = FormattableString.Invariant(
            $"fewer multiply-adds than the convolutional network from {report.FewerMultiplyAddsFrom} pixels a side on");
        string time = report.LessTimeFrom is double size
            ? FormattableString.Invariant($"less time from about {size:0} pixels on")
            : "no crossing of the times between these sizes";
        string speeds = FormattableString.Invariant(
            $"{middle.Attention.Gflops:0} and {middle.Convolution.Gflops:0} GFLOP/s at {middle.ImageSize} pixels");
        return new Figure
        {
            Title = "From what size of image on glimpses are cheaper",
            AltText = $"The attention model takes {arithmetic}, and {time}.",
            Caption = $"Time also tells how well each is programmed: {speeds}.",
            Columns = 2,
            Panels =
            [
                Panel(report, "Arithmetic", "Multiply-adds an image, million", cost => 1e-6 * cost.MultiplyAdds),
                Panel(report, "Time, one thread", "Microseconds an image", cost => cost.Microseconds),
            ],
        };
    }

    private static Panel Panel(
        CrossoverReport report, string title, string label, Func<NetworkCost, double> cost)
    {
        return new Panel
        {
            Title = title,
            Marks =
            [
                Line(report, "attention, 8 glimpses", row => cost(row.Attention)),
                Line(report, "convolutional network", row => cost(row.Convolution)),
            ],
            X = new Axis { Label = "Side of the image, pixels", Logarithmic = true },
            Y = new Axis { Label = label, Logarithmic = true },
            Width = 360,
        };
    }

    private static LineMark Line(CrossoverReport report, string name, Func<CrossoverFigures, double> cost) =>
        new([.. report.Rows.Select(row => (double)row.ImageSize)], [.. report.Rows.Select(cost)]) { Name = name };
}
