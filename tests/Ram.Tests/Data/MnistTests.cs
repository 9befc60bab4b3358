using Ram.Data;
using Ram.Files;
using Ram.Tests.Files;

namespace Ram.Tests.Data;

public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sets_are_those_of_the_stated_checksum()
    {
        DigitSets sets = Mnist.Load();
        Assert.Equal((Mnist.Name, Mnist.Checksum), (sets.Name, sets.Checksum));
        Assert.Equal((50_000, 10_000, 10_000), (sets.Train.Count, sets.Validation.Count, sets.Test.Count));
        Assert.Equal([5, 0, 4, 1, 9], sets.Train.Labels[..5]);
        Assert.Equal([7, 2, 1, 0, 4], sets.Test.Labels[..5]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("mnist", "")]
    [InlineData("", ".gz")]
    public void Another_data_set_of_the_same_names_is_read(string inner, string extension)
    {
        string folder = Path.Combine(_folder["fashion"], inner);
        Write(folder, 120, 30, extension);
        DigitSets sets = Mnist.Load(_folder["fashion"]);
        Assert.Equal(inner == "" ? "fashion" : "mnist", sets.Name);
        Assert.Equal((100, 20, 30), (sets.Train.Count, sets.Validation.Count, sets.Test.Count));
        Assert.Equal((12, 9, 13), (sets.Train.Height, sets.Train.Width, sets.Train.Classes));
        Assert.Equal(sets.Train.Classes, sets.Test.Classes);
        Assert.Equal(100, sets.Validation.Images[0][0]);
        Assert.NotEqual(Mnist.Checksum, sets.Checksum);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        Write(_folder["some"], 120, 30, "");
        File.Delete(_folder["some/t10k-labels-idx1-ubyte"]);
        Assert.Equal(
            $"{_folder["some"]} has no t10k-labels-idx1-ubyte (raw or .gz, there or in its folder mnist).",
            Assert.Throws<RamException>(() => Mnist.Load(_folder["some"])).Message);
        Assert.Contains("does not exist", Assert.Throws<RamException>(() => Mnist.Load(_folder["none"])).Message, StringComparison.Ordinal);
        Assert.Null(Mnist.Find(_folder["some"]));
    }

    [Fact]
    public void A_damaged_file_is_named_and_stays()
    {
        Write(_folder["some"], 120, 30, ".gz");
        string damaged = _folder["some/train-images-idx3-ubyte.gz"];
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..60]);
        Assert.StartsWith(
            $"{damaged} is not a valid IDX file", Assert.Throws<RamException>(() => Mnist.Load(_folder["some"])).Message,
            StringComparison.Ordinal);
        Assert.Equal(60, new FileInfo(damaged).Length);
    }

    private static void Write(string folder, int train, int test, string extension)
    {
        foreach ((int count, int first) in new[] { (train, 0), (test, 2) })
        {
            byte[] images = [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, 12 * 9))];
            IdxFile.Write(Path.Combine(folder, Mnist.Files[first] + extension), new IdxArray([count, 12, 9], images));
            byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 13))];
            IdxFile.Write(Path.Combine(folder, Mnist.Files[first + 1] + extension), new IdxArray([count], labels));
        }
    }
}
