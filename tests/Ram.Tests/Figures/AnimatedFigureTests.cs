using System.Globalization;
using System.Xml.Linq;
using Ram.Figures;

namespace Ram.Tests.Figures;

public class AnimatedFigureTests
{
    private static AnimatedFigure Counting() => new(
        new Figure
        {
            Title = "Counting",
            AltText = "The numbers 1 to 3.",
            Panels =
            [
                Panel.Picture(new Box(0, 0, 3, 1), 20,
                    new TextMark(0.5, 0.5, "1") { Frames = 0.. },
                    new TextMark(1.5, 0.5, "2") { Frames = 1..2 },
                    new TextMark(2.5, 0.5, "3") { Frames = 2.. }),
            ],
        },
        ["one & only", "two", "three"])
    {
        SliderLabel = "Number",
    };

    [Fact]
    public void A_still_holds_the_marks_of_its_frame() =>
        Assert.Equal(["1", "2"], Counting().Still(1).Panels[0].Marks.Cast<TextMark>().Select(mark => mark.Text));

    [Fact]
    public void A_frame_out_of_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Counting().Still(3));

    [Fact]
    public void Html_says_when_each_group_is_seen_and_shows_the_last_frame()
    {
        XElement root = Html(Counting());
        var groups = root.Descendants().Where(element => element.Attribute("data-first") is not null)
            .Select(group => ($"{group.Attribute("data-first")!.Value}-{group.Attribute("data-last")!.Value}", (string?)group.Attribute("display")));
        Assert.Equal([("0-2", null), ("1-1", "none"), ("2-2", null)], groups);
    }

    [Fact]
    public void Html_has_a_labelled_slider_over_the_frames()
    {
        XElement root = Html(Counting());
        XElement slider = root.Descendants("input").Single();
        Assert.Equal(("range", "0", "2", "2"), (slider.Attribute("type")!.Value, slider.Attribute("min")!.Value,
            slider.Attribute("max")!.Value, slider.Attribute("value")!.Value));
        Assert.Equal("label", slider.Parent!.Name.LocalName);
        Assert.Equal("Number", slider.Parent.Value.Trim());
        Assert.Equal("three", root.Descendants("output").Single().Value);
        Assert.Equal("[\"one & only\",\"two\",\"three\"]", root.Attribute("data-ram-frames")!.Value);
    }

    [Fact]
    public void Html_fetches_nothing_and_names_nothing()
    {
        string html = Samples.Animation().ToHtml().Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" id=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("console", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_moving_svg_shows_each_group_in_its_time()
    {
        XElement svg = XElement.Parse(Counting().ToAnimatedSvg(2));
        XElement[] animations = [.. svg.Descendants().Where(element => element.Name.LocalName == "animate")];
        Assert.Equal(["inline", "none;inline;none", "none;inline"], animations.Select(one => one.Attribute("values")!.Value));
        Assert.Equal(["0", "0;0.25;0.5", "0;0.5"], animations.Select(one => one.Attribute("keyTimes")!.Value));
        Assert.All(animations, one => Assert.Equal("8s", one.Attribute("dur")!.Value));
        Assert.All(animations, one => Assert.Equal("indefinite", one.Attribute("repeatCount")!.Value));
    }

    [Fact]
    public void Each_frame_of_a_trajectory_keeps_its_texts_apart()
    {
        Figure figure = Samples.Animation();
        for (int frame = 0; frame < figure.Frames.Count; frame++)
        {
            List<PlacedText> texts = PlacedText.In(FigureRulesTests.Parse(figure.Still(frame)));
            for (int i = 0; i < texts.Count; i++)
                for (int j = 0; j < i; j++)
                    Assert.False(texts[i].Overlaps(texts[j]), $"{texts[i]} overlaps {texts[j]}");
        }
    }

    [Fact]
    public void Culture_changes_nothing()
    {
        string html = Counting().ToHtml(), svg = Counting().ToAnimatedSvg(1.5);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(html, Counting().ToHtml());
            Assert.Equal(svg, Counting().ToAnimatedSvg(1.5));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The markup is XML too, but for the script after it and the input, which HTML leaves open.
    private static XElement Html(Figure figure)
    {
        string html = figure.ToHtml();
        string markup = html[..html.IndexOf("<script>", StringComparison.Ordinal)];
        int input = markup.IndexOf("<input", StringComparison.Ordinal);
        int end = markup.IndexOf('>', input);
        return XElement.Parse(markup[..end] + "/" + markup[end..]);
    }
}
