using System.Xml.Linq;
using Ram.Figures;

namespace Ram.Tests.Figures;

/// <summary>Series that are empty, short, broken or out of sight.</summary>
public class SeriesTests
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    [Fact]
    public void A_gap_parts_a_line()
    {
        string path = Path(Samples.Line([0, 1, 2, 3, 4], [0, 1, NaN, 1, 0]));
        Assert.Equal(2, path.Count(letter => letter == 'M'));
        Assert.Equal(2, path.Count(letter => letter == 'L'));
    }

    [Fact]
    public void A_point_between_gaps_is_a_dot() =>
        Assert.Single(Elements(Samples.Line([0, 1, 2], [NaN, 1, Infinity]), "circle"));

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { NaN })]
    [InlineData(new[] { NaN, Infinity })]
    public void Nothing_to_draw_draws_nothing(double[] y)
    {
        Figure figure = Samples.Line([.. y.Select((_, i) => (double)i)], y);
        Assert.Empty(Elements(figure, "circle"));
        Assert.Contains("line: no values", figure.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_logarithmic_axis_leaves_out_what_is_not_positive()
    {
        Figure figure = Samples.Line([0, 1, 2, 3], [0, -1, 10, 100], vertical: new Axis { Logarithmic = true });
        Assert.Equal(1, Path(figure).Count(letter => letter == 'L'));
    }

    [Fact]
    public void A_line_ends_at_the_edges_of_its_plot()
    {
        Figure figure = Samples.Line([-10, 10], [0.5, 0.5], new Axis { Min = 0, Max = 1 }, new Axis { Min = 0, Max = 1 });
        Assert.Equal("M0 150L520 150", Path(figure));
    }

    [Fact]
    public void A_line_out_of_sight_is_not_drawn()
    {
        Figure figure = Samples.Line([0, 1], [5, 6], vertical: new Axis { Min = 0, Max = 1 });
        Assert.DoesNotContain(Elements(figure, "path"), path => (string?)path.Attribute("fill") == "none");
    }

    [Fact]
    public void A_long_series_keeps_its_extremes_and_stays_small()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        double[] y = [.. x.Select(at => at == 31_234 ? 100 : at % 7)];
        Figure figure = Samples.Line(x, y, vertical: new Axis { Min = 0, Max = 100 });
        Assert.InRange(figure.ToSvg().Length, 1000, 60_000);
        Assert.Contains(" 0L", Path(figure), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_says_where_a_series_begins_and_ends() =>
        Assert.EndsWith("line: 0.25 at 1 to 4.5 at 3", Samples.Line([1, 2, 3], [0.25, NaN, 4.5]).ToText(), StringComparison.Ordinal);

    [Fact]
    public void Text_writes_no_sign_before_a_zero() =>
        Assert.EndsWith("line: 0 at 0 to -0.5 at 3", Samples.Line([-1e-9, 3], [-0.00001, -0.5]).ToText(), StringComparison.Ordinal);

    [Fact]
    public void A_bar_without_a_value_is_left_out()
    {
        var figure = new Figure
        {
            Title = "Bars",
            AltText = "Bars.",
            Panels = [new Panel { Marks = [new BarsMark([1, NaN, -1]) { Color = "#123456" }] }],
        };
        Assert.Equal(2, Elements(figure, "rect").Count(bar => (string?)bar.Attribute("fill") == "#123456"));
    }

    private static string Path(Figure figure) =>
        Elements(figure, "path").Single(path => (string?)path.Attribute("fill") == "none").Attribute("d")!.Value;

    private static IEnumerable<XElement> Elements(Figure figure, string name) =>
        FigureRulesTests.Parse(figure).Descendants().Where(element => element.Name.LocalName == name);
}
