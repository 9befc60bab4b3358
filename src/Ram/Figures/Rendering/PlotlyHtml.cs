namespace Ram.Figures.Rendering;

/// <summary>A Plotly figure as HTML. Classic notebooks carry require.js, with which plotly.js does not set a global.</summary>
internal static class PlotlyHtml
{
    private const string Address = "https://cdn.plot.ly/plotly-3.0.1.min";

    private const string Script = """
        (() => {
          const draw = Plotly => {
            for (const root of document.querySelectorAll('[data-ram-plotly]:not([data-ready])')) {
              root.dataset.ready = '';
              root.textContent = '';
              Plotly.newPlot(root, Object.assign(JSON.parse(root.dataset.ramPlotly), { config: { displaylogo: false } }));
            }
          };
          if (window.Plotly) draw(window.Plotly);
          else if (typeof require === 'function' && require.config) {
            require.config({ paths: { 'plotly-ram': '$address' } });
            require(['plotly-ram'], draw);
          } else {
            const script = document.createElement('script');
            script.src = '$address.js';
            script.onload = () => draw(window.Plotly);
            document.head.appendChild(script);
          }
        })();
        """;

    public static string Render(PlotlyFigure figure) => $"""
        <div role="img" aria-label="{SvgWriter.Escape(figure.AltText)}" data-ram-plotly="{SvgWriter.Escape(figure.ToJson())}" style="display:inline-block;background:{Palette.Paper};color:{Palette.Ink};padding:4px">plotly.js is loading; this figure needs a network.</div>
        <script>
        {Script.Replace("$address", Address, StringComparison.Ordinal)}
        </script>
        """;
}
