using Ram.Catch;
using Ram.Images;
using Ram.Model;

namespace Ram.Cli.Tests;

public sealed class LookCommandTests(Trained trained) : IClassFixture<Trained>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_task_gives_a_page_of_a_dozen_images()
    {
        Look("--task", "mnist").Expect(0);
        string page = Page();
        Assert.Equal(24, Count(page, "<svg"));
        Assert.Contains("Only the belief after the last glimpse was trained", page, StringComparison.Ordinal);
        Assert.Matches("<title>[0-9], read as [0-9]</title>", page);
        Assert.DoesNotMatch(@"[?!]\.|\(-0[,)]| -0\)", page);
        Assert.DoesNotContain("http://www.w3.org/1999/xhtml", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_named_SVG_is_a_moving_picture()
    {
        string picture = _folder["look.svg"];
        Look("--task", "mnist", "--out", picture).Expect(0);
        Assert.Contains("<animate", File.ReadAllText(picture), StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_of_Catch_is_no_model_of_a_task()
    {
        string agent = _folder["agent"];
        WeightFile.Save(new RecurrentAttentionModel(CatchRecipe.Agent), agent);
        foreach (string command in new[] { "look", "evaluate" })
            Cli.Run(command, "--model", agent, "--task", "mnist").ExpectOneLine(1, agent, "3 classes", "mnist has 10");
    }

    [Fact]
    public void A_page_that_goes_to_standard_output_is_not_to_be_opened() =>
        Assert.DoesNotContain("Open ", Look("--task", "mnist", "--out", "-").Expect(0).Error, StringComparison.Ordinal);

    [Fact]
    public void A_picture_is_looked_at_in_its_own_size()
    {
        var image = new ImageBatch(1, 1, 33, 40);
        image.Pixels.AsSpan(500, 20).Fill(255);
        image.WritePng(0, _folder["digit.png"]);
        Outcome outcome = Look("--image", _folder["digit.png"]).Expect(0);
        Assert.Contains("It says ", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.ErrorLines);
        Assert.Contains("digit.png", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dark_strokes_on_paper_are_the_same_as_light_on_black()
    {
        byte[] digit = FewDigits.Sets.Test.Images[0].ToArray();
        byte[] inverse = [.. digit.Select(pixel => (byte)(255 - pixel))];
        new ImageBatch(1, 1, 28, 28, digit).WritePng(0, _folder["dark.png"]);
        new ImageBatch(1, 1, 28, 28, inverse).WritePng(0, _folder["light.png"]);
        byte[] yellow = [.. inverse, .. inverse, .. inverse.Select(pixel => (byte)(pixel / 2))];
        new ImageBatch(1, 3, 28, 28, yellow).WritePng(0, _folder["colour.png"]);
        Outcome dark = Look("--image", _folder["dark.png"]), light = Look("--image", _folder["light.png"]);
        Outcome colour = Look("--image", _folder["colour.png"]);
        Assert.Empty(dark.ErrorLines);
        Assert.Contains("inverted", light.Error, StringComparison.Ordinal);
        Assert.Contains("turned grey", colour.Error, StringComparison.Ordinal);
        Assert.Equal(dark.Output, light.Output);
        Assert.Contains("It says ", colour.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_much_larger_than_the_glimpses_is_remarked_on()
    {
        var image = new ImageBatch(1, 1, 10, 300);
        image.Pixels.AsSpan(1000, 900).Fill(200);
        image.WritePng(0, _folder["large.png"]);
        Assert.Contains("300x10 pixels, but the model sees 8 at once", Look("--image", _folder["large.png"])
            .Expect(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Faint_strokes_on_a_grey_page_are_seen_as_the_digit_is()
    {
        ImageBatch digit = FewDigits.Sets.Test.Images.Single(0), faint = FewDigits.Sets.Test.Images.Single(0);
        foreach (ref byte pixel in faint.Pixels.AsSpan())
            pixel = (byte)(150 - pixel * 100 / 255);
        digit.WritePng(0, _folder["digit.png"]);
        faint.WritePng(0, _folder["faint.png"]);
        Outcome outcome = Look("--image", _folder["faint.png"]).Expect(0);
        Assert.Contains("little contrast, grey 150 to 50 of 255", outcome.Error, StringComparison.Ordinal);
        string said = outcome.Output[..outcome.Output.IndexOf(',', StringComparison.Ordinal)];
        Assert.StartsWith(said, Look("--image", _folder["digit.png"]).Output, StringComparison.Ordinal);
        Outcome left = Look("--image", _folder["faint.png"], "--invert", "no").Expect(0);
        Assert.Empty(left.ErrorLines);
        Assert.Contains(
            "is 300x200 pixels", Look("--image", _folder["faint.png"], "--size", "300x200").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_picture_is_refused()
    {
        new ImageBatch(1, 1, 28, 28).WritePng(0, _folder["empty.png"]);
        Look("--image", _folder["empty.png"]).ExpectOneLine(1, _folder["empty.png"], "is empty");
    }

    [Fact]
    public void The_page_goes_to_standard_output_and_never_over_an_input()
    {
        FewDigits.Sets.Test.Images.WritePng(0, _folder["digit.png"]);
        byte[] before = File.ReadAllBytes(trained.Model);
        Outcome outcome = Look("--image", _folder["digit.png"], "--out", "-").Expect(0);
        Assert.StartsWith("<!DOCTYPE html>", outcome.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("It says ", outcome.Error, StringComparison.Ordinal);
        Look("--image", _folder["digit.png"], "--out", _folder["digit.png"]).ExpectOneLine(1, "it is the input");
        Look("--task", "mnist", "--out", trained.Model).ExpectOneLine(1, "it is the input");
        Assert.Equal(before, File.ReadAllBytes(trained.Model));
    }

    [Fact]
    public void What_is_no_PNG_is_named_and_nothing_is_written()
    {
        string file = _folder.Write("no.png", 1, 2, 3);
        Look("--image", file).ExpectOneLine(1, file);
        Look("--image", _folder["none.png"]).ExpectOneLine(1, _folder["none.png"], "does not exist");
        Assert.Equal(["no.png"], _folder.Files);
    }

    [Fact]
    public void A_page_says_one_glimpse_and_calls_classes_by_their_names()
    {
        var model = new RecurrentAttentionModel(new RamOptions { Glimpses = 1, Classes = 2 })
        {
            TrainedOn = new TrainedOn(28, 28, Ground.Dark, ["cat", "dog"]),
        };
        WeightFile.Save(model, _folder["named.safetensors"]);
        FewDigits.Sets.Test.Images.WritePng(0, _folder["picture.png"]);
        Cli.Run("look", "--model", _folder["named.safetensors"], "--image", _folder["picture.png"],
            "--out", _folder["look.html"]).Expect(0);
        string page = Page();
        Assert.Contains(": 1 glimpse of 8x8 pixels, ", page, StringComparison.Ordinal);
        Assert.Matches("It ends with class (cat|dog) with", page);
        Assert.Matches(">(cat|dog): [0-9]+%<", page);
        Assert.Contains(">cat</text>", page, StringComparison.Ordinal);
    }

    private Outcome Look(params string[] arguments) =>
        Cli.Run(["look", "--model", trained.Model, .. Target(arguments), .. arguments]);

    private string[] Target(string[] arguments) => arguments.Contains("--out") ? [] : ["--out", _folder["look.html"]];

    private string Page() => File.ReadAllText(_folder["look.html"]);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
