using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Ram.Notebooks.Site;

/// <summary>Puts an SVG picture into a page: identifiers made its own, size left to the page, a name for those who
/// do not see it.</summary>
internal static partial class SvgMarkup
{
    // Text of 12 pixels then stays above 7.
    private const double SmallestScale = 0.6;

    /// <param name="svg">The picture.</param>
    /// <param name="label">Its name, where it brings none.</param>
    /// <param name="prefix">Goes before every identifier, because all pictures of a page share one name space.</param>
    public static string Render(string svg, string label, string prefix)
    {
        try
        {
            var root = Parse(svg);
            if (root.Name.LocalName != "svg" || root.GetPrefixOfNamespace(root.Name.Namespace) is { Length: > 0 })
                return Image(svg, label);
            RenameIdentifiers(root, prefix);
            Describe(root, label);
            LimitWidth(root);
            return root.ToString(SaveOptions.DisableFormatting);
        }
        catch (XmlException)
        {
            return Image(svg, label);
        }
    }

    private static XElement Parse(string svg)
    {
        using var reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XElement.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private static string Image(string svg, string label) =>
        $"<img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\" "
        + $"alt=\"{WebUtility.HtmlEncode(label)}\">";

    private static void RenameIdentifiers(XElement root, string prefix)
    {
        var ids = root.DescendantsAndSelf().Attributes("id").Select(id => id.Value).ToHashSet();
        foreach (var attribute in root.DescendantsAndSelf().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            if (attribute.Name == "id")
                attribute.Value = prefix + attribute.Value;
            else if (attribute.Name.LocalName == "href" && attribute.Value.StartsWith('#') && ids.Contains(attribute.Value[1..]))
                attribute.Value = "#" + prefix + attribute.Value[1..];
            else if (attribute.Name.LocalName is "aria-labelledby" or "aria-describedby")
                attribute.Value = string.Join(' ', attribute.Value.Split(' ').Select(id => ids.Contains(id) ? prefix + id : id));
            else
                attribute.Value = Reference().Replace(attribute.Value,
                    match => ids.Contains(match.Groups[1].Value) ? $"url(#{prefix}{match.Groups[1].Value})" : match.Value);
        }
    }

    private static void Describe(XElement root, string label)
    {
        root.SetAttributeValue("role", "img");
        var named = root.Attribute("aria-label") is not null || root.Attribute("aria-labelledby") is not null
            || root.Elements().Any(child => child.Name.LocalName == "title");
        if (!named)
            root.SetAttributeValue("aria-label", label);
    }

    // On a phone a picture shrinks only so far; then it scrolls in its frame, so that its text stays legible.
    private static void LimitWidth(XElement root)
    {
        var text = (string?)root.Attribute("width") ?? ((string?)root.Attribute("viewBox"))?.Split(' ', ',').ElementAtOrDefault(2);
        if (!double.TryParse(text?.Replace("px", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var width))
            return;
        var style = (string?)root.Attribute("style");
        root.SetAttributeValue("style", FormattableString.Invariant(
            $"{(string.IsNullOrEmpty(style) ? "" : style.TrimEnd(';') + ";")}min-width:{SmallestScale * width:0.##}px"));
        if (root.Attribute("width") is null)
            root.SetAttributeValue("width", text);
    }

    [GeneratedRegex(@"url\(['""]?#([^)'""]+)['""]?\)")]
    private static partial Regex Reference();
}
