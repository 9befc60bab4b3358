using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Ram.Files;

namespace Ram.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Makes_the_folder_and_replaces_the_content()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "result.json");
        AtomicFile.Write(path, "a longer first text");
        AtomicFile.Write(path, "größer");
        Assert.Equal("größer"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void The_old_file_is_whole_until_the_new_one_is()
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
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
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
    public void A_full_disk_in_the_middle_leaves_the_old_file_and_nothing_else()
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
    public void A_full_device_gives_a_clear_line()
    {
        AssertMessage(
            "Cannot write /dev/full: no space left; free some or choose another place.",
            () => AtomicFile.Write("/dev/full", "text"));
        Assert.Throws<IOException>(() => File.WriteAllText("/dev/full", "text"));
    }

    [Fact]
    public void A_device_is_written_not_replaced()
    {
        AtomicFile.Write("/dev/null", "text");
        Assert.Equal(0, new FileInfo("/dev/null").Length);
        Assert.Empty(Directory.GetFiles("/dev", "*.ram-tmp"));
    }

    [Fact]
    public void A_link_is_followed()
    {
        AtomicFile.Write(_folder["real"], "old");
        File.CreateSymbolicLink(_folder["link"], _folder["real"]);
        AtomicFile.Write(_folder["link"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["real"]));
        Assert.NotNull(new FileInfo(_folder["link"]).LinkTarget);
    }

    [Fact]
    public void A_path_under_a_file_gives_a_clear_line()
    {
        AtomicFile.Write(_folder["file"], "old");
        var path = Path.Combine(_folder["file"], "deep", "model.safetensors");
        AssertMessage(
            $"Cannot write {path}: {_folder["file"]} is a file, not a folder; choose another place.",
            () => AtomicFile.Write(path, "new"));
        AssertUntouched();
    }

    [Fact]
    public void A_folder_in_place_of_the_file_gives_a_clear_line() =>
        AssertMessage($"Cannot write {_folder.Path}: it is a folder; name a file.", () => AtomicFile.Write(_folder.Path, "new"));

    [Fact]
    public void A_name_too_long_gives_one_line() =>
        AssertMessage("Cannot write ", () => AtomicFile.Write(_folder[new string('x', 300)], "new"));

    [Fact]
    public void What_a_killed_writer_left_is_removed()
    {
        string left = "";
        AtomicFile.Write(_folder["file"], _ => left = _folder.Names.Single());
        foreach (string name in new[] { left, left[..18] + "fresh.xyz.ram-tmp", ".other.abcdefgh.xyz.ram-tmp" })
            File.WriteAllText(_folder[name], "half");
        foreach (string name in new[] { left, ".other.abcdefgh.xyz.ram-tmp" })
            File.SetLastWriteTimeUtc(_folder[name], DateTime.UtcNow.AddSeconds(-2));
        // A file just made may be one whose writer has not locked it yet.
        File.SetLastWriteTimeUtc(_folder[left[..18] + "fresh.xyz.ram-tmp"], DateTime.UtcNow.AddMinutes(1));
        AtomicFile.Write(_folder["file"], "whole");
        Assert.Equal(new[] { left[..18] + "fresh.xyz.ram-tmp", ".other.abcdefgh.xyz.ram-tmp", "file" }.Order(), _folder.Names.Order());
    }

    [Fact]
    public async Task A_pipe_is_written_in_place_and_refused_where_a_file_is_needed()
    {
        Process.Start("mkfifo", _folder["pipe"]).WaitForExit();
        Task<string> reader = Task.Run(() => File.ReadAllText(_folder["pipe"]));
        AtomicFile.Check(_folder["pipe"]);
        AtomicFile.Write(_folder["pipe"], "through");
        Assert.Equal("through", await reader);
        AssertMessage("it is a pipe or a device; name a regular file", () => AtomicFile.Check(_folder["pipe"], mustRename: true));
        Assert.Equal(["pipe"], _folder.Names);
    }

    [Fact]
    public void A_device_under_any_name_is_written_in_place()
    {
        File.CreateSymbolicLink(_folder["null"], "/dev/null");
        AtomicFile.Write(_folder["null"], "text");
        Assert.Equal("/dev/null", new FileInfo(_folder["null"]).LinkTarget);
        AssertMessage("name a regular file", () => AtomicFile.Check("/dev/full", mustRename: true));
    }

    [Fact]
    public void A_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        AssertMessage($"Cannot write {_folder["socket"]}: it is a socket; name a file.", () => AtomicFile.Write(_folder["socket"], "x"));
        AssertMessage("it is a socket", () => AtomicFile.Check(_folder["socket"]));
    }

    [Fact]
    public void A_dangling_link_makes_a_file_but_no_folders()
    {
        File.CreateSymbolicLink(_folder["link"], _folder["new"]);
        AtomicFile.Write(_folder["link"], "text");
        Assert.Equal("text", File.ReadAllText(_folder["new"]));
        File.CreateSymbolicLink(_folder["far"], Path.Combine(_folder["none"], "new"));
        AssertMessage("whose folder does not exist", () => AtomicFile.Write(_folder["far"], "text"));
        AssertMessage("whose folder does not exist", () => AtomicFile.Check(_folder["far"]));
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public void A_link_loop_gives_one_line()
    {
        File.CreateSymbolicLink(_folder["a"], _folder["b"]);
        File.CreateSymbolicLink(_folder["b"], _folder["a"]);
        AssertMessage($"Cannot write {_folder["a"]}: ", () => AtomicFile.Write(_folder["a"], "text"));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Permissions_are_kept()
    {
        AtomicFile.Write(_folder["file"], "old");
        File.SetUnixFileMode(_folder["file"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(_folder["file"], "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["file"]));
    }

    [Fact]
    public void No_message_names_the_temporary_file()
    {
        string message = Assert.Throws<RamException>(() => AtomicFile.Write(_folder[new string('x', 300)], "new")).Message;
        Assert.DoesNotContain("ram-tmp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_is_no_input_by_whatever_name()
    {
        AtomicFile.Write(_folder["data/in"], "input");
        File.CreateSymbolicLink(_folder["link"], _folder["data/in"]);
        Directory.CreateSymbolicLink(_folder["alias"], _folder["data"]);
        Process.Start("ln", [_folder["data/in"], _folder["hard"]]).WaitForExit();
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder["data/in"]);
        foreach (string name in new[] { _folder["data/in"], _folder["link"], _folder["alias/in"], _folder["hard"], relative })
            AssertMessage($"Cannot write {name}: it is the input ", () => AtomicFile.CheckApart(name, null, _folder["data/in"]));
        AssertMessage("it is in the input folder", () => AtomicFile.CheckApart(_folder["alias/out"], _folder["data"]));
        AtomicFile.CheckApart(_folder["out"], null, _folder["data"], _folder["data/in"], _folder["none"]);
        AtomicFile.CheckApart(_folder["data-2"], _folder["data"]);
    }

    [Fact]
    public void A_writer_at_work_is_left_alone()
    {
        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write("outer"u8);
            stream.Flush();
            string aside = _folder.Names.Single(name => name.EndsWith(".ram-tmp", StringComparison.Ordinal));
            File.SetLastWriteTimeUtc(_folder[aside], DateTime.UtcNow.AddSeconds(-2));
            AtomicFile.Write(_folder["file"], "inner");
            Assert.Equal("inner", File.ReadAllText(_folder["file"]));
        });
        Assert.Equal("outer", File.ReadAllText(_folder["file"]));
        Assert.Equal(["file"], _folder.Names);
    }

    [Fact]
    public void Concurrent_writers_leave_one_whole_file()
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
