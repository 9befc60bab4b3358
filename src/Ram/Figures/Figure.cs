using Ram.Figures.Rendering;

namespace Ram.Figures;

/// <summary>
/// A still picture: panels in a grid, each of a few marks. It shows itself in a notebook as SVG and as plain text, and
/// as a Plotly figure on request.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["image/svg+xml", "text/plain"])]
public sealed record Figure
{
    /// <summary>What the figure shows, above it.</summary>
    public required string Title { get; init; }

    /// <summary>What somebody who cannot see it should be told; a sentence or two.</summary>
    public required string AltText { get; init; }

    /// <summary>A remark below it; null for none.</summary>
    public string? Caption { get; init; }

    /// <summary>The panels, row by row.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>The panels in a row.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>
    /// The figure as an SVG document: presentation attributes alone, an opaque background, images embedded as PNG. The
    /// same figure gives the same text, whatever the culture.
    /// </summary>
    public string ToSvg() => SvgRenderer.Render(this, FrameMode.Still);

    /// <summary>The figure in words: title, alternative text, and where each series begins and ends.</summary>
    public string ToText() => FigureText.Describe(this);

    /// <summary>The same for plotly.js: zoom, hover and the exact numbers.</summary>
    public PlotlyFigure ToPlotly() => PlotlyConverter.Convert(this, []);

    /// <inheritdoc/>
    public override string ToString() => ToText();
}
