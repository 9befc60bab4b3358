using System.Net;
using System.Text;

namespace Ram.Cli.Pages;

/// <summary>A page of headings, paragraphs and figures in one file, nothing fetched from a network.</summary>
internal sealed class HtmlPage
{
    // A figure is drawn for a white page; in the dark its paper, inks, lines and first series change, and images do not.
    private const string Styles = $$"""
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: light-dark(#222, #dfe2e5); background: light-dark(#fff, #16181b); }
        h1, h2 { line-height: 1.2; }
        figure { margin: 1.5rem 0; }
        figure svg { max-width: 100%; height: auto; }
        .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
        .grid figure { margin: 0; }
        pre { background: light-dark(#f3f3f3, #24282d); padding: .75rem 1rem; overflow-x: auto; }
        footer { margin-top: 3rem; border-top: 1px solid light-dark(#ddd, #3a3f45); font-size: .875rem; overflow-wrap: anywhere; }
        @media (prefers-color-scheme: dark) {
          figure svg > rect[fill="{{Palette.Paper}}"] { fill: #1e2226; }
          figure [data-ram-frames] { background: #1e2226 !important; color: #e6e8ea !important; color-scheme: dark !important; }
          figure [fill="{{Palette.Ink}}"] { fill: #e6e8ea; }
          figure [fill="{{Palette.SoftInk}}"] { fill: #b9bec4; }
          figure [stroke="{{Palette.SoftInk}}"] { stroke: #b9bec4; }
          figure [stroke="{{Palette.Grid}}"] { stroke: #363c43; }
          figure [stroke="{{Palette.AxisLine}}"] { stroke: #7b838b; }
          figure [stroke="{{Blue}}"] { stroke: #4fa8e0; }
          figure [fill="{{Blue}}"] { fill: #4fa8e0; }
        }
        """;

    // The first of Palette.Series, too dark on a dark page.
    private const string Blue = "#0072b2";

    private readonly StringBuilder _body = new();
    private readonly string _title;
    private string _footer = "";

    /// <summary>A page that begins with its title.</summary>
    public HtmlPage(string title)
    {
        _title = title;
        _body.Append(string.Concat("<h1>", WebUtility.HtmlEncode(title), "</h1>\n"));
    }

    /// <summary>Adds a heading.</summary>
    public void AddHeading(string text) => _body.Append(string.Concat("<h2>", WebUtility.HtmlEncode(text), "</h2>\n"));

    /// <summary>Adds a paragraph.</summary>
    public void AddText(string text) => _body.Append(string.Concat("<p>", WebUtility.HtmlEncode(text), "</p>\n"));

    /// <summary>Adds a figure: SVG, or the HTML of an animated one.</summary>
    public void AddFigure(string markup) => _body.Append(string.Concat("<figure>", markup, "</figure>\n"));

    /// <summary>Adds figures side by side, as many as fit.</summary>
    public void AddGrid(IEnumerable<Figure> figures)
    {
        _body.Append("<div class=\"grid\">\n");
        foreach (Figure figure in figures)
            AddFigure(figure.ToSvg());
        _body.Append("</div>\n");
    }

    /// <summary>Ends the page with the model that made it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Its file.</param>
    /// <param name="command">The command that trained it, if known.</param>
    public void SignBy(RecurrentAttentionModel model, string path, string? command = null)
    {
        RamOptions options = model.Options;
        string scales = options.Patches == 1 ? "" : Invariant($" at {options.Patches} scales");
        string trained = command is null ? "" : $" Trained by: {command}.";
        string text = Invariant(
            $"Made with the model {path}: {options.Glimpses} glimpses of {options.PatchSize}x{options.PatchSize} pixels{scales}, {model.ParameterCount:N0} parameters.{trained} Ram {RunResult.CurrentVersion}.");
        _footer = $"<footer><p>{WebUtility.HtmlEncode(text)}</p></footer>\n";
    }

    /// <summary>The whole document.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(_title)}</title>
        <style>
        {Styles}
        </style>
        </head>
        <body>
        {_body}{_footer}</body>
        </html>

        """;
}
