using System.Globalization;
using System.Xml.Linq;
using Ram.Figures;

namespace Ram.Tests.Figures;

/// <summary>What holds for every figure.</summary>
public class FigureRulesTests
{
    private static readonly string[] _elements =
        ["svg", "title", "desc", "rect", "g", "path", "circle", "image", "text", "animate"];

    public static IEnumerable<object[]> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Svg_holds_presentation_attributes_alone(string name)
    {
        XElement svg = Parse(Samples.All[name]());
        foreach (XElement element in svg.DescendantsAndSelf())
        {
            Assert.Contains(element.Name.LocalName, _elements);
            Assert.Null(element.Attribute("style"));
            Assert.Null(element.Attribute("class"));
            // Two figures on one page must not share a name.
            Assert.Null(element.Attribute("id"));
            foreach (XAttribute attribute in element.Attributes())
            {
                Assert.DoesNotContain("NaN", attribute.Value, StringComparison.Ordinal);
                Assert.DoesNotContain("\u221e", attribute.Value, StringComparison.Ordinal);
                Assert.DoesNotContain("url(", attribute.Value, StringComparison.Ordinal);
            }
        }
        Assert.All(svg.Descendants().Where(element => element.Name.LocalName == "image"),
            image => Assert.StartsWith("data:image/png;base64,", image.Attribute("href")!.Value, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Background_is_opaque_and_covers_everything(string name)
    {
        XElement svg = Parse(Samples.All[name]());
        XElement background = svg.Elements().First(element => element.Name.LocalName is not ("title" or "desc"));
        Assert.Equal("rect", background.Name.LocalName);
        Assert.Equal(svg.Attribute("width")!.Value, background.Attribute("width")!.Value);
        Assert.Equal(svg.Attribute("height")!.Value, background.Attribute("height")!.Value);
        Assert.Equal(Palette.Paper, background.Attribute("fill")!.Value);
        Assert.Null(background.Attribute("opacity"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Alternative_text_is_there(string name)
    {
        Figure figure = Samples.All[name]();
        XElement svg = Parse(figure);
        Assert.True(figure.AltText.Length > 30);
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Contains(figure.AltText, svg.Attribute("aria-label")!.Value, StringComparison.Ordinal);
        Assert.Equal(figure.Title, svg.Elements().Single(element => element.Name.LocalName == "title").Value);
        Assert.Equal(figure.AltText, svg.Elements().Single(element => element.Name.LocalName == "desc").Value);
        Assert.Contains(figure.AltText, figure.ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_keep_apart_and_inside(string name)
    {
        XElement svg = Parse(Samples.All[name]());
        List<PlacedText> texts = PlacedText.In(svg);
        Assert.NotEmpty(texts);
        double width = double.Parse(svg.Attribute("width")!.Value, CultureInfo.InvariantCulture);
        double height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
        for (int i = 0; i < texts.Count; i++)
        {
            Assert.True(texts[i].Left >= 0 && texts[i].Right <= width, $"{texts[i]} leaves a figure {width} wide");
            Assert.True(texts[i].Top >= 0 && texts[i].Bottom <= height, $"{texts[i]} leaves a figure {height} high");
            for (int j = 0; j < i; j++)
                Assert.False(texts[i].Overlaps(texts[j]), $"{texts[i]} overlaps {texts[j]}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Culture_changes_nothing(string name)
    {
        string svg = Samples.All[name]().ToSvg(), text = Samples.All[name]().ToText();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(svg, Samples.All[name]().ToSvg());
            Assert.Equal(text, Samples.All[name]().ToText());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_trajectory_of_six_glimpses_takes_less_than_30_kB()
    {
        Assert.InRange(Samples.All["trajectory-steps"]().ToSvg().Length, 1000, 30_000);
        Assert.InRange(Samples.Animation().ToHtml().Length, 1000, 30_000);
    }

    [Fact]
    public void Markup_in_texts_is_escaped()
    {
        const string Text = "a < b & \"c\" > 'd' \u0001\ud800";
        const string Shown = "a < b & \"c\" > 'd' ";
        var figure = new Figure
        {
            Title = Text,
            AltText = Text,
            Caption = Text,
            Panels =
            [
                new Panel
                {
                    Title = Text,
                    Marks = [new LineMark([1, 2], [1, 2]) { Name = Text }, new TextMark(1.5, 1.5, Text)],
                    X = new Axis { Label = Text, Categories = [Text] },
                    Y = new Axis { Label = Text },
                },
            ],
        };
        XElement svg = Parse(figure);
        Assert.Equal(Shown, svg.Elements().Single(element => element.Name.LocalName == "desc").Value);
        Assert.Equal($"{Shown}. {Shown}", svg.Attribute("aria-label")!.Value);
        Assert.Contains("a &lt; b &amp; &quot;c&quot; &gt; 'd'", figure.ToSvg(), StringComparison.Ordinal);
    }

    internal static XElement Parse(Figure figure) => XElement.Parse(figure.ToSvg());
}
