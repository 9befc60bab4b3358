using Ram.Experiments;

namespace Ram.Cli.Tests;

public sealed class MainJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Learns_writes_the_page_and_suggests_what_works()
    {
        Outcome outcome = ChildProcess.Run(_folder.Name).Expect(0);
        Assert.StartsWith("Test error", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m) train mnist\r?$", outcome.Output);
        RunResult result = RunResult.Load(_folder["artifacts/ram.json"]);
        Assert.Equal(Recipe.Find("sprint", "mnist").Training.Epochs, result.LearningCurve.Count);
        Assert.Equal(7, result.Model!.Glimpses);
        string page = File.ReadAllText(_folder["artifacts/ram.html"]);
        Assert.Equal(26, page.Split("<svg").Length - 1);
        ChildProcess.Run(_folder.Name, "look", "--model", "artifacts/ram.safetensors", "--task", "mnist").Expect(0);
        Assert.True(File.Exists(_folder["artifacts/look.html"]));
    }
}
