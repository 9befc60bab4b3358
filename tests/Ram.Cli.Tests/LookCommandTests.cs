using Ram.Files;

namespace Ram.Cli.Tests;

public sealed class LookCommandTests(Trained trained) : IClassFixture<Trained>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ATaskGivesAPageOfADozenImages()
    {
        Look("--task", "digits").Expect(0);
        string page = Page();
        Assert.Equal(24, Count(page, "<svg"));
        Assert.Contains("Only the belief after the last glimpse was trained", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://www.w3.org/1999/xhtml", page, StringComparison.Ordinal);
    }

    [Fact]
    public void APageNamedSvgIsAMovingPicture()
    {
        string picture = _folder["look.svg"];
        Look("--task", "digits", "--out", picture).Expect(0);
        Assert.Contains("<animate", File.ReadAllText(picture), StringComparison.Ordinal);
    }

    [Fact]
    public void APictureIsLookedAtInItsOwnSize()
    {
        Png.Write(_folder["digit.png"], 40, 33, 1, new byte[40 * 33]);
        Outcome outcome = Look("--image", _folder["digit.png"]).Expect(0);
        Assert.Contains("It says ", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
        Assert.Contains("digit.png", Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void DarkStrokesOnPaperAreTheSameAsLightOnBlack()
    {
        byte[] digit = FewDigits.Sets.Test.Images[0].ToArray();
        byte[] inverse = [.. digit.Select(pixel => (byte)(255 - pixel))];
        Png.Write(_folder["dark.png"], 28, 28, 1, digit);
        Png.Write(_folder["light.png"], 28, 28, 1, inverse);
        Png.Write(_folder["colour.png"], 28, 28, 3, [.. inverse.SelectMany(pixel => new[] { pixel, pixel, pixel })]);
        Outcome dark = Look("--image", _folder["dark.png"]), light = Look("--image", _folder["light.png"]);
        Outcome colour = Look("--image", _folder["colour.png"]);
        Assert.Empty(dark.Error);
        Assert.Contains("inverted", light.Error, StringComparison.Ordinal);
        Assert.Contains("turned grey", colour.Error, StringComparison.Ordinal);
        Assert.Equal(dark.Output, light.Output);
        Assert.Equal(dark.Output, colour.Output);
    }

    [Fact]
    public void APictureMuchLargerThanTheGlimpsesIsRemarkedOn()
    {
        Png.Write(_folder["large.png"], 300, 10, 1, new byte[3000]);
        Assert.Contains("300x10 pixels, but the model sees 8 at once", Look("--image", _folder["large.png"]).Expect(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoPngIsNamedAndNothingIsWritten()
    {
        string file = _folder.Write("no.png", 1, 2, 3);
        Look("--image", file).ExpectOneLine(1, file);
        Look("--image", _folder["none.png"]).ExpectOneLine(1, _folder["none.png"], "does not exist");
        Assert.Equal(["no.png"], _folder.Files);
    }

    private Outcome Look(params string[] arguments) =>
        Cli.Run(["look", "--model", trained.Model, .. Target(arguments), .. arguments]);

    private string[] Target(string[] arguments) => arguments.Contains("--out") ? [] : ["--out", _folder["look.html"]];

    private string Page() => File.ReadAllText(_folder["look.html"]);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
