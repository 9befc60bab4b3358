using Markdig.Syntax;
using Ram.Notebooks.Documents;

namespace Ram.Notebooks.Site;

/// <summary>A notebook's place in the site.</summary>
/// <param name="Document">The notebook.</param>
/// <param name="FileName">Its page.</param>
/// <param name="Title">The first heading of the first level, or the file's name.</param>
/// <param name="Summary">The first paragraph after it, as Markdown; empty if there is none.</param>
internal sealed record SitePage(NotebookDocument Document, string FileName, string Title, string Summary);

/// <summary>All pages in reading order.</summary>
internal sealed class SiteMap
{
    public SiteMap(string title, IReadOnlyList<NotebookDocument> documents)
    {
        Title = title;
        Pages = [.. documents.Select(ReadPage)];
        var twice = Pages.GroupBy(page => page.FileName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            var paths = string.Join(" and ", twice.Select(page => page.Document.Path));
            throw new NotebookException($"{paths} would both become {twice.Key}; rename one.");
        }
        if (Pages.FirstOrDefault(page => page.FileName.Equals("index.html", StringComparison.OrdinalIgnoreCase)) is { } index)
            throw new NotebookException($"{index.Document.Path}: its page would be index.html, which is the site's own; rename it.");
    }

    public string Title { get; }

    public IReadOnlyList<SitePage> Pages { get; }

    /// <summary>The page of a notebook by its full path, or null.</summary>
    public SitePage? Find(string path) =>
        Pages.FirstOrDefault(page => Path.GetFullPath(page.Document.Path) == path);

    private static SitePage ReadPage(NotebookDocument document)
    {
        var name = Path.GetFileNameWithoutExtension(document.Path);
        var title = name;
        foreach (var cell in document.Cells.Where(cell => cell.Kind == CellKind.Markdown))
        {
            var blocks = MarkdownText.Parse(cell.Source).ToList();
            var at = blocks.FindIndex(block => block is HeadingBlock { Level: 1 });
            if (at < 0)
                continue;
            title = MarkdownText.Plain(cell.Source, (HeadingBlock)blocks[at]);
            var summary = blocks.Skip(at + 1).OfType<ParagraphBlock>().FirstOrDefault();
            return new SitePage(document, name + ".html", title, summary is null ? "" : MarkdownText.Slice(cell.Source, summary));
        }
        return new SitePage(document, name + ".html", title, "");
    }
}
