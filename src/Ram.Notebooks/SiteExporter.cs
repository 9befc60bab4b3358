using System.Text;
using Ram.Notebooks.Documents;
using Ram.Notebooks.Site;

namespace Ram.Notebooks;

/// <summary>Turns notebooks into a small web site that needs no network: an index and one page a notebook.</summary>
public static class SiteExporter
{
    /// <summary>Writes <c>index.html</c>, one page per notebook and <c>site.css</c>. Nothing is written unless every
    /// notebook can be read.</summary>
    /// <param name="files">The notebooks, in reading order, with their outputs.</param>
    /// <param name="outDir">The folder, made if it is missing; other files in it stay.</param>
    /// <param name="title">The heading of the index.</param>
    /// <returns>The pages, and what could not be shown as meant: unknown mathematics, pictures that are missing,
    /// links that lead out of the site.</returns>
    /// <exception cref="NotebookException">A notebook cannot be read, two have the same name, or the folder cannot be
    /// written.</exception>
    public static ExportReport Export(IEnumerable<string> files, string outDir, string title = "Notebooks")
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentException.ThrowIfNullOrEmpty(outDir);
        var site = new SiteMap(title, [.. files.Select(NotebookDocument.Load)]);
        var problems = new List<string>();
        var pages = new List<(string Name, string Html)> { ("index.html", IndexPage.Render(site)) };
        foreach (var page in site.Pages)
            pages.Add((page.FileName, new NotebookPage(site, page, problems).Render()));

        var written = new List<string>();
        AsideFile.Write(Path.Combine(outDir, "site.css"), Encoding.UTF8.GetBytes(PageTemplate.ReadStyles()));
        foreach (var (name, html) in pages)
        {
            var path = Path.Combine(outDir, name);
            AsideFile.Write(path, Encoding.UTF8.GetBytes(html));
            written.Add(path);
        }
        return new ExportReport(written, problems);
    }
}
