using Plotly.NET;
using Ram.Figures;

namespace Ram.Plotly;

/// <summary>
/// A chart that shows itself in a notebook without Plotly.NET.Interactive, as that would show it. It loads plotly.js
/// from its public address.
/// </summary>
/// <param name="Chart">The chart.</param>
[TypeFormatterSource(typeof(ShownChartFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ShownChart(GenericChart Chart)
{
    /// <summary>HTML that loads plotly.js and draws the chart.</summary>
    public string ToHtml()
    {
        var address = PlotlyJSReference.NewRequire($"https://cdn.plot.ly/plotly-{Globals.PLOTLYJS_VERSION}.min");
        return GenericChart.toChartHTML(
            GenericChart.addDisplayOptions(DisplayOptions.init(PlotlyJSReference: address), Chart));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Plotly.NET chart; traces: {GenericChart.countTrace(Chart)}.";
}
