using System.Text.Json;
using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Tests;
using Ram.Training;

namespace Ram.Cli.Tests;

public sealed class ExperimentCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_a_result_and_a_model_and_leaves_no_checkpoint()
    {
        Outcome outcome = Run("mnist-2", "--epochs", "1").Expect(0);
        RunResult result = RunResult.Load(_folder["data/results/mnist-2.json"]);
        Assert.Equal("ram experiment mnist-2 --epochs 1", result.Command);
        Assert.Equal(("mnist", 1UL, 1), (result.Task, result.Seed, result.LearningCurve.Count));
        RamOptions recipe = Recipe.Find("ours", "mnist").Model;
        Assert.Equal(recipe with { Glimpses = 2 }, WeightFile.Load(_folder["scratch/mnist-2.safetensors"]).Options);
        Assert.Equal(["mnist-2.safetensors"], Files("scratch"));
        Assert.Contains("mnist-2: test error", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_models_of_headlines()
    {
        Run("mnist-7", "--epochs", "1").Expect(0);
        Run("mnist-7", "--epochs", "1", "--seed", "2").Expect(0);
        Assert.Equal(["mnist-7.safetensors"], Files("data/models"));
        Assert.Equal(["mnist-7-seed-2.json", "mnist-7.json"], Files("data/results"));
        Assert.Equal(["mnist-7-seed-2.safetensors"], Files("scratch"));
    }

    [Theory]
    [InlineData("mnist-conv")]
    [InlineData("cluttered-100-conv")]
    [InlineData("translated-60-fc-64")]
    public void Trains_a_network_without_glimpses(string name)
    {
        Run(name, "--epochs", "1").Expect(0);
        RunResult result = RunResult.Load(_folder[$"data/results/{name}.json"]);
        Assert.Null(result.Model);
        Assert.Equal(Experiment.Find(name).Network!.ToJson(), result.Network!.ToJson());
        var network = FeedForwardNetwork.Load(_folder[$"scratch/{name}.safetensors"]);
        LabelledImages test = DigitTask.Load(result.Task, source: FewDigits.Sets).Test;
        Assert.Equal(result.TestErrors, Evaluation.Run(network, test).Errors);
    }

    [Fact]
    public void Random_glimpses_are_tested_at_random_places()
    {
        Run("mnist-random-1", "--epochs", "1").Expect(0);
        RunResult result = RunResult.Load(_folder["data/results/mnist-random-1.json"]);
        RecurrentAttentionModel model = WeightFile.Load(_folder["scratch/mnist-random-1.safetensors"]);
        Assert.True(result.Training.RandomGlimpses);
        Assert.Equal(Evaluation.RunRandomGlimpses(model, FewDigits.Sets.Test).Errors, result.TestErrors);
    }

    [UnixFact]
    public void Ctrl_c_saves_a_checkpoint_and_the_command_that_it_prints_goes_on()
    {
        string[] command = ["experiment", "mnist-2", "--epochs", "240", "--folder", "data", "--scratch", "scratch"];
        ChildProcess.Run(_folder.Name, [.. command[..4], "--folder", "unbroken", "--scratch", "unbroken"]).Expect(0);
        using var child = new ChildProcess(_folder.Name, command);
        child.WaitFor("epoch 3/");
        child.Signal(ChildProcess.Terminate);
        Outcome stopped = child.Wait().Expect(1);
        Assert.Equal(["mnist-2.checkpoint"], Files("scratch"));
        double secondsBefore = Math.Round(Checkpoint.State(_folder["scratch/mnist-2.checkpoint"]).Seconds, 1);
        using (var list = JsonDocument.Parse(Run("--list", "--json", "--epochs", "240").Expect(0).Output))
            Assert.Single(list.RootElement.GetProperty("experiments").EnumerateArray(), row =>
                row.GetProperty("state").GetString() == "checkpoint"
                && row.GetProperty("name").GetString() == "mnist-2");
        string[] words = stopped.ErrorLines[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        ChildProcess.Run(_folder.Name, [.. words.SkipWhile(word => word != "experiment")]).Expect(0);
        Assert.Equal(
            File.ReadAllBytes(_folder["unbroken/mnist-2.safetensors"]),
            File.ReadAllBytes(_folder["scratch/mnist-2.safetensors"]));
        RunResult unbroken = RunResult.Load(_folder["unbroken/results/mnist-2.json"]);
        RunResult resumed = RunResult.Load(_folder["data/results/mnist-2.json"]);
        Assert.Equal((unbroken.Command, unbroken.TestErrors), (resumed.Command, resumed.TestErrors));
        Assert.Equal(unbroken.LearningCurve, resumed.LearningCurve);
        Assert.True(resumed.ResumedAtUpdate >= 3 && resumed.Seconds >= secondsBefore);
        Assert.Equal(["mnist-2.safetensors"], Files("scratch"));
    }

    [Fact]
    public void A_kept_checkpoint_is_taken_over()
    {
        string checkpoint = _folder["data/checkpoints/mnist-3.checkpoint"];
        Cli.Run(
            "train", "mnist", "--glimpses", "3", "--epochs", "1", "--checkpoint", checkpoint,
            "--out", _folder["m.safetensors"]).Expect(0);
        Outcome outcome = Run("mnist-3", "--epochs", "1", "--resume").Expect(0);
        Assert.Contains("update 1 of 1", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(checkpoint));
    }

    [Fact]
    public void All_trains_what_is_missing_shortest_first()
    {
        FakeAllBut("mnist-2", "mnist-3");
        Outcome outcome = Run("--all", "--epochs", "1").Expect(0);
        int first = outcome.Error.IndexOf("mnist-2, 1 of 2", StringComparison.Ordinal);
        Assert.InRange(
            outcome.Error.IndexOf("mnist-3, 2 of 2", StringComparison.Ordinal), first + 1, outcome.Error.Length);
        Assert.StartsWith("2 trained, 0 failed, ", outcome.Output.Split('\n')[^2], StringComparison.Ordinal);
        Outcome again = Run("--all", "--epochs", "1").Expect(0);
        Assert.StartsWith("0 trained, 0 failed, ", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void All_goes_on_past_what_fails()
    {
        FakeAllBut("mnist-2", "mnist-3");
        Cli.Run(
            "train", "mnist", "--glimpses", "4", "--epochs", "1", "--checkpoint", _folder["scratch/mnist-2.checkpoint"],
            "--out", _folder["m.safetensors"]).Expect(0);
        Outcome outcome = Run("--all", "--epochs", "1").Expect(1);
        Assert.Contains("mnist-2 failed: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("mnist-3.json", Files("data/results"));
    }

    [Fact]
    public void Resuming_from_nothing_is_an_error() =>
        Run("mnist-2", "--resume").ExpectOneLine(1, "mnist-2.checkpoint", "does not exist");

    [Fact]
    public void Lists_all_experiments()
    {
        string output = Run("--list").Expect(0).Output;
        Assert.All(
            Experiment.All, experiment => Assert.Contains($"| {experiment.Name} ", output, StringComparison.Ordinal));
    }

    private Outcome Run(params string[] arguments) =>
        Cli.Run(["experiment", .. arguments, "--folder", _folder["data"], "--scratch", _folder["scratch"]]);

    private string[] Files(string folder) =>
        [.. Directory.GetFiles(_folder[folder]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private void FakeAllBut(params string[] missing)
    {
        string folder = Directory.CreateDirectory(_folder["data/results"]).FullName;
        foreach (string name in Experiment.All.Select(experiment => experiment.Name).Except(missing))
            File.Copy(ProjectFolder.PathOf("data", "results", "mnist-6.json"), Path.Combine(folder, $"{name}.json"));
    }
}
