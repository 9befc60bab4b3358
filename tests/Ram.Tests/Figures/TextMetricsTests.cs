using Ram.Figures;

namespace Ram.Tests.Figures;

public class TextMetricsTests
{
    [Theory]
    [InlineData("A baseline that looks at the decision it judges", 240, "A baseline that looks at|the decision it judges")]
    [InlineData("one two", 1000, "one two")]
    [InlineData("extraordinarily long", 10, "extraordinarily|long")]
    [InlineData("  ", 100, "")]
    [InlineData(null, 100, "")]
    public void Lines_are_few_and_even(string? text, double width, string lines) =>
        Assert.Equal(lines, string.Join('|', TextMetrics.Wrap(text, width, 13)));

    [Theory]
    [InlineData("horse", 60, "horse")]
    [InlineData("grandfather clock", 60, "grandfat\u2026")]
    [InlineData("big cat", 34, "big\u2026")]
    [InlineData("horse", 1, "\u2026")]
    public void A_label_ends_in_dots_where_it_does_not_fit(string label, double width, string shown) =>
        Assert.Equal(shown, TextMetrics.Trim(label, text => TextMetrics.LabelWidth(text) <= width));

    [Fact]
    public void No_line_is_wider_than_it_may_be()
    {
        const string Text = "The class is 6. Green: the most probable class, and right; vermilion: the most probable class, and wrong.";
        for (int width = 120; width < 800; width += 7)
        {
            List<string> lines = TextMetrics.Wrap(Text, width, 12);
            Assert.Equal(Text, string.Join(' ', lines));
            Assert.All(lines, line => Assert.True(TextMetrics.Width(line, 12) <= width));
        }
    }
}
