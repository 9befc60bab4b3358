using Ram.Data;
using Ram.Tests.Files;

namespace Ram.Tests.Data;

public sealed class MnistTests(FakeMnist fake) : IClassFixture<FakeMnist>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSplitsAreTheFirstFiftyThousandTheLastTenThousandAndTheTestFiles()
    {
        fake.WriteArchives(_folder.Path);
        DigitSets sets = Load(given: _folder.Path);
        Assert.Equal("MNIST", sets.Name);
        AssertSet(sets.Train, 0, 50_000);
        AssertSet(sets.Validation, 50_000, 10_000);
        AssertSet(sets.Test, 100_000, 10_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mnist")]
    public void ANamedFolderHoldsTheFilesItselfOrInMnist(string inner)
    {
        string folder = Path.Combine(_folder.Path, inner);
        fake.WriteArchives(folder);
        Assert.Equal(folder.TrimEnd('/'), Places(given: _folder.Path).Find());
        Assert.Equal(folder.TrimEnd('/'), Places(variable: _folder.Path).Find());
    }

    [Fact]
    public void TheGivenFolderGoesBeforeTheVariableAndTheVariableBeforeTheWorkingFolder()
    {
        string[] folders = [_folder["given"], _folder["variable"], _folder["work/data/mnist"]];
        foreach (string folder in folders)
            fake.WriteArchives(folder);
        Assert.Equal(folders[0], Places(folders[0], folders[1], _folder["work"]).Find());
        Assert.Equal(folders[1], Places(null, folders[1], _folder["work"]).Find());
        Assert.Equal(folders[2], Places(null, null, _folder["work"]).Find());
        Assert.Equal(folders[2], Places(null, " ", _folder["work"]).Find());
    }

    [Fact]
    public void FoldersAboveTheWorkingFolderAreLookedAtUpToTheRoot()
    {
        fake.WriteArchives(_folder["data/mnist"]);
        string deep = Directory.CreateDirectory(_folder["a/b/c"]).FullName;
        Assert.Equal(_folder["data/mnist"], Places(working: deep).Find());
    }

    [Fact]
    public void AnIncompleteFolderIsPassedOver()
    {
        fake.WriteArchives(_folder["data/mnist"]);
        fake.WriteArchives(_folder["a/data/mnist"]);
        File.Delete(_folder["a/data/mnist/t10k-labels-idx1-ubyte.gz"]);
        Assert.Equal(_folder["data/mnist"], Places(working: _folder["a"]).Find());
    }

    [Fact]
    public void DownloadsGoBesideTheSolutionOrBelowTheWorkingFolder()
    {
        string deep = Directory.CreateDirectory(_folder["a/b"]).FullName;
        Assert.Equal(Path.Combine(deep, "data", "mnist"), Places(working: deep).Target);
        File.WriteAllText(_folder["Ram.sln"], "");
        Assert.Equal(_folder["data/mnist"], Places(working: deep).Target);
    }

    [Fact]
    public void ANamedFolderWithoutMnistIsAnErrorAndNothingIsDownloaded()
    {
        File.WriteAllBytes(_folder[fake.Files[1].Name], fake.Contents[1]);
        MirrorStub mirrors = Mirrors();
        string given = Assert.Throws<RamException>(() => TryLoad(Places(given: _folder.Path), mirrors, out _)).Message;
        Assert.Equal($"MNIST is not in {_folder.Path}: it has no train-images-idx3-ubyte, t10k-images-idx3-ubyte, "
            + "t10k-labels-idx1-ubyte (raw or .gz, there or in its folder mnist). Copy the files there, name another "
            + "folder, or name no folder to have them downloaded.", given);
        string variable = Assert.Throws<RamException>(
            () => TryLoad(Places(variable: _folder["absent"]), mirrors, out _)).Message;
        Assert.StartsWith($"MNIST is not in RAM_DATA={_folder["absent"]}: the folder does not exist", variable,
            StringComparison.Ordinal);
        Assert.Contains("unset RAM_DATA", variable, StringComparison.Ordinal);
        Assert.Empty(mirrors.Asked);
        Assert.Equal([fake.Files[1].Name], _folder.Names);
    }

    [Fact]
    public void WhatIsMissingIsDownloadedAndFoundTheNextTime()
    {
        string target = _folder["data/mnist"];
        Directory.CreateDirectory(target);
        File.WriteAllBytes(Path.Combine(target, fake.Files[0].Name), fake.Contents[0]);
        MirrorStub mirrors = Mirrors();
        DigitSets? sets = TryLoad(Places(working: _folder.Path), mirrors, out string? problem);
        Assert.Null(problem);
        AssertSet(sets!.Test, 100_000, 10_000);
        Assert.Equal(fake.Files[1..].Select(file => Mnist.Mirrors[0] + file.Name + ".gz"), mirrors.Asked);
        Assert.Equal(target, Places(working: _folder.Path).Find());
    }

    [Fact]
    public void WithoutNetworkTheThreeWaysOutAreNamed()
    {
        DigitSets? sets = TryLoad(Places(working: _folder.Path), MnistDownloadTests.NoNetwork(), out string? problem);
        Assert.Null(sets);
        Assert.StartsWith("MNIST is not here and could not be downloaded: ", problem, StringComparison.Ordinal);
        foreach (string part in (string[])[.. Mnist.Mirrors, "Set RAM_DATA", _folder["data/mnist"]])
            Assert.Contains(part, problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public void ADamagedFileIsAnErrorAndNeverReplaced()
    {
        string target = _folder["data/mnist"], path = Path.Combine(target, fake.Files[3].Name + ".gz");
        fake.WriteArchives(target);
        File.WriteAllBytes(path, fake.Archives[3][..100]);
        MirrorStub mirrors = Mirrors();
        string message = Assert.Throws<RamException>(
            () => TryLoad(Places(working: _folder.Path), mirrors, out _)).Message;
        Assert.StartsWith($"{path} is damaged: ", message, StringComparison.Ordinal);
        Assert.Empty(mirrors.Asked);
        Assert.Equal(100, new FileInfo(path).Length);
    }

    [MnistFact]
    public void TheRealSetsAreThoseOfTheStatedChecksum()
    {
        DigitSets sets = Mnist.Load();
        Assert.Equal(Mnist.Checksum, sets.Checksum);
        Assert.Equal([5, 0, 4, 1, 9], sets.Train.Labels[..5]);
        Assert.Equal([7, 2, 1, 0, 4], sets.Test.Labels[..5]);
    }

    private DigitSets Load(string given) => TryLoad(Places(given), Mirrors(), out _)!;

    private static DigitSets? TryLoad(MnistPlaces places, MirrorStub mirrors, out string? problem)
    {
        using MnistDownload download = new(mirrors, progress: null);
        return Mnist.TryLoad(places, download, CancellationToken.None, out problem);
    }

    private MirrorStub Mirrors() => new(address => new ByteArrayContent(fake.ArchiveAt(address)));

    private MnistPlaces Places(string? given = null, string? variable = null, string? working = null) =>
        new(fake.Files, given, variable, working ?? _folder.Path);

    private static void AssertSet(LabelledImages set, int first, int count)
    {
        Assert.Equal((count, 28, 28), (set.Count, set.Height, set.Width));
        for (int i = 0; i < count; i++)
        {
            Assert.Equal((first + i) % 10, set.Labels[i]);
            Assert.False(set.Images[i].ContainsAnyExcept((byte)((first + i) % 251)), $"Image {i} is another.");
        }
    }
}
