using Ram.Data;

namespace Ram.Tests;

public class SpellingTests
{
    [Theory]
    [InlineData("mnits", "mnist")]
    [InlineData("MNIST", "mnist")]
    [InlineData("cluttered60", "cluttered-60")]
    [InlineData("cluttered-1000", "cluttered-100")]
    [InlineData("translated-600", "translated-60")]
    [InlineData("fashion", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_guessed_if_it_is_near(string word, string? guess) =>
        Assert.Equal(guess, Spelling.Nearest(word, DigitTask.Names));
}
