using System.Text.Json;
using Ram.Experiments;
using Ram.Files;
using Ram.Images;
using Ram.Model;
using Ram.Tests.Files;

namespace Ram.Cli.Tests;

public sealed class OwnDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OwnDataTests()
    {
        foreach ((int shade, string name) in new[] { "oak", "elm", "ash" }.Index())
        {
            var batch = new ImageBatch(20, 3, 40, 56);
            for (int i = 0; i < batch.Count; i++)
            {
                batch[i].Slice(shade * 40 * 56 + 56 * (5 + i), 600).Fill((byte)(200 + i));
                batch.WritePng(i, _folder[$"trees/{name}/{i}.png"]);
            }
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_split_and_what_is_doubtful_is_said()
    {
        Outcome outcome = Train("--folder", _folder["trees"], "--validation", "0.2").Expect(0);
        Assert.Contains(
            "60 images of 56x40 pixels in colour, 3 classes: 48 to train on, 12 to validate.", outcome.ErrorLines);
        Assert.Contains(
            outcome.ErrorLines, note => note.StartsWith("With 12 images to validate, ", StringComparison.Ordinal));
        RecurrentAttentionModel model = WeightFile.Load(_folder["m"]);
        Assert.Equal(["ash", "elm", "oak"], model.TrainedOn!.Classes);
        Assert.Equal(3, model.Options.Channels);
        Assert.Equal("trees", RunResult.Load(_folder["m.json"]).Data);
    }

    [Fact]
    public void Images_are_scaled_and_turned_grey_and_a_class_of_few_is_remarked_on()
    {
        Directory.Delete(_folder["trees/elm"], recursive: true);
        new ImageBatch(1, 3, 40, 56).WritePng(0, _folder["trees/elm/only.png"]);
        Outcome outcome = Train(
            "--folder", _folder["trees"], "--validation", "0.2", "--size", "20x30", "--channels", "1").Expect(0);
        Assert.Contains(outcome.ErrorLines, note => note.Contains("elm (1)", StringComparison.Ordinal));
        RecurrentAttentionModel model = WeightFile.Load(_folder["m"]);
        Assert.Equal((20, 30, 1), (model.TrainedOn!.Width, model.TrainedOn.Height, model.Options.Channels));
    }

    [Fact]
    public void IDX_of_one_class_is_refused()
    {
        IdxFile.Write(_folder["x"], new IdxArray([4, 5, 7], new byte[140]));
        IdxFile.Write(_folder["y"], new IdxArray([4], new byte[4]));
        Train("--images", _folder["x"], "--labels", _folder["y"])
            .ExpectOneLine(1, "all labels are 0; two classes at least");
    }

    [Fact]
    public void A_model_is_evaluated_on_a_folder_by_the_names_of_its_classes()
    {
        string model = SaveModel(Ground.Dark);
        Outcome outcome = Cli.Run("evaluate", "--model", model, "--folder", _folder["trees"]).Expect(0);
        Assert.Contains("of 60 images", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ash", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.ErrorLines);
        string json = Cli.Run("evaluate", "--model", model, "--folder", _folder["trees"], "--json").Expect(0).Output;
        using var parsed = JsonDocument.Parse(json);
        JsonElement confusion = parsed.RootElement.GetProperty("confusion");
        Assert.Equal(60, confusion.EnumerateArray().Sum(row => row.EnumerateArray().Sum(count => count.GetInt32())));
        Assert.Equal("elm", parsed.RootElement.GetProperty("classes")[1].GetString());
        string said = Cli.Run("evaluate", "--model", model, "--folder", _folder["trees"], "--predictions", "-")
            .Expect(0).Output;
        Assert.Equal(60, said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Directory.Move(_folder["trees/ash"], _folder["trees/fir"]);
        Cli.Run("evaluate", "--model", model, "--folder", _folder["trees"])
            .ExpectOneLine(1, "fir", "none of the model's 3 classes");
    }

    [Fact]
    public void Another_size_or_ground_than_the_models_is_remarked_on()
    {
        string model = SaveModel(Ground.Light);
        Outcome outcome = Cli.Run("evaluate", "--model", model, "--folder", _folder["trees"], "--size", "28x20")
            .Expect(0);
        Assert.Contains("28x20 pixels, but the model learned from 56x40", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("look inverted: they are on dark ground", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_looked_at_by_the_names_of_the_classes()
    {
        string model = SaveModel(Ground.Dark);
        Outcome outcome = Cli.Run(
            "look", "--model", model, "--image", _folder["trees/oak/3.png"], "--out", _folder["look.html"]).Expect(0);
        Assert.Matches("^It says (ash|elm|oak), with a probability of 0", outcome.Output);
        Assert.Empty(outcome.ErrorLines);
        Outcome scaled = Cli.Run(
            "look", "--model", model, "--image", _folder["trees/oak/3.png"], "--size", "30x30",
            "--out", _folder["look.html"]);
        Assert.Contains(
            "30x30 pixels, but the model learned from images of 56x40", scaled.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_never_replace_an_input()
    {
        string model = SaveModel(Ground.Dark), picture = _folder["trees/oak/3.png"];
        byte[] before = File.ReadAllBytes(picture);
        Cli.Run("evaluate", "--model", model, "--folder", _folder["trees"], "--predictions", picture)
            .ExpectOneLine(1, picture, "it is in the input folder");
        Cli.Run("evaluate", "--model", model, "--folder", _folder["trees"], "--predictions", model)
            .ExpectOneLine(1, "it is the input");
        Assert.Equal(before, File.ReadAllBytes(picture));
    }

    private Outcome Train(params string[] arguments) =>
        Cli.Run(["train", .. arguments, "--updates", "1", "--out", _folder["m"]]);

    private string SaveModel(Ground ground)
    {
        var options = new RamOptions { Channels = 3, Classes = 3, PatchSize = 6, Patches = 2, Glimpses = 3 };
        var model = new RecurrentAttentionModel(options)
        {
            TrainedOn = new TrainedOn(56, 40, ground, ["ash", "elm", "oak"]),
        };
        WeightFile.Save(model, _folder["model.safetensors"]);
        return _folder["model.safetensors"];
    }
}
