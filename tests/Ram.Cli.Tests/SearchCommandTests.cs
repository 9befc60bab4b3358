using Ram.Experiments.Search;

namespace Ram.Cli.Tests;

public sealed class SearchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_a_file_for_each_trial_and_a_figure_and_prints_the_best()
    {
        Outcome outcome = Search("--trials", "3").Expect(0);
        Assert.Equal(["search.svg", "trial-0001.json", "trial-0002.json", "trial-0003.json"], _folder.Files);
        Assert.Contains("3 trials, 0 of which diverged", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Trial 2: rate", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_that_are_done_are_not_run_again()
    {
        Outcome alone = Search("--trial", "2").Expect(0);
        Assert.Contains("1 trial, 0 of which diverged", alone.Output, StringComparison.Ordinal);
        byte[] before = File.ReadAllBytes(_folder["trial-0002.json"]);
        Outcome outcome = Search("--trials", "3").Expect(0);
        Assert.DoesNotContain("Trial 2:", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["trial-0002.json"]));
    }

    [Fact]
    public void A_trial_is_the_same_alone_and_on_any_number_of_threads()
    {
        Search("--trials", "2", "--threads", "1").Expect(0);
        SearchTrial among = SearchTrial.Load(_folder["trial-0002.json"]);
        File.Delete(_folder["trial-0002.json"]);
        Search("--trial", "2", "--threads", "3").Expect(0);
        SearchTrial alone = SearchTrial.Load(_folder["trial-0002.json"]);
        Assert.Equal(among.LearningCurve, alone.LearningCurve);
        Assert.Equal((among.Model, among.Training), (alone.Model, alone.Training));
    }

    [Fact]
    public void The_trial_of_another_search_is_an_error_that_leaves_it()
    {
        Search("--trial", "1").Expect(0);
        byte[] before = File.ReadAllBytes(_folder["trial-0001.json"]);
        Outcome outcome = Search("--trial", "1", "--seed", "2").Expect(1);
        Assert.Contains(
            "trial-0001.json is a trial of another search", outcome.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["trial-0001.json"]));
    }

    private Outcome Search(params string[] more) => Cli.Run(
        ["search", "--task", "mnist", "--over", "std,rate", "--budget", "256", "--out", _folder.Name, .. more]);
}
