using Ram.Data;
using Ram.Experiments;
using Ram.Files;
using Ram.Images;
using Ram.Model;
using Ram.Tests.Files;
using Ram.Training;

namespace Ram.Tests.Data;

public sealed class OwnImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_has_a_class_in_each_subfolder_in_natural_order()
    {
        foreach (string name in new[] { "class 10", "class 2", "猫" })
            WritePictures(name, 3, 40, 56, channels: 3);
        Directory.CreateDirectory(_folder["data/.hidden"]);
        File.WriteAllText(_folder["data/猫/notes.txt"], "no picture");
        File.WriteAllText(_folder["data/README"], "no class");
        var images = ImageFolder.Load(_folder["data"]);
        Assert.Equal(["class 2", "class 10", "猫"], images.ClassNames);
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2], images.Labels);
        Assert.Equal((9, 3, 40, 56, 3), (images.Count, images.Channels, images.Height, images.Width, images.Classes));
        Assert.Equal(Picture.Read(_folder["data/class 10/1.png"]).ToImage(3).Pixels, images.Images[4].ToArray());
    }

    [Fact]
    public void Channels_are_those_of_the_pictures_or_as_asked()
    {
        WritePictures("a", 2, 8, 9, channels: 1);
        WritePictures("b", 2, 8, 9, channels: 1);
        var images = ImageFolder.Load(_folder["data"]);
        Assert.Equal(1, images.Channels);
        Assert.Equal(Picture.Read(_folder["data/b/1.png"]).ToImage(1).Pixels, images.Images[3].ToArray());
        Assert.Equal(3, ImageFolder.Load(_folder["data"], channels: 3).Channels);
        WritePictures("c", 1, 8, 9, channels: 3);
        Assert.Equal(3, ImageFolder.Load(_folder["data"]).Channels);
        Assert.Equal(1, ImageFolder.Load(_folder["data"], channels: 1).Channels);
    }

    [Fact]
    public void Several_sizes_are_named_unless_one_is_given()
    {
        WritePictures("a", 2, 8, 9, channels: 1);
        WritePictures("b", 2, 20, 30, channels: 1);
        AssertRefused("a/0.png is 9x8 pixels", "b/0.png 30x20", "Give a size");
        var images = ImageFolder.Load(_folder["data"], size: (12, 10));
        Assert.Equal((12, 10), (images.Width, images.Height));
    }

    [Fact]
    public void What_is_no_folder_of_classes_is_refused_in_one_line()
    {
        AssertRefused("does not exist");
        Directory.CreateDirectory(_folder["data"]);
        AssertRefused("has no folders in it");
        WritePictures("a", 2, 8, 9, channels: 1);
        AssertRefused("has 1 folder, a; 2 to 256 classes");
        Directory.CreateDirectory(_folder["data/b/deep"]);
        AssertRefused("data/b has no PNG or JPEG files, but the folder deep");
        Directory.Delete(_folder["data/b"], recursive: true);
        Directory.CreateSymbolicLink(_folder["data/b"], _folder["data"]);
        AssertRefused("data/b has no PNG or JPEG files");
        Directory.Delete(_folder["data/b"]);
        WritePictures("b", 2, 8, 9, channels: 1);
        File.WriteAllText(_folder["data/b/2.png"], "text");
        AssertRefused("b/2.png is no PNG or JPEG picture");
        File.WriteAllBytes(_folder["data/b/2.png"], File.ReadAllBytes(_folder["data/b/0.png"])[..50]);
        AssertRefused("b/2.png is not a valid picture");
        File.WriteAllText(_folder["file"], "");
        Assert.Contains("it is a file; name a folder", Assert.Throws<RamException>(() => ImageFolder.Load(_folder["file"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_count_the_classes_of_a_model_where_they_are_given()
    {
        WritePictures("b", 2, 8, 9, channels: 1);
        var images = ImageFolder.Load(_folder["data"], classNames: ["a", "b", "c"]);
        Assert.Equal([1, 1], images.Labels);
        Assert.Equal(3, images.Classes);
        string message = Assert.Throws<RamException>(() => ImageFolder.Load(_folder["data"], classNames: ["a", "c"])).Message;
        Assert.Contains("data/b is none of the model's 2 classes, a, c.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void IDX_of_47_classes_in_colour_is_read()
    {
        byte[] labels = [.. Enumerable.Range(0, 94).Select(i => (byte)(i % 47))];
        IdxFile.Write(_folder["x"], new IdxArray([94, 3, 5, 7], new byte[94 * 105]));
        IdxFile.Write(_folder["y"], new IdxArray([94], labels));
        var images = LabelledImages.ReadIdx(_folder["x"], _folder["y"]);
        Assert.Equal((94, 3, 5, 7, 47), (images.Count, images.Channels, images.Height, images.Width, images.Classes));
        Assert.Equal("46", images.ClassNames[46]);
    }

    [Fact]
    public void IDX_that_does_not_fit_is_named()
    {
        IdxFile.Write(_folder["x"], new IdxArray([2, 5, 7], new byte[70]));
        IdxFile.Write(_folder["three"], new IdxArray([3], [0, 1, 2]));
        File.WriteAllBytes(_folder["int"], [0, 0, 12, 1, 0, 0, 0, 2, 0, 0, 0, 1, 255, 255, 255, 255]);
        Refuse("three", "three has 3 labels", "2 images");
        Refuse("int", "label 2 is -1; allowed: 0 to 255");
        Refuse("x", "is [2, 5, 7]; labels are [count]");

        void Refuse(string labels, params string[] words)
        {
            string message = Assert.Throws<RamException>(() => LabelledImages.ReadIdx(_folder["x"], _folder[labels])).Message;
            Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_split_is_stratified_and_fixed_by_its_seed()
    {
        byte[] labels = [.. Enumerable.Repeat((byte)0, 50), .. Enumerable.Repeat((byte)1, 10), 2, 2, 3];
        var batch = new ImageBatch(63, 1, 1, 1, [.. Enumerable.Range(0, 63).Select(i => (byte)i)]);
        var all = new LabelledImages(batch, labels, 4, ["a", "b", "c", "d"]);
        (LabelledImages kept, LabelledImages split) = all.Split(0.2, seed: 5);
        Assert.Equal([10, 2, 1, 0], Enumerable.Range(0, 4).Select(label => split.Labels.Count(each => each == label)));
        Assert.Equal(Enumerable.Range(0, 63).Select(i => (byte)i), kept.Images.Pixels.Concat(split.Images.Pixels).Order());
        Assert.All(Enumerable.Range(0, 13), i => Assert.Equal(labels[split.Images.Pixels[i]], split.Labels[i]));
        Assert.Equal(all.ClassNames, split.ClassNames);
        Assert.Equal(split.Images.Pixels, all.Split(0.2, seed: 5).Split.Images.Pixels);
        Assert.NotEqual(split.Images.Pixels, all.Split(0.2, seed: 6).Split.Images.Pixels);
        Assert.Throws<ArgumentOutOfRangeException>(() => all.Split(1, seed: 5));
    }

    [Fact]
    public void A_weight_file_keeps_what_the_model_was_trained_on()
    {
        WritePictures("猫", 2, 40, 56, channels: 3);
        WritePictures("dog", 2, 40, 56, channels: 3);
        var images = ImageFolder.Load(_folder["data"]);
        var model = new RecurrentAttentionModel(new RamOptions { Channels = 3, Classes = 2 }) { TrainedOn = images.TrainedOn };
        WeightFile.Save(model, _folder["m.safetensors"]);
        Assert.Equal("""["dog","猫"]""", SafeTensors.Read(_folder["m.safetensors"]).Metadata["ram.classes"]);
        TrainedOn kept = WeightFile.Load(_folder["m.safetensors"]).TrainedOn!;
        Assert.Equal((56, 40, images.Images.FindGround()), (kept.Width, kept.Height, kept.Ground));
        Assert.Equal(["dog", "猫"], kept.Classes);
        var evaluation = Evaluation.Run(model, images);
        var confusion = new ConfusionMatrix(evaluation, images);
        Assert.Equal(evaluation.Errors, confusion[0, 1] + confusion[1, 0]);
        Assert.Equal(4, confusion.ToRows().Sum(row => row.Sum()));
        Assert.StartsWith("     dog  猫\ndog  ", confusion.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_says_nothing_of_its_images_is_read()
    {
        WeightFile.Save(new RecurrentAttentionModel(new RamOptions()), _folder["m.safetensors"]);
        Assert.Equal(["ram.options"], SafeTensors.Read(_folder["m.safetensors"]).Metadata.Keys);
        Assert.Null(WeightFile.Load(_folder["m.safetensors"]).TrainedOn);
    }

    [Fact]
    public void A_program_of_ten_lines_trains_evaluates_and_looks()
    {
        // Red, green and blue squares somewhere on black.
        foreach ((int colour, string name) in new[] { "red", "green", "blue" }.Index())
        {
            var batch = new ImageBatch(40, 3, 40, 56);
            for (int i = 0; i < batch.Count; i++)
                for (int y = 0; y < 12; y++)
                    batch[i].Slice((colour * 40 + i % 28 + y) * 56 + i, 12).Fill((byte)(200 + i));
            for (int i = 0; i < batch.Count; i++)
                batch.WritePng(i, _folder[$"data/{name}/{i}.png"]);
        }

        (LabelledImages train, LabelledImages validation) = ImageFolder.Load(_folder["data"]).Split(0.25, seed: 1);
        Ram.Experiments.Recipe recipe = OwnRecipe.For(train);
        RecurrentAttentionModel model = recipe.NewModel();
        model.TrainedOn = train.TrainedOn;
        TrainingOptions training = recipe.Training with { Epochs = 30, Threads = 1 };
        foreach (EpochLog epoch in new Trainer(model, recipe.Prepare(train), validation, training).Run())
            Assert.StartsWith("epoch ", epoch.ToString(), StringComparison.Ordinal);
        WeightFile.Save(model, _folder["m.safetensors"]);
        var evaluation = Evaluation.Run(WeightFile.Load(_folder["m.safetensors"]), validation);
        string confusion = new ConfusionMatrix(evaluation, validation).ToString();
        Rollout look = model.Look(ImageBatch.Read([_folder["data/red/3.png"]]));

        Assert.InRange(evaluation.ErrorPercent, 0, 10);
        Assert.Contains("green", confusion, StringComparison.Ordinal);
        Assert.Equal("red", model.TrainedOn.Classes[look.Prediction]);
    }

    private void AssertRefused(params string[] words)
    {
        string message = Assert.Throws<RamException>(() => ImageFolder.Load(_folder["data"])).Message;
        Assert.DoesNotContain('\n', message);
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private void WritePictures(string name, int count, int height, int width, int channels)
    {
        var batch = new ImageBatch(count, channels, height, width);
        new Random(name.Length).NextBytes(batch.Pixels);
        for (int i = 0; i < count; i++)
            batch.WritePng(i, _folder[$"data/{name}/{i}.png"]);
    }
}
