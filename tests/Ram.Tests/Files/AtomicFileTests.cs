using Ram.Files;

namespace Ram.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MakesTheFolderAndReplacesTheContent()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "result.json");
        AtomicFile.Write(path, "a longer first text");
        AtomicFile.Write(path, "größer");
        Assert.Equal("größer"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void TheOldFileIsWholeUntilTheNewOneIs()
    {
        AtomicFile.Write(_folder["file"], "old");
        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(_folder["file"]));
        });
        Assert.Equal("new", File.ReadAllText(_folder["file"]));
    }

    [Fact]
    public void AFailedWriteLeavesTheOldFileAndNothingElse()
    {
        AtomicFile.Write(_folder["file"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));
        AssertUntouched();
    }

    [Fact]
    public void AFullDiskInTheMiddleLeavesTheOldFileAndNothingElse()
    {
        AtomicFile.Write(_folder["file"], "old");
        AssertMessage("no space left", () => AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write(new byte[100_000]);
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            full.Write(new byte[1]);
        }));
        AssertUntouched();
    }

    [Fact]
    public void AFullDeviceGivesAClearLine()
    {
        AssertMessage(
            "Cannot write /dev/full: no space left; free some or choose another place.",
            () => AtomicFile.Write("/dev/full", "text"));
        Assert.Throws<IOException>(() => File.WriteAllText("/dev/full", "text"));
    }

    [Fact]
    public void ADeviceIsWrittenNotReplaced()
    {
        AtomicFile.Write("/dev/null", "text");
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Empty(Directory.GetFiles("/dev", "*.ram-tmp"));
    }

    [Fact]
    public void ALinkIsFollowed()
    {
        AtomicFile.Write(_folder["real"], "old");
        File.CreateSymbolicLink(_folder["link"], _folder["real"]);
        AtomicFile.Write(_folder["link"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["real"]));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
    }

    [Fact]
    public void APathUnderAFileGivesAClearLine()
    {
        AtomicFile.Write(_folder["file"], "old");
        var path = Path.Combine(_folder["file"], "deep", "model.safetensors");
        AssertMessage(
            $"Cannot write {path}: {_folder["file"]} is a file, not a folder; choose another place.",
            () => AtomicFile.Write(path, "new"));
        AssertUntouched();
    }

    [Fact]
    public void AFolderInPlaceOfTheFileGivesAClearLine() =>
        AssertMessage($"Cannot write {_folder.Path}: it is a folder; name a file.", () => AtomicFile.Write(_folder.Path, "new"));

    [Fact]
    public void ANameTooLongGivesOneLine() =>
        AssertMessage("Cannot write ", () => AtomicFile.Write(_folder[new string('x', 300)], "new"));

    [Fact]
    public void WhatAKilledWriterLeftIsRemoved()
    {
        foreach (string name in new[] { "file.abcdefgh.xyz.ram-tmp", "other.abcdefgh.xyz.ram-tmp" })
        {
            File.WriteAllText(_folder[name], "half");
            File.SetLastWriteTimeUtc(_folder[name], DateTime.UtcNow.AddSeconds(-2));
        }
        // A file just made may be one whose writer has not locked it yet.
        File.WriteAllText(_folder["file.ijklmnop.xyz.ram-tmp"], "");
        AtomicFile.Write(_folder["file"], "whole");
        Assert.Equal(["file", "file.ijklmnop.xyz.ram-tmp", "other.abcdefgh.xyz.ram-tmp"], _folder.Names);
    }

    [Fact]
    public void AWriterAtWorkIsLeftAlone()
    {
        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write("outer"u8);
            AtomicFile.Write(_folder["file"], "inner");
            Assert.Equal("inner", File.ReadAllText(_folder["file"]));
        });
        Assert.Equal("outer", File.ReadAllText(_folder["file"]));
        Assert.Equal(["file"], _folder.Names);
    }

    [Fact]
    public void ConcurrentWritersLeaveOneWholeFile()
    {
        Parallel.For(0, 32, i => AtomicFile.Write(_folder["file"], new string((char)('a' + i % 26), 10_000)));
        var text = File.ReadAllText(_folder["file"]);
        Assert.Equal(new string(text[0], 10_000), text);
        Assert.Equal(["file"], _folder.Names);
    }

    private void AssertUntouched()
    {
        Assert.Equal("old", File.ReadAllText(_folder["file"]));
        Assert.Equal(["file"], _folder.Names);
    }

    private static void AssertMessage(string start, Action action)
    {
        var message = Assert.Throws<RamException>(action).Message;
        Assert.Contains(start, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
