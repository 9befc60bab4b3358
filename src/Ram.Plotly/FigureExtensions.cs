using System.Text.Json;
using Plotly.NET;
using Figure = Ram.Figures.Figure;

namespace Ram.Plotly;

/// <summary>Figures as Plotly.NET charts, to restyle and to combine with charts of one's own.</summary>
public static class FigureExtensions
{
    /// <summary>
    /// The chart that holds the very traces and layout of <see cref="Figure.ToPlotly"/>, with Plotly.NET's default
    /// configuration and no template. Of an animated figure, which Plotly.NET has no frames for, convert the
    /// <see cref="Figures.AnimatedFigure.Still"/> of a frame.
    /// </summary>
    public static GenericChart ToChart(this Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        using JsonDocument json = JsonDocument.Parse(figure.ToPlotly().ToJson());
        IEnumerable<Trace> traces = json.RootElement.GetProperty("data").EnumerateArray().Select(PlotlyObjects.ToTrace);
        var layout = (Layout)PlotlyObjects.Fill(new Layout(), json.RootElement.GetProperty("layout"));
        return GenericChart.setLayout(layout, GenericChart.ofTraceObjects(true, traces.ToArray()));
    }
}
