namespace Ram.Cli.Tests;

/// <summary>What a command did.</summary>
internal sealed record Outcome(int Exit, string Output, string Error)
{
    /// <summary>What it said on the error stream, but for what it is doing, which a busy machine has it say.</summary>
    public string[] ErrorLines => [.. Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.EndsWith(" …", StringComparison.Ordinal))];

    /// <summary>Asserts the exit code and shows what the command said if it is another.</summary>
    public Outcome Expect(int exit)
    {
        Assert.True(Exit == exit, $"exit {Exit}, not {exit}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>Asserts a failure of exactly one line, with all of these words, and nothing on the output.</summary>
    public void ExpectOneLine(int exit, params string[] words)
    {
        Expect(exit);
        Assert.Empty(Output);
        string line = Assert.Single(ErrorLines);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
    }
}
