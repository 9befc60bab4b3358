using System.Net;

namespace Ram.Cli.Pages;

/// <summary>A page of headings, paragraphs and figures in one file, nothing fetched from a network.</summary>
internal sealed class HtmlPage(string title)
{
    // A figure is drawn for a white page. In the dark its paper, inks and lines change, and the blue of the first
    // series, which would be too dark; images do not.
    private const string Styles = $$"""
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
          color: light-dark(#222, #dfe2e5); background: light-dark(#fff, #16181b); }
        h1, h2 { line-height: 1.2; }
        figure { margin: 1.5rem 0; }
        figure svg { max-width: 100%; height: auto; }
        .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
        .grid figure { margin: 0; }
        pre { background: light-dark(#f3f3f3, #24282d); padding: .75rem 1rem; overflow-x: auto; }
        footer { margin-top: 3rem; border-top: 1px solid light-dark(#ddd, #3a3f45); font-size: .875rem;
          overflow-wrap: anywhere; }
        @media (prefers-color-scheme: dark) {
          figure svg > rect[fill="{{Palette.Paper}}"] { fill: #1e2226; }
          figure [data-ram-frames] { background: #1e2226 !important; color: #e6e8ea !important;
            color-scheme: dark !important; }
          figure [fill="{{Palette.Ink}}"] { fill: #e6e8ea; }
          figure [fill="{{Palette.SoftInk}}"] { fill: #b9bec4; }
          figure [stroke="{{Palette.SoftInk}}"] { stroke: #b9bec4; }
          figure [stroke="{{Palette.Grid}}"] { stroke: #363c43; }
          figure [stroke="{{Palette.AxisLine}}"] { stroke: #7b838b; }
          figure [stroke="#0072b2"] { stroke: #4fa8e0; }
          figure [fill="#0072b2"] { fill: #4fa8e0; }
        }
        """;

    private readonly List<string> _body = [$"<h1>{WebUtility.HtmlEncode(title)}</h1>"];

    public void AddHeading(string text) => _body.Add($"<h2>{WebUtility.HtmlEncode(text)}</h2>");

    public void AddText(string text) => _body.Add($"<p>{WebUtility.HtmlEncode(text)}</p>");

    public void AddFigure(Figure figure) => _body.Add($"<figure>{figure.ToHtml()}</figure>");

    /// <summary>Adds figures side by side, as many as fit.</summary>
    public void AddGrid(IEnumerable<Figure> figures) => _body.AddRange(
        ["<div class=\"grid\">", .. figures.Select(figure => $"<figure>{figure.ToHtml()}</figure>"), "</div>"]);

    /// <summary>The whole document, which ends with the model that made it and, if known, how it was trained.</summary>
    public string SignedBy(RecurrentAttentionModel model, string path, string? command = null)
    {
        RamOptions options = model.Options;
        string scales = options.Patches == 1 ? "" : $" at {options.Patches} scales";
        string trained = command is null ? "" : $" Trained by: {command}.";
        string patches =
            $"{Count.Of(options.Glimpses, "glimpse")} of {options.PatchSize}x{options.PatchSize} pixels{scales}";
        string made = Invariant($"Made with the model {path}: {patches}, {model.ParameterCount:N0} parameters.");
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <style>
            {Styles}
            </style>
            </head>
            <body>
            {string.Join('\n', _body)}
            <footer><p>{WebUtility.HtmlEncode($"{made}{trained} Ram {RunResult.CurrentVersion}.")}</p></footer>
            </body>
            </html>

            """;
    }
}
