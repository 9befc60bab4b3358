using Ram.Figures;
using Ram.Model;

namespace Ram.Tests.Figures;

/// <summary>Paths over images, and lines over whole positions.</summary>
public class PathSheetTests
{
    [Fact]
    public void Each_panel_is_an_image_with_the_path_of_its_rollout()
    {
        Rollout[] rollouts = [.. Enumerable.Range(0, 12).Select(seed => Samples.Roll(Samples.Options, (ulong)seed))];
        Figure sheet = PathSheet.Of(rollouts, Samples.Images, [3, 7], columns: 2, title: "Two paths");
        Assert.Equal((2, "Two paths"), (sheet.Panels.Count, sheet.Title));
        var line = (LineMark)sheet.Panels[1].Marks[1];
        Assert.Equal(Samples.Options.Glimpses, line.X.Count);
        Assert.Equal(14 * (rollouts[7].Locations[2, 0] + 1), line.X[2], 1e-5);
        Assert.Equal(14 * (rollouts[7].Locations[2, 1] + 1), line.Y[2], 1e-5);
        var first = (PointsMark)sheet.Panels[1].Marks[2];
        Assert.Equal((line.X[0], line.Y[0]), (first.X.Single(), first.Y.Single()));
    }

    [Fact]
    public void A_line_chart_counts_from_its_first_position()
    {
        Figure chart = LineChart.Of("Errors", "Glimpses", "Error, %", [("ours", [3.0, 2.0]), ("theirs", [4.0, 1.0, 0.5])], first: 2);
        Panel panel = Assert.Single(chart.Panels);
        Assert.Equal([2.0, 3.0, 4.0], ((LineMark)panel.Marks[1]).X);
        Assert.Equal(0, panel.Y.Min);
        Assert.Equal("Error, % against Glimpses: ours, theirs.", chart.AltText);
    }

    [Fact]
    public void A_logarithmic_line_chart_does_not_begin_at_zero()
    {
        Axis vertical = LineChart.Of("Errors", "Epoch", "Error, %", [("ours", [3.0, 2.0])], logarithmic: true).Panels[0].Y;
        Assert.True(vertical is { Logarithmic: true, Min: null });
    }
}
