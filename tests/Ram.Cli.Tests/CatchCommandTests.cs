using System.Text.Json;
using Ram.Catch;
using Ram.Experiments;
using Ram.Model;

namespace Ram.Cli.Tests;

public sealed class CatchCommandTests : IDisposable
{
    private static readonly string[] _tiny = ["catch", "train", "--updates", "3", "--batch", "16"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Training_writes_an_agent_and_its_result()
    {
        Outcome outcome = Train("m.safetensors", "--seed", "7", "--rate", "0.01", "--std", "0.25");
        Assert.Equal(["m.json", "m.safetensors"], _folder.Files);
        RunResult result = RunResult.Load(_folder["m.json"]);
        RamOptions agent = WeightFile.Load(_folder["m.safetensors"]).Options;
        Assert.Equal(agent, result.Model);
        Assert.Equal(CatchRecipe.Agent with { Std = 0.25 }, agent);
        Assert.Equal(
            (7UL, 3L, 16, 0.01),
            (result.Seed, result.Training.Updates, result.Training.Batch, result.Training.Rate.Start));
        Assert.Equal(3 * 16, result.RolloutsUsed);
        Assert.Equal(10_000, result.Games);
        Assert.Single(result.LearningCurve);
        Assert.StartsWith("ram catch train --updates 3", result.Command, StringComparison.Ordinal);
        Assert.Contains("Caught", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("million frames", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_is_also_printed_as_one_object()
    {
        Outcome outcome = Train("m.safetensors", "--json");
        Assert.Equal(File.ReadAllText(_folder["m.json"]), outcome.Output);
        string[] keys =
        [
            "task", "data", "dataChecksum", "command", "version", "model", "seed", "training", "learningCurve",
            "rolloutsUsed", "testImages", "testErrors", "testErrorPercent", "seconds", "resumedAtUpdate", "machine",
            "games", "caught", "caughtPercent",
        ];
        Assert.Equal(
            keys, JsonDocument.Parse(outcome.Output).RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        Train("one.safetensors", "--threads", "1");
        Train("three.safetensors", "--threads", "3");
        Assert.Equal(File.ReadAllBytes(_folder["one.safetensors"]), File.ReadAllBytes(_folder["three.safetensors"]));
    }

    [Fact]
    public void A_finished_checkpoint_gives_the_agent_again()
    {
        Train("m.safetensors", "--checkpoint", _folder["c"]);
        byte[] agent = File.ReadAllBytes(_folder["m.safetensors"]);
        Outcome outcome = Train("m.safetensors", "--checkpoint", _folder["c"], "--resume");
        Assert.Contains("update 3 of 3", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(agent, File.ReadAllBytes(_folder["m.safetensors"]));
    }

    [Theory]
    [InlineData("still", 6, 11)]
    [InlineData("random", 6, 11)]
    [InlineData("perfect", 100, 100)]
    public void The_players_that_learn_nothing_are_counted(string policy, double least, double most)
    {
        JsonElement counted = Json("catch", "evaluate", "--policy", policy, "--json");
        Assert.Equal(10_000, counted.GetProperty("games").GetInt32());
        Assert.InRange(counted.GetProperty("caughtPercent").GetDouble(), least, most);
        Assert.Equal(0, counted.GetProperty("outOfReach").GetInt32());
    }

    [Fact]
    public void An_agent_is_counted()
    {
        Train("m.safetensors", "--view", "full");
        JsonElement counted = Json(
            "catch", "evaluate", "--model", _folder["m.safetensors"], "--games", "100", "--json");
        Assert.Equal(100, counted.GetProperty("games").GetInt32());
        Assert.InRange(counted.GetProperty("caughtPercent").GetDouble(), 0, 100);
    }

    [Fact]
    public void An_agent_plays_in_text_and_on_pages()
    {
        Train("m.safetensors");
        string[] play = ["catch", "play", "--model", _folder["m.safetensors"], "--games", "2"];
        Outcome text = Cli.Run(play).Expect(0);
        Assert.Contains("of 2 games", text.Output, StringComparison.Ordinal);
        Assert.Contains("frame 24 of 24", text.Error, StringComparison.Ordinal);
        Cli.Run([.. play, "--out", _folder["page.html"]]).Expect(0);
        string page = File.ReadAllText(_folder["page.html"]);
        Assert.Contains("Game 2", page, StringComparison.Ordinal);
        Assert.Matches("The game is over: the ball is (caught|missed)", page);
        Cli.Run([.. play, "--out", _folder["game.svg"]]).Expect(0);
        Assert.StartsWith("<svg", File.ReadAllText(_folder["game.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_agent_that_comes_along_is_found_from_any_folder()
    {
        Outcome outcome = ChildProcess.Run(_folder.Name, "catch", "play", "--games", "1").Expect(0);
        Assert.Contains("of 1 game.", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_go_together_is_a_usage_error()
    {
        Cli.Run("catch", "evaluate").ExpectOneLine(2, "--model", "--policy");
        Cli.Run("catch", "evaluate", "--policy", "lazy").ExpectOneLine(2, "lazy", "still");
        Cli.Run([.. _tiny, "--frames", "100"]).ExpectOneLine(2, "--frames", "--updates");
        Cli.Run([.. _tiny, "--out", _folder["x"], "--checkpoint", _folder["x"]])
            .ExpectOneLine(2, "--out", "--checkpoint");
        Cli.Run([.. _tiny, "--out", _folder["x"], "--resume"]).ExpectOneLine(1, "does not exist", "--resume");
    }

    private static JsonElement Json(params string[] arguments) =>
        JsonDocument.Parse(Cli.Run(arguments).Expect(0).Output).RootElement;

    private Outcome Train(string model, params string[] more) =>
        Cli.Run([.. _tiny, "--out", _folder[model], .. more]).Expect(0);
}
