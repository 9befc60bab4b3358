using Ram.Figures;

namespace Ram.Tests.Figures;

/// <summary>Plots in one call are made of the same marks as others.</summary>
public sealed class PlotTests
{
    [Fact]
    public void Estimates_are_points_with_bars_of_two_standard_errors()
    {
        IReadOnlyList<Mark> marks = Plot.Estimates("estimate", [1, 4], [(0.5, 0.1), (-2, 1)], Palette.Emphasis);
        var bars = Assert.IsType<LineMark>(marks[0]);
        Assert.Equal([1, 1, double.NaN, 4, 4, double.NaN], bars.X);
        Assert.Equal([0.3, 0.7, double.NaN, -4, 0, double.NaN], bars.Y.Select(y => Math.Round(y, 12)));
        Assert.Null(bars.Name);
        var points = Assert.IsType<PointsMark>(marks[1]);
        Assert.Equal(("estimate", Palette.Emphasis), (points.Name, points.Color));
        Assert.Equal([0.5, -2], points.Y);
    }

    [Fact]
    public void A_plot_says_what_it_shows()
    {
        Figure figure = Plot.Of("Squares", "A parabola.", "x", "x²", Plot.Curve("square", [1, 2, 3], x => x * x));
        Assert.Equal("Squares. A parabola.\nsquare: 1 at 1 to 9 at 3", figure.ToText());
        Assert.Equal(("x", "x²"), (figure.Panels[0].X.Label, figure.Panels[0].Y.Label));
    }

    [Theory]
    [InlineData("Where does it look?", "Where does it look? A line.")]
    [InlineData("It looks!", "It looks! A line.")]
    [InlineData("Where it looks.", "Where it looks. A line.")]
    [InlineData("Error, %", "Error, %. A line.")]
    [InlineData("", "A line.")]
    public void A_title_ends_in_one_punctuation_mark(string title, string words)
    {
        Figure figure = Samples.Line([1, 2], [3, 4]) with { Title = title };
        Assert.StartsWith(words + "\n", figure.ToText(), StringComparison.Ordinal);
        Assert.Equal(words, FigureRulesTests.Parse(figure).Attribute("aria-label")!.Value);
    }

    [Fact]
    public void Series_that_are_questions_end_the_alternative_text_themselves() =>
        Assert.Equal("y against x: a, b?", LineChart.Of("t", "x", "y", [("a", [1.0]), ("b?", [2.0])]).AltText);

    [Fact]
    public void Panels_side_by_side_are_one_row()
    {
        Figure figure = Plot.SideBySide("Two", "Two lines.", Plot.Half("a", "x", "y"), Plot.Half("b", "x", "y"));
        Assert.Equal((2, 2), (figure.Columns, figure.Panels.Count));
        Assert.StartsWith("<svg ", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_is_white_where_its_numbers_are_largest()
    {
        Figure figure = Plot.Maps("Maps", "Two maps.", [("one", [0, 1, 2, 4]), ("zero", new float[9])], columns: 2);
        Assert.Equal([0, 64, 128, 255], Image(0).Pixels);
        Assert.Equal(new byte[9], Image(1).Pixels);

        ImageMark Image(int panel) => Assert.IsType<ImageMark>(Assert.Single(figure.Panels[panel].Marks));
    }

    [Fact]
    public void Places_lie_on_the_image_from_edge_to_edge()
    {
        Panel panel = Plot.Places("Places", new ImageMark(4, 2, 1, new byte[8]), [(-1, -1), (0, 0), (1, 1)]);
        PointsMark points = Assert.Single(panel.Marks.OfType<PointsMark>());
        Assert.Equal([0, 2, 4], points.X);
        Assert.Equal([0, 1, 2], points.Y);
    }
}
