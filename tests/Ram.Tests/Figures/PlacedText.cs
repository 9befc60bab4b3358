using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ram.Figures;

namespace Ram.Tests.Figures;

/// <summary>A text of an SVG with the rectangle that it is estimated to take.</summary>
internal sealed partial record PlacedText(string Text, double Left, double Top, double Right, double Bottom)
{
    public static List<PlacedText> In(XElement svg)
    {
        var found = new List<PlacedText>();
        Walk(svg, 0, 0, found);
        return found;
    }

    public bool Overlaps(PlacedText other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    private static void Walk(XElement element, double x, double y, List<PlacedText> found)
    {
        if (element.Attribute("transform") is { } transform)
        {
            Match match = Translation().Match(transform.Value);
            Assert.True(match.Success, $"This transform is not understood: {transform.Value}");
            x += Number(match.Groups[1].Value);
            y += Number(match.Groups[2].Value);
        }
        if (element.Name.LocalName == "text")
            found.Add(Place(element, x, y));
        foreach (XElement child in element.Elements())
            Walk(child, x, y, found);
    }

    private static PlacedText Place(XElement element, double x, double y)
    {
        double size = element.Attribute("font-size") is { } given ? Number(given.Value) : Style.LabelSize;
        double width = 0;
        foreach (XNode node in element.Nodes())
            width += node is XElement span
                ? TextMetrics.Width(span.Value, span.Attribute("font-size") is { } small ? Number(small.Value) : size)
                : TextMetrics.Width(((XText)node).Value, size, element.Attribute("font-weight") is not null);
        x += Number(element.Attribute("x")!.Value);
        y += Number(element.Attribute("y")!.Value);
        x -= (string?)element.Attribute("text-anchor") switch { "middle" => width / 2, "end" => width, _ => 0 };
        return new PlacedText(element.Value, x, y - 0.75 * size, x + width, y + 0.2 * size);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^translate\(([-\d.]+) ([-\d.]+)\)$")]
    private static partial Regex Translation();
}
