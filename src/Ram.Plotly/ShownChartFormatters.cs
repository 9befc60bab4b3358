using Ram.Figures;

namespace Ram.Plotly;

/// <summary>How a <see cref="ShownChart"/> shows itself.</summary>
internal sealed class ShownChartFormatters
{
    /// <summary>The formatters.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter<ShownChart>("text/html", chart => chart.ToHtml()),
        new TypeFormatter<ShownChart>("text/plain", chart => chart.ToString()),
    ];
}
