using System.Globalization;
using System.Net;
using System.Text;

namespace Ram.Notebooks.Site;

/// <summary>The contents of the site.</summary>
internal static class IndexPage
{
    public static string Render(SiteMap site)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<h1>{WebUtility.HtmlEncode(site.Title)}</h1>\n<ol class=\"contents\">\n");
        foreach (var page in site.Pages)
        {
            // What is wrong in a summary is reported by the notebook's own page.
            var summary = new MarkdownCell(site, page, _ => { }).Render(page.Summary);
            html.Append(CultureInfo.InvariantCulture,
                $"<li><h2><a href=\"{PageTemplate.Url(page.FileName)}\">{WebUtility.HtmlEncode(page.Title)}</a></h2>\n{summary}</li>\n");
        }
        html.Append("</ol>\n");
        return PageTemplate.Render(site.Title, "", html.ToString(), "");
    }
}
