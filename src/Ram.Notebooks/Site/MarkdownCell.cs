using System.Text.Json.Nodes;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Ram.Notebooks.Documents;

namespace Ram.Notebooks.Site;

/// <summary>Renders the Markdown of one page: links lead to pages, pictures are embedded, identifiers are unique.</summary>
internal sealed class MarkdownCell(SiteMap site, SitePage page, Action<string> report)
{
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(page.Document.Path))!;

    public string Render(string markdown, JsonObject attachments)
    {
        var document = MarkdownText.Parse(markdown);
        foreach (var heading in document.Descendants<HeadingBlock>())
            Name(heading);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage)
                Embed(link, attachments);
            else
                Redirect(link);
        }
        return ToHtml(document);
    }

    /// <summary>Renders Markdown without a place of its own, as an output or a summary.</summary>
    public string Render(string markdown) => Render(markdown, []);

    private string ToHtml(MarkdownDocument document)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        MarkdownText.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlMathInlineRenderer>(new MathInlineRenderer(report));
        renderer.ObjectRenderers.Replace<HtmlMathBlockRenderer>(new MathBlockRenderer(report));
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new CodeRenderer());
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new TableRenderer());
        renderer.Render(document);
        return writer.ToString();
    }

    private void Name(HeadingBlock heading)
    {
        var attributes = heading.GetAttributes();
        var id = attributes.Id is { Length: > 0 } given ? given : "section";
        var unique = id;
        for (var count = 1; !_identifiers.Add(unique); count++)
            unique = FormattableString.Invariant($"{id}-{count}");
        attributes.Id = unique;
    }

    private void Redirect(LinkInline link)
    {
        if (link.Url is not { } url || IsAbsolute(url) || url.StartsWith('#'))
            return;
        var (path, fragment) = Split(url);
        if (site.Find(Path.GetFullPath(Path.Combine(_folder, path))) is { } target)
        {
            link.Url = target.FileName + fragment;
            return;
        }
        report($"the link to {url} leads out of the site, so only its text is shown");
        var text = new ContainerInline();
        link.ReplaceBy(text, copyChildren: true);
    }

    private void Embed(LinkInline image, JsonObject attachments)
    {
        if (image.Url is not { } url)
            return;
        if (url.StartsWith("attachment:", StringComparison.Ordinal))
            image.Url = Attachment(attachments, Uri.UnescapeDataString(url["attachment:".Length..])) ?? url;
        else if (url.StartsWith("data:", StringComparison.Ordinal))
            return;
        else if (IsAbsolute(url))
            report($"the picture {url} comes from the network, where the site does not go");
        else
            image.Url = Picture(Split(url).Path) ?? url;
        if (image.Url == url)
            image.Url = "data:,";
    }

    private string? Attachment(JsonObject attachments, string name)
    {
        var (type, data) = (attachments[name] as JsonObject)?.FirstOrDefault() ?? default;
        if (MultilineText.Read(data) is { } text)
            return $"data:{type};base64,{text.ReplaceLineEndings("")}";
        report($"the attachment {name} is missing");
        return null;
    }

    private string? Picture(string path)
    {
        var file = Path.GetFullPath(Path.Combine(_folder, path));
        var type = Path.GetExtension(file).ToUpperInvariant() switch
        {
            ".PNG" => "image/png",
            ".JPG" or ".JPEG" => "image/jpeg",
            ".GIF" => "image/gif",
            ".WEBP" => "image/webp",
            ".SVG" => "image/svg+xml",
            _ => null,
        };
        if (type is not null && File.Exists(file))
            return $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}";
        report(type is null ? $"the picture {path} is of no known type" : $"the picture {path} is missing");
        return null;
    }

    private static (string Path, string Fragment) Split(string url)
    {
        var at = url.IndexOf('#', StringComparison.Ordinal);
        return at < 0 ? (Uri.UnescapeDataString(url), "") : (Uri.UnescapeDataString(url[..at]), url[at..]);
    }

    private static bool IsAbsolute(string url) =>
        url.StartsWith("//", StringComparison.Ordinal)
        || (Uri.TryCreate(url, UriKind.Absolute, out _) && url.Contains(':', StringComparison.Ordinal));
}
