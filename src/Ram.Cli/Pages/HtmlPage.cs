using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Ram.Cli.Pages;

/// <summary>A page of headings, paragraphs and figures in one file, nothing fetched from a network.</summary>
internal sealed partial class HtmlPage
{
    // On a phone a figure shrinks so far and then scrolls, so that its text stays legible.
    private const double SmallestScale = 0.7;

    private const string Styles = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: light-dark(#222, #dfe2e5); background: light-dark(#fff, #16181b); }
        h1, h2 { line-height: 1.2; }
        figure { margin: 1.5rem 0; overflow-x: auto; }
        figure svg { max-width: 100%; height: auto; }
        .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: 1rem; }
        .grid figure { margin: 0; }
        pre { background: light-dark(#f3f3f3, #24282d); padding: .75rem 1rem; overflow-x: auto; }
        """;

    private readonly StringBuilder _body = new();
    private readonly string _title;

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

    /// <summary>Adds commands, a line each.</summary>
    public void AddCommands(params IEnumerable<string> lines) =>
        _body.Append(string.Concat("<pre>", WebUtility.HtmlEncode(string.Join('\n', lines)), "</pre>\n"));

    /// <summary>Adds a figure: SVG, or the HTML of an animated one.</summary>
    public void AddFigure(string markup) => _body.Append(string.Concat("<figure>", KeepLegible(markup), "</figure>\n"));

    /// <summary>Adds figures side by side, as many as fit.</summary>
    public void AddGrid(IEnumerable<string> figures)
    {
        _body.Append("<div class=\"grid\">\n");
        foreach (string figure in figures)
            AddFigure(figure);
        _body.Append("</div>\n");
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
        {_body}</body>
        </html>

        """;

    private static string KeepLegible(string markup) => StillFigure().Replace(markup, match => string.Create(
        CultureInfo.InvariantCulture,
        $"<svg style=\"min-width:{SmallestScale * int.Parse(match.Groups["width"].ValueSpan, CultureInfo.InvariantCulture):0}px\"{match.Groups["before"].Value}"));

    [GeneratedRegex("^<svg(?<before>[^>]*? width=\"(?<width>[0-9]+)\")")]
    private static partial Regex StillFigure();
}
