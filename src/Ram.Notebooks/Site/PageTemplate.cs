using System.Net;

namespace Ram.Notebooks.Site;

/// <summary>What all pages share.</summary>
internal static class PageTemplate
{
    public static string Render(string title, string header, string main, string footer) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="site.css">
        </head>
        <body>
        <a class="skip" href="#main">Skip to the text</a>
        {(header.Length > 0 ? $"<header><nav aria-label=\"Site\">{header}</nav></header>" : "")}
        <main id="main">
        {main}</main>
        {(footer.Length > 0 ? $"<footer><nav aria-label=\"Notebooks before and after\">{footer}</nav></footer>" : "")}
        </body>
        </html>

        """;

    public static string Url(string fileName) => Uri.EscapeDataString(fileName);

    public static string ReadStyles()
    {
        using var stream = typeof(PageTemplate).Assembly.GetManifestResourceStream("site.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
