using System.Text.Json;
using Ram.Experiments;
using Ram.Figures;
using Ram.Tests.Files;
using Ram.Tests.Training;
using Ram.Training;

namespace Ram.Tests.Experiments;

public sealed class ExperimentFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ExperimentFolders Folders => new(_folder["data"], _folder["scratch"]);

    private static Experiment[] Runs =>
        [.. new[] { "cluttered-100-8", "mnist-6", "mnist-3", "mnist-2" }.Select(Experiment.Find)];

    [Fact]
    public void What_is_missing_comes_shortest_first()
    {
        SomeResult.Of().Save(Folders.Result(Experiment.Find("mnist-6")));
        ExperimentStatus[] rows = [.. Runs.Select(Folders.Status)];
        Assert.Equal([null, 521, null, null], rows.Select(row => row.Result?.Seconds));
        Assert.Equal((1, 0), (rows[1].Done, rows[1].SecondsLeft));
        Assert.Equal((0, rows[2].Run.ExpectedSeconds), (rows[2].Done, rows[2].SecondsLeft));
        string[] missing = [.. Folders.Missing(Runs).Select(run => run.Name)];
        Assert.Equal(3, missing.Length);
        Assert.True(Array.IndexOf(missing, "mnist-2") < Array.IndexOf(missing, "mnist-3"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_checkpoint_tells_how_far_it_is(bool kept)
    {
        var run = Experiment.Find("mnist-2");
        string path = kept ? Folders.KeptCheckpoint(run) : Folders.Checkpoint(run);
        var trainer = new Trainer(TinyTask.NewModel(), TinyTask.Train, null, TinyTask.Training)
        {
            Clock = new StillClock(TimeSpan.FromSeconds(100)),
        };
        TinyTask.RunToEnd(trainer, (path, TimeSpan.FromDays(1)));
        Assert.Equal(path, Folders.FindCheckpoint(run));
        ExperimentStatus status = Folders.Status(run);
        Assert.Equal((trainer.Rollouts, trainer.Seconds), (status.Progress!.Rollouts, status.Progress.Seconds));
        Assert.Equal((double)trainer.Rollouts / run.Rollouts, status.Done);
        Assert.Equal(trainer.Seconds * (1 / status.Done - 1), status.SecondsLeft, trainer.Seconds);
        Assert.StartsWith("checkpoint at ", Folders.ToTable(Runs).Rows[3][1], StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_point_nowhere_are_neither_results_nor_checkpoints()
    {
        var run = Experiment.Find("mnist-2");
        foreach (string link in new[] { Folders.Result(run), Folders.Checkpoint(run), Folders.KeptCheckpoint(run) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, _folder["nowhere"]);
        }
        Assert.Null(Folders.FindCheckpoint(run));
        Assert.Equal("missing", Folders.Status(run).State);
    }

    [Fact]
    public void Damaged_checkpoints_are_named()
    {
        string path = Folders.Checkpoint(Experiment.Find("mnist-2"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "no checkpoint");
        var error = Assert.Throws<RamException>(() => Folders.ToTable(Runs));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_tells_the_states()
    {
        SomeResult.Of().Save(Folders.Result(Experiment.Find("mnist-6")));
        using var json = JsonDocument.Parse(Folders.ToJson(Runs));
        JsonElement rows = json.RootElement.GetProperty("experiments");
        Assert.Equal(
            ["missing", "done", "missing", "missing"],
            rows.EnumerateArray().Select(row => row.GetProperty("state").GetString()));
        Assert.Equal(1.15, rows[1].GetProperty("errorPercent").GetDouble());
    }
}
