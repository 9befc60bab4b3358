using System.Globalization;
using System.Net;
using System.Text;
using Ram.Notebooks.Documents;

namespace Ram.Notebooks.Site;

/// <summary>One notebook as a page.</summary>
internal sealed class NotebookPage
{
    private readonly SiteMap _site;
    private readonly SitePage _page;
    private readonly MarkdownCell _markdown;
    private readonly OutputRenderer _outputs;
    private bool _hasHeading;

    /// <param name="site">The site, for its links.</param>
    /// <param name="page">The page.</param>
    /// <param name="problems">Receives what could not be shown as meant.</param>
    public NotebookPage(SiteMap site, SitePage page, List<string> problems)
    {
        _site = site;
        _page = page;
        _markdown = new MarkdownCell(site, page, Report);
        _outputs = new OutputRenderer(_markdown, Report);

        void Report(string problem) => problems.Add($"{page.Document.Path}: {problem}");
    }

    public string Render()
    {
        var body = new StringBuilder();
        foreach (var cell in _page.Document.Cells)
            body.Append(Render(cell));
        var html = new StringBuilder();
        if (!_hasHeading)
            html.Append(CultureInfo.InvariantCulture, $"<h1>{WebUtility.HtmlEncode(_page.Title)}</h1>\n");
        html.Append(body);
        return PageTemplate.Render($"{_page.Title} · {_site.Title}", Header(), html.ToString(), Neighbours());
    }

    private string Render(NotebookCell cell)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                var html = _markdown.Render(cell.Source, cell.Attachments);
                _hasHeading |= html.Contains("<h1", StringComparison.Ordinal);
                return $"<section class=\"text\">\n{html}</section>\n";
            case CellKind.Code when cell.Source.Length > 0 || cell.Outputs.Any():
                return $"""
                    <section class="cell">
                    <pre class="code" role="group" aria-label="{Invariant($"Code of cell {cell.CodeNumber}")}" tabindex="0"><code>{CodeColours.ToHtml(cell.Source)}</code></pre>
                    {_outputs.Render(cell)}</section>

                    """;
            default:
                return "";
        }
    }

    private string Header()
    {
        var number = _site.Pages.ToList().IndexOf(_page) + 1;
        return $"""<a href="index.html">{WebUtility.HtmlEncode(_site.Title)}</a><span>{Invariant($"{number} of {_site.Pages.Count}")}</span>""";
    }

    private string Neighbours()
    {
        var at = _site.Pages.ToList().IndexOf(_page);
        return Link(at - 1, "prev", "Previous") + Link(at + 1, "next", "Next");
    }

    private string Link(int at, string relation, string label) => at < 0 || at >= _site.Pages.Count ? "" :
        $"""<a rel="{relation}" class="{relation}" href="{PageTemplate.Url(_site.Pages[at].FileName)}"><small>{label}</small>{WebUtility.HtmlEncode(_site.Pages[at].Title)}</a>""";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
