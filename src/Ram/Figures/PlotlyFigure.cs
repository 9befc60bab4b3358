using System.Text.Json.Nodes;
using Ram.Figures.Rendering;

namespace Ram.Figures;

/// <summary>
/// A figure for plotly.js: zoom, hover, exact numbers. In a notebook it loads plotly.js from its public address, so it
/// is the one kind of figure that needs a network.
/// </summary>
/// <param name="Data">The traces.</param>
/// <param name="Layout">The axes, shapes, annotations and slider.</param>
/// <param name="Frames">The frames of an animation; empty for a still figure.</param>
[TypeFormatterSource(typeof(PlotlyFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record PlotlyFigure(JsonArray Data, JsonObject Layout, JsonArray Frames)
{
    /// <summary>What somebody who cannot see it should be told.</summary>
    public required string AltText { get; init; }

    /// <summary>The object <c>{ data, layout, frames }</c> that <c>Plotly.newPlot</c> takes.</summary>
    public string ToJson() => new JsonObject
    {
        ["data"] = Data.DeepClone(),
        ["layout"] = Layout.DeepClone(),
        ["frames"] = Frames.DeepClone(),
    }.ToJsonString(JsonText.Options);

    /// <summary>HTML that loads plotly.js and draws the figure.</summary>
    public string ToHtml() => PlotlyHtml.Render(this);

    /// <inheritdoc/>
    public override string ToString() => $"Plotly figure. {AltText}";
}
