using Ram.Files;
using Ram.Model;
using Ram.Tests;

namespace Ram.Cli.Tests;

/// <summary>
/// Every option that names an output, at everything that a path may lead to: the exit code is right, a failure is one
/// line that names the file asked for, and what was there is still there, with its kind, permissions and links.
/// </summary>
public sealed class OutputTests(OutputInputs inputs) : IClassFixture<OutputInputs>, IDisposable
{
    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> Every => Names(_ => true);

    public static TheoryData<string> Fresh => Names(option => option.Old is null);

    public static TheoryData<string> Pipes =>
        Names(option => !option.IsSlow && !option.IsLong && (option.Old is null || !option.MustRename));

    public static TheoryData<string> Writers => Names(option => !option.IsSlow);

    public static TheoryData<string> Quick => Names(option => !option.IsSlow && !option.IsLong);

    public static TheoryData<string> NewFiles => Names(option => !option.IsSlow && option.Old is null);

    public static TheoryData<string> QuickNewFiles =>
        Names(option => !option.IsSlow && !option.IsLong && option.Old is null);

    public static TheoryData<string> Texts => Names(option => option.IsText && !option.IsSlow);

    public static TheoryData<string> Models => Names(option => option.IsModel && !option.IsLong);

    public static TheoryData<string> Commands => Names(
        option => !option.IsSlow && !option.IsLong && !option.MustRename
            && !option.Name.Contains(',', StringComparison.Ordinal));

    public void Dispose() => _sandbox.Dispose();

    /// <summary>Every task is made of MNIST, whatever the command says of its inputs.</summary>
    [UnixTheory]
    [MemberData(nameof(Fresh))]
    public void A_file_of_MNIST_is_refused(string name)
    {
        // A hard link, beside the project: if it were replaced after all, the data would not be.
        using var beside = new TemporaryFolder(AppContext.BaseDirectory);
        Sandbox.Shell("ln", ProjectFolder.PathOf("data", "mnist", "train-labels-idx1-ubyte.gz"), beside["labels.gz"]);
        OutputOption option = Begin(name);
        File.CreateSymbolicLink(Target(option), beside["labels.gz"]);
        AssertRefused(option, "it is the input ");
    }

    [UnixTheory]
    [MemberData(nameof(NewFiles))]
    public void A_new_file_is_made_with_its_folder(string name)
    {
        OutputOption option = Begin(name);
        Directory.Delete(_sandbox.Out, recursive: true);
        Run(option).Expect(0);
        Assert.True(option.IsPassing || new FileInfo(Target(option)).Length > 0);
        AssertNothingIsLeftAside();
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_file_is_replaced_and_keeps_its_permissions(string name)
    {
        OutputOption option = Begin(name);
        string before = WriteOld(option, Target(option));
        if (option.Refusal is string refusal)
        {
            AssertRefused(option, refusal);
            return;
        }
        Run(option).Expect(0);
        AssertReplaced(option, Target(option), before);
    }

    [UnixTheory]
    [MemberData(nameof(Quick))]
    public void A_link_keeps_pointing_and_its_target_is_replaced(string name)
    {
        OutputOption option = Begin(name);
        string target = _sandbox["elsewhere"], before = WriteOld(option, target);
        File.CreateSymbolicLink(Target(option), target);
        if (option.Refusal is string refusal)
        {
            AssertRefused(option, refusal);
            return;
        }
        Run(option).Expect(0);
        Assert.Equal(target, new FileInfo(Target(option)).LinkTarget);
        AssertReplaced(option, target, before);
    }

    [UnixTheory]
    [MemberData(nameof(QuickNewFiles))]
    public void A_dangling_link_keeps_pointing_and_its_target_is_made(string name)
    {
        OutputOption option = Begin(name);
        File.CreateSymbolicLink(Target(option), _sandbox["elsewhere"]);
        Run(option).Expect(0);
        Assert.Equal(_sandbox["elsewhere"], new FileInfo(Target(option)).LinkTarget);
        Assert.True(option.IsPassing || new FileInfo(_sandbox["elsewhere"]).Length > 0);
        AssertNothingIsLeftAside();
    }

    [UnixTheory]
    [MemberData(nameof(Every))]
    public void A_dangling_link_makes_no_folders(string name)
    {
        OutputOption option = Begin(name);
        File.CreateSymbolicLink(Target(option), _sandbox["none/elsewhere"]);
        AssertRefused(
            option, option.Old is null ? "whose folder does not exist" : "no such file", "does not exist",
            "ould not find");
    }

    [UnixTheory]
    [MemberData(nameof(Every))]
    public void A_folder_is_refused(string name)
    {
        OutputOption option = Begin(name);
        Directory.CreateDirectory(Path.Combine(Target(option), "child"));
        AssertRefused(option, "it is a folder", "denied", "There are no notebooks");
    }

    [UnixTheory]
    [MemberData(nameof(Every))]
    public void A_path_below_a_file_is_refused(string name)
    {
        OutputOption option = Begin(name);
        Directory.Delete(_sandbox.Out, recursive: true);
        File.WriteAllText(_sandbox.Out, "old");
        AssertRefused(option, "is a file, not a folder", "no such file", "does not exist", "ould not find");
    }

    [UnixTheory]
    [MemberData(nameof(Pipes))]
    public async Task A_pipe_is_written_in_place_or_refused(string name)
    {
        OutputOption option = Begin(name);
        Sandbox.Shell("mkfifo", Target(option));
        if (option.MustRename)
        {
            AssertRefused(option, "it is a pipe or a device");
            return;
        }
        Task<string> read = _sandbox.Read(Target(option));
        Run(option).Expect(0);
        Assert.NotEmpty(await read.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(FileKind.Pipe, FileStatus.KindOf(Target(option)));
        AssertNothingIsLeftAside();
    }

    [DeviceTheory]
    [MemberData(nameof(Quick))]
    public void A_character_device_is_written_in_place_or_refused(string name)
    {
        OutputOption option = Begin(name);
        Sandbox.Shell("mknod", Target(option), "c", "1", "3");
        if (option.MustRename)
        {
            AssertRefused(option, "it is a pipe or a device", "not a notebook");
            return;
        }
        Run(option).Expect(0);
        Assert.Equal(FileKind.CharacterDevice, FileStatus.KindOf(Target(option)));
        Assert.Empty(File.ReadAllText(Target(option)));
        AssertNothingIsLeftAside();
    }

    [DeviceTheory]
    [MemberData(nameof(Models))]
    public void What_its_place_does_not_take_at_the_end_of_a_training_goes_to_another_that_is_named(string name)
    {
        OutputOption option = Begin(name);
        Sandbox.Shell("mknod", Target(option), "c", "1", "7");
        string line = LastLine(Run(option).Expect(1));
        Assert.Contains($"Cannot write {Target(option)}: no space left", line, StringComparison.Ordinal);
        string other = line[(line.IndexOf("It is saved as ", StringComparison.Ordinal) + "It is saved as ".Length)..^1];
        if (Path.GetExtension(other) == ".safetensors")
            Assert.True(WeightFile.Load(other).ParameterCount > 0);
        else
            Assert.Equal(0UL, Experiments.RunResult.Load(other).Seed - 1);
        Directory.Delete(Path.GetDirectoryName(other)!, recursive: true);
        Assert.Equal(FileKind.CharacterDevice, FileStatus.KindOf(Target(option)));
    }

    /// <summary>
    /// Root writes into every folder but into that of a file system that is mounted for reading alone.
    /// </summary>
    [MountTheory]
    [MemberData(nameof(Every))]
    public void A_read_only_folder_is_refused(string name)
    {
        OutputOption option = Begin(name);
        _sandbox.Mount();
        WriteOld(option, Target(option));
        _sandbox.MakeReadOnly();
        AssertRefused(option, "it is on a read-only file system", option.Refusal ?? "read-only");
    }

    [MountTheory]
    [MemberData(nameof(Writers))]
    public void A_full_disk_leaves_what_was_there(string name)
    {
        OutputOption option = Begin(name);
        _sandbox.Mount();
        WriteOld(option, Target(option));
        _sandbox.Fill();
        AssertRefused(option, option.Refusal ?? "no space left", " are left; free some or choose another place");
    }

    [UnixTheory]
    [MemberData(nameof(Texts))]
    public void A_dash_is_standard_output(string name)
    {
        OutputOption option = Begin(name);
        Outcome file = Run(option).Expect(0);
        string expected = File.ReadAllText(Target(option));
        Outcome dash = Cli.Run([.. Arguments(option).Select(word => word == Target(option) ? "-" : word)]).Expect(0);
        Assert.Equal(expected, dash.Output);
        Assert.Contains(file.Output.Split('\n')[0], dash.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("-"));
    }

    [UnixTheory]
    [InlineData("train", "mnist", "--updates", "1", "--out", "-")]
    [InlineData("train", "mnist", "--updates", "1", "--checkpoint", "-", "--out", "m")]
    [InlineData("catch", "train", "--updates", "1", "--out", "-")]
    public void What_is_no_text_does_not_go_to_standard_output(params string[] command)
    {
        ChildProcess.Run(_sandbox.Root, command).ExpectOneLine(1, "Cannot write -: only text goes to standard output");
        Assert.Empty(_sandbox.Snapshot());
    }

    [UnixTheory]
    [MemberData(nameof(Commands))]
    public void With_a_closed_output_there_is_one_line_and_a_whole_file(string name)
    {
        OutputOption option = Begin(name);
        string line = LastLine(Cli.RunWithoutOutput(Arguments(option)).Expect(1));
        Assert.Equal("ram: Cannot write to standard output: it is closed.", line);
        AssertNothingIsLeftAside();
    }

    [UnixTheory]
    [MemberData(nameof(Commands))]
    public void With_a_closed_error_stream_it_writes_the_file_in_silence(string name)
    {
        OutputOption option = Begin(name);
        Cli.RunWithoutError(Arguments(option)).Expect(0);
        Assert.True(new FileInfo(Target(option)).Length > 0);
        AssertNothingIsLeftAside();
    }

    [UnixTheory]
    [InlineData(">&-", 1, "ram: Cannot write to standard output: ")]
    [InlineData(">/dev/full", 1, "ram: Cannot write to standard output: No space left on device")]
    [InlineData("2>&-", 0, "")]
    [InlineData("2>/dev/full", 0, "")]
    public void A_process_whose_streams_are_closed_or_full_does_the_same(string redirection, int exit, string line)
    {
        OutputOption option = Begin("train --out");
        Outcome outcome = ChildProcess.RunInShell(_sandbox.Root, $"exec \"$@\" {redirection}", Arguments(option))
            .Expect(exit);
        Assert.StartsWith(line, outcome.ErrorLines.LastOrDefault(""), StringComparison.Ordinal);
        Assert.True(WeightFile.Load(Target(option)).ParameterCount > 0);
    }

    private static TheoryData<string> Names(Func<OutputOption, bool> choice) =>
        [.. OutputOption.All.Where(choice).Select(option => option.Name)];

    private OutputOption Begin(string name)
    {
        OutputOption.Prepare(_sandbox);
        OutputOption option = OutputOption.All.Single(option => option.Name == name);
        Directory.CreateDirectory(Path.GetDirectoryName(Target(option))!);
        return option;
    }

    private string Target(OutputOption option) => Path.Combine(_sandbox.Out, option.File);

    private string[] Arguments(OutputOption option) => option.Command(inputs, _sandbox);

    private Outcome Run(OutputOption option) => Cli.Run(Arguments(option));

    /// <summary>Writes what was there before, with unusual permissions, and says what that is.</summary>
    private string WriteOld(OutputOption option, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, option.Old ?? "old");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        return _sandbox.Snapshot()[Path.GetRelativePath(_sandbox.Root, path)];
    }

    private void AssertReplaced(OutputOption option, string path, string before)
    {
        SortedDictionary<string, string> after = _sandbox.Snapshot();
        string name = Path.GetRelativePath(_sandbox.Root, path);
        Assert.NotEqual(before, after.GetValueOrDefault(name));
        if (option.KeepsPrevious)
            Assert.Equal(before, after[name + ".previous"]);
        else
            Assert.Equal(before[..before.LastIndexOf(' ')], after[name][..after[name].LastIndexOf(' ')]);
        AssertNothingIsLeftAside();
    }

    /// <summary>
    /// It fails in one line that names the file, or its folder, and one of the reasons; nothing has changed.
    /// </summary>
    private void AssertRefused(OutputOption option, params string[] reasons)
    {
        SortedDictionary<string, string> before = _sandbox.Snapshot();
        Outcome outcome = Run(option).Expect(1);
        string line = LastLine(outcome);
        Assert.Contains(_sandbox.Out, line, StringComparison.Ordinal);
        Assert.True(reasons.Any(reason => line.Contains(reason, StringComparison.Ordinal)), line);
        Assert.DoesNotContain("-tmp", line, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
        Assert.Equal(before, _sandbox.Snapshot());
    }

    private static string LastLine(Outcome outcome)
    {
        Assert.Single(outcome.ErrorLines, line => line.StartsWith("ram: ", StringComparison.Ordinal));
        Assert.StartsWith("ram: ", outcome.ErrorLines[^1], StringComparison.Ordinal);
        return outcome.ErrorLines[^1];
    }

    private void AssertNothingIsLeftAside() => Assert.DoesNotContain(
        _sandbox.Snapshot().Keys,
        name => name.Contains("-tmp", StringComparison.Ordinal) || name.EndsWith(".lock", StringComparison.Ordinal));
}
