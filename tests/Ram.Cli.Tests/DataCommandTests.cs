namespace Ram.Cli.Tests;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tells_sizes_and_checksum()
    {
        string output = Cli.Run("data", "translated-60").Expect(0).Output;
        Assert.Contains("60x60 pixels, 10 classes, made of few digits", output, StringComparison.Ordinal);
        Assert.Contains("96 images to train on, 24 to validate, 36 to test", output, StringComparison.Ordinal);
        Assert.Contains(FewDigits.Sets.Checksum, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_a_contact_sheet()
    {
        Cli.Run("data", "mnist", "--sheet", _folder["sheet.svg"]).Expect(0);
        Assert.StartsWith("<svg", File.ReadAllText(_folder["sheet.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_MNIST_is_named()
    {
        ChildProcess.RunReal(_folder.Name, "data").ExpectOneLine(1, _folder.Name, "train-images-idx3-ubyte");
        ChildProcess.RunReal(_folder["none"], "train", "mnist", "--out", _folder["m"])
            .ExpectOneLine(1, _folder["none"], "does not exist");
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte.gz")]
    public void A_damaged_file_is_named_and_stays(string damaged)
    {
        string[] names =
            ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
        foreach (string name in names.Where(name => !damaged.StartsWith(name, StringComparison.Ordinal)))
            _folder.Write(name, 0, 0, 8, 1, 0, 0, 0, 1, 7);
        _folder.Write(damaged, 31, 139, 8);
        string[] before = _folder.Files;
        Outcome outcome = ChildProcess.RunReal(_folder.Name, "train", "mnist", "--out", _folder["m"]);
        outcome.ExpectOneLine(1, _folder.Name, "-ubyte");
        Assert.Equal(before, _folder.Files);
        Assert.Equal([31, 139, 8], File.ReadAllBytes(_folder[damaged]));
    }
}
