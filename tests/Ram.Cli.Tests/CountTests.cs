namespace Ram.Cli.Tests;

public sealed class CountTests
{
    [Theory]
    [InlineData(0, "0 games")]
    [InlineData(1, "1 game")]
    [InlineData(2, "2 games")]
    [InlineData(1234567, "1234567 games")]
    public void A_noun_agrees_with_its_number(long number, string expected) =>
        Assert.Equal(expected, Count.Of(number, "game"));
}
