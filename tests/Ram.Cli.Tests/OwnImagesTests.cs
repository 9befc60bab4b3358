using Ram.Experiments;
using Ram.Files;
using Ram.Images;
using Ram.Model;
using Ram.Tests.Files;

namespace Ram.Cli.Tests;

/// <summary>Training on the user's own images.</summary>
public sealed class OwnImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_colour_pictures_is_trained_evaluated_and_looked_at()
    {
        WritePictures(count: 40, "circle", "square", "triangle");
        Outcome trained = Train("--folder", _folder["shapes"], "--epochs", "2").Expect(0);
        Assert.Contains(
            "40x56 pixels in colour, 3 classes: 102 to train on, 18 to validate", trained.Error,
            StringComparison.Ordinal);
        Assert.Contains("8 glimpses of 12x12 pixels at 3 scales", trained.Error, StringComparison.Ordinal);
        Assert.Contains("18 images to validate are few", trained.Error, StringComparison.Ordinal);
        Assert.Contains("Validation error", trained.Output, StringComparison.Ordinal);
        RecurrentAttentionModel model = WeightFile.Load(_folder["m.safetensors"]);
        Assert.Equal((3, 3, 1.0), (model.Options.Channels, model.Options.Classes, model.Options.UnitWidth));
        Assert.Equal(["circle", "square", "triangle"], model.TrainedOn!.Classes);
        RunResult result = RunResult.Load(_folder["m.json"]);
        Assert.Equal(("shapes", 0, null), (result.Task, result.TestImages, result.TestErrorPercent));
        Assert.Equal(2, result.LearningCurve.Count);
        Assert.Contains(
            "Error ",
            Cli.Run("evaluate", "--model", _folder["m.safetensors"], "--folder", _folder["shapes"]).Expect(0).Output,
            StringComparison.Ordinal);
        string picture = Directory.GetFiles(_folder["shapes/circle"])[0];
        Cli.Run("look", "--model", _folder["m.safetensors"], "--image", picture, "--out", _folder["look.html"])
            .Expect(0);
    }

    [Fact]
    public void The_split_is_fixed_by_the_seed()
    {
        WritePictures(count: 6, "a", "b");
        Train("--folder", _folder["shapes"], "--updates", "1", "--out", _folder["one"]).Expect(0);
        Train("--folder", _folder["shapes"], "--updates", "1", "--out", _folder["same"]).Expect(0);
        Train("--folder", _folder["shapes"], "--updates", "1", "--out", _folder["other"], "--seed", "2").Expect(0);
        Assert.Equal(
            RunResult.Load(_folder["one.json"]).DataChecksum, RunResult.Load(_folder["same.json"]).DataChecksum);
        Assert.NotEqual(
            RunResult.Load(_folder["one.json"]).DataChecksum, RunResult.Load(_folder["other.json"]).DataChecksum);
    }

    [Fact]
    public void IDX_files_may_have_many_classes()
    {
        byte[] labels = [.. Enumerable.Range(0, 94).Select(index => (byte)(index % 47))];
        IdxFile.Write(
            _folder["letters.idx"],
            new IdxArray([94, 28, 28], [.. Enumerable.Range(0, 94 * 784).Select(i => (byte)(i * 31))]));
        IdxFile.Write(_folder["y.idx"], new IdxArray([94], labels));
        Outcome outcome = Train("--images", _folder["letters.idx"], "--labels", _folder["y.idx"], "--updates", "2")
            .Expect(0);
        Assert.Contains("47 classes: 47 to train on, 47 to validate", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(47, WeightFile.Load(_folder["m.safetensors"]).Options.Classes);
    }

    [Fact]
    public void It_ends_early_when_nothing_gets_better()
    {
        WritePictures(count: 4, "a", "b");
        Outcome outcome = Train("--folder", _folder["shapes"], "--glimpses", "1").Expect(0);
        Assert.Contains("Stopped early", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubtful_patches_are_remarked_on()
    {
        WritePictures(count: 4, "a", "b");
        string[] once = ["--folder", _folder["shapes"], "--updates", "1"];
        Assert.Contains("covers the whole image", Train([.. once, "--patch-size", "64"])
            .Expect(0).Error, StringComparison.Ordinal);
        string one = Train([.. once, "--patches", "1"]).Expect(0).Error;
        Assert.Contains("choose more patches", one, StringComparison.Ordinal);
    }

    [Fact]
    public void No_output_is_an_input()
    {
        WritePictures(count: 4, "a", "b");
        string picture = Directory.GetFiles(_folder["shapes/a"])[0];
        byte[] before = File.ReadAllBytes(picture);
        Train("--folder", _folder["shapes"], "--updates", "1", "--out", picture).Expect(1);
        Assert.Equal(before, File.ReadAllBytes(picture));
        IdxFile.Write(_folder["x"], new IdxArray([4, 9, 9], new byte[4 * 81]));
        IdxFile.Write(_folder["y"], new IdxArray([4], [0, 1, 0, 1]));
        byte[] labels = File.ReadAllBytes(_folder["y"]);
        File.CreateSymbolicLink(_folder["link"], _folder["y"]);
        foreach (string option in new[] { "--out", "--checkpoint" })
            Train("--images", _folder["x"], "--labels", _folder["y"], "--updates", "1", option, _folder["link"])
                .Expect(1);
        Assert.Equal(labels, File.ReadAllBytes(_folder["y"]));
    }

    [Fact]
    public void An_empty_folder_and_one_class_are_errors()
    {
        Directory.CreateDirectory(_folder["shapes"]);
        Assert.Contains(_folder["shapes"], Train("--folder", _folder["shapes"])
            .Expect(1).ErrorLines[^1], StringComparison.Ordinal);
        WritePictures(count: 4, "a");
        Assert.Contains("2 to 256", Train("--folder", _folder["shapes"])
            .Expect(1).ErrorLines[^1], StringComparison.Ordinal);
    }

    private Outcome Train(params string[] arguments) => Cli.Run(
        arguments.Contains("--out")
            ? ["train", .. arguments]
            : ["train", .. arguments, "--out", _folder["m.safetensors"]]);

    private void WritePictures(int count, params string[] classes)
    {
        foreach ((int label, string name) in classes.Index())
        {
            Directory.CreateDirectory(_folder[$"shapes/{name}"]);
            for (int number = 0; number < count; number++)
            {
                var image = new ImageBatch(1, 3, 56, 40);
                image.Pixels.AsSpan(label * 56 * 40 + 3 * number, 400).Fill(200);
                image.WritePng(0, _folder[$"shapes/{name}/{number}.png"]);
            }
        }
    }
}
