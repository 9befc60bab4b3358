using System.Text.Json;
using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private static readonly string[] _tiny = ["train", "mnist", "--updates", "5", "--batch", "16"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_a_model_and_its_result()
    {
        Outcome outcome = Train(
            "m.safetensors", "--glimpses", "3", "--std", "0.25", "--seed", "7", "--rate", "0.01", "--rollouts", "2");
        Assert.Equal(["m.json", "m.safetensors"], _folder.Files);
        RunResult result = RunResult.Load(_folder["m.json"]);
        RamOptions options = WeightFile.Load(_folder["m.safetensors"]).Options;
        Assert.Equal(options, result.Model);
        Assert.Equal((3, 0.25), (options.Glimpses, options.Std));
        Assert.Equal(
            (7UL, 5L, 16, 0.01),
            (result.Seed, result.Training.Updates, result.Training.Batch, result.Training.Rate.Start));
        Assert.Equal(160, result.RolloutsUsed);
        Assert.Equal(("mnist", "few digits", FewDigits.Sets.Checksum), (result.Task, result.Data, result.DataChecksum));
        Assert.Equal(36, result.TestImages);
        Assert.Equal(
            Evaluation.Run(WeightFile.Load(_folder["m.safetensors"]), FewDigits.Sets.Validation).ErrorPercent,
            result.ValidationErrorPercent);
        Assert.Single(result.LearningCurve);
        Assert.StartsWith("ram train mnist --updates 5", result.Command, StringComparison.Ordinal);
        Assert.Contains("Test error", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 1/1", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_is_invariant_JSON_with_all_that_it_takes()
    {
        Train("m.safetensors");
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["m.json"]));
        string[] keys =
        [
            "task", "data", "dataChecksum", "command", "version", "model", "seed", "training", "learningCurve",
            "rolloutsUsed", "testImages", "testErrors", "testErrorPercent", "seconds", "resumedAtUpdate", "machine",
        ];
        Assert.Equal(keys, json.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_any_number_of_threads()
    {
        Train("one.safetensors", "--threads", "1");
        Train("three.safetensors", "--threads", "3");
        Train("other.safetensors", "--seed", "2");
        Assert.Equal(Bytes("one.safetensors"), Bytes("three.safetensors"));
        Assert.NotEqual(Bytes("one.safetensors"), Bytes("other.safetensors"));
    }

    [Fact]
    public void The_recipe_of_the_paper_is_another()
    {
        Train("m.safetensors", "--recipe", "paper");
        Assert.Equal(Ram.Training.OptimizerKind.Sgd, RunResult.Load(_folder["m.json"]).Training.Optimizer.Kind);
    }

    [Fact]
    public void The_core_may_be_an_LSTM()
    {
        Train("m.safetensors", "--core", "lstm");
        Assert.Equal(CoreKind.Lstm, WeightFile.Load(_folder["m.safetensors"]).Options.Core);
    }

    [Fact]
    public void A_finished_checkpoint_gives_the_model_again()
    {
        Train("m.safetensors", "--checkpoint", _folder["c"]);
        byte[] model = Bytes("m.safetensors");
        File.Delete(_folder["m.safetensors"]);
        Outcome outcome = Train("m.safetensors", "--checkpoint", _folder["c"], "--resume");
        Assert.Contains("update 5 of 5", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(model, Bytes("m.safetensors"));
        Assert.Equal(5, RunResult.Load(_folder["m.json"]).ResumedAtUpdate);
    }

    [Fact]
    public void A_checkpoint_that_is_in_the_way_is_kept()
    {
        Train("m.safetensors", "--checkpoint", _folder["c"]);
        byte[] before = Bytes("c");
        Outcome outcome = Train("m.safetensors", "--checkpoint", _folder["c"], "--seed", "2");
        Assert.Equal(before, Bytes("c.previous"));
        Assert.Contains($"--checkpoint {_folder["c.previous"]} --resume", outcome.Error, StringComparison.Ordinal);
        byte[] second = Bytes("c");
        outcome = Train("m.safetensors", "--checkpoint", _folder["c"], "--seed", "3");
        Assert.Equal(before, Bytes("c.previous"));
        Assert.Equal(second, Bytes("c.previous-2"));
        Assert.Contains($"--checkpoint {_folder["c.previous-2"]} --resume", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Resuming_from_nothing_is_an_error()
    {
        Fail("--checkpoint", _folder["none"], "--resume")
            .ExpectOneLine(1, _folder["none"], "does not exist", "--resume");
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void Resuming_another_training_is_an_error_that_leaves_it_alone()
    {
        Train("a.safetensors", "--checkpoint", _folder["c"]);
        byte[] before = Bytes("c");
        Fail("--checkpoint", _folder["c"], "--resume", "--glimpses", "2").ExpectOneLine(
            1, _folder["c"], "another training: its glimpses is 6, this one's is 2.");
        Fail("--checkpoint", _folder["c"], "--resume", "--rate", "0.5", "--std", "0.5").ExpectOneLine(
            1, _folder["c"], "its std is 0.2, this one's is 0.5; its rate.start is 0.001, this one's is 0.5.");
        Assert.Equal(before, Bytes("c"));
        Assert.Equal(["a.json", "a.safetensors", "c"], _folder.Files);
    }

    [Fact]
    public void A_damaged_checkpoint_is_reported_and_stays()
    {
        Train("a.safetensors", "--checkpoint", _folder["c"]);
        byte[] half = Bytes("c")[..1000];
        _folder.Write("c", half);
        Fail("--checkpoint", _folder["c"], "--resume").ExpectOneLine(1, _folder["c"]);
        Assert.Equal(half, Bytes("c"));
    }

    [Fact]
    public void A_training_that_diverges_says_when_and_writes_no_model()
    {
        Outcome outcome = Cli.Run(
            "train", "mnist", "--recipe", "paper", "--rate", "1000", "--updates", "200",
            "--out", _folder["m.safetensors"],
            "--checkpoint", _folder["c"]).Expect(1);
        Assert.Matches("^ram: Update [0-9]+ failed: ", outcome.ErrorLines[^1]);
        Assert.Equal(["c"], _folder.Files);
    }

    [Theory]
    [InlineData("file/m.safetensors")]
    [InlineData("")]
    public void A_place_that_cannot_be_written_is_found_before_training(string place)
    {
        _folder.Write("file", 1);
        string target = _folder[place].TrimEnd('/');
        Cli.Run([.. _tiny, "--out", target]).ExpectOneLine(1, target);
        Assert.Equal(["file"], _folder.Files);
    }

    private Outcome Train(string model, params string[] more) =>
        Cli.Run([.. _tiny, "--out", _folder[model], .. more]).Expect(0);

    private Outcome Fail(params string[] more) => Cli.Run([.. _tiny, "--out", _folder["fail.safetensors"], .. more]);

    private byte[] Bytes(string file) => File.ReadAllBytes(_folder[file]);
}
