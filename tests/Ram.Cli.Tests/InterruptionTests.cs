namespace Ram.Cli.Tests;

/// <summary>A training that is stopped or killed and resumed ends with the very bytes of an unbroken one.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Kills = 10;

    private static readonly string[] _training =
        ["train", "mnist", "--updates", "1600", "--batch", "8", "--glimpses", "3", "--threads", "1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [InlineData(true, ChildProcess.Interrupt)]
    [InlineData(true, ChildProcess.Terminate)]
    [InlineData(true, ChildProcess.HangUp)]
    [InlineData(false, ChildProcess.Terminate)]
    [InlineData(false, ChildProcess.HangUp)]
    public void A_signal_saves_a_checkpoint_and_the_command_that_is_printed_goes_on(bool heedsInterrupts, int signal)
    {
        byte[] unbroken = Unbroken();
        using var child = new ChildProcess(
            _folder.Name, [.. _training, "--out", "my model"], null, ChildProcess.HeedingInterrupts(heedsInterrupts));
        child.WaitFor("epoch 1/");
        if (!heedsInterrupts)
        {
            child.Signal(ChildProcess.Interrupt);
            child.WaitFor("epoch 3/");
        }
        child.Signal(signal);
        Outcome stopped = child.Wait().Expect(1);
        Assert.False(File.Exists(_folder["my model"]));
        Assert.Matches("^Stopped after update [0-9]+ of 1600; saved my model.checkpoint", stopped.ErrorLines[^2]);
        ChildProcess.Run(_folder.Name, Arguments(stopped.ErrorLines[^1])).Expect(0);
        Assert.Equal(unbroken, File.ReadAllBytes(_folder["my model"]));
    }

    [Fact]
    public void Killed_without_a_word_of_checkpoints_it_goes_on_from_the_one_beside_the_model()
    {
        byte[] unbroken = Unbroken();
        string[] command = [.. _training, "--out", "killed", "--checkpoint-every", "0.005"];
        using (var child = new ChildProcess(_folder.Name, command))
        {
            child.WaitFor("epoch 3/");
            child.Kill();
            child.Wait();
        }
        Assert.Contains("killed.checkpoint", _folder.Files);
        Outcome resumed = ChildProcess.Run(_folder.Name, [.. command, "--resume"]).Expect(0);
        Assert.Contains("Going on from killed.checkpoint", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(unbroken, File.ReadAllBytes(_folder["killed"]));
        Assert.Equal(["killed", "killed.json", "unbroken", "unbroken.json"], _folder.Files);
    }

    [UnixFact]
    public void Killed_ten_times_it_ends_with_the_same_bytes()
    {
        byte[] unbroken = Unbroken();
        string[] command = [.. _training, "--out", "killed", "--checkpoint", "c", "--checkpoint-every", "0.005"];
        var random = new Random(20140624);
        int midway = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            DateTime before = File.GetLastWriteTimeUtc(_folder["c"]);
            using var child = new ChildProcess(
                _folder.Name, File.Exists(_folder["c"]) ? [.. command, "--resume"] : command);
            child.WaitUntil(() => File.GetLastWriteTimeUtc(_folder["c"]) != before);
            Thread.Sleep(random.Next(25));
            midway += child.HasExited ? 0 : 1;
            child.Kill();
            child.Wait();
        }
        Assert.InRange(midway, Kills / 2, Kills);
        ChildProcess.Run(_folder.Name, [.. command, "--resume"]).Expect(0);
        Assert.Equal(unbroken, File.ReadAllBytes(_folder["killed"]));
        Assert.Equal(["c", "killed", "killed.json", "unbroken", "unbroken.json"], _folder.Files);
    }

    private byte[] Unbroken()
    {
        Cli.Run([.. _training, "--out", _folder["unbroken"]]).Expect(0);
        return File.ReadAllBytes(_folder["unbroken"]);
    }

    /// <summary>The arguments of a command as it is printed for a shell.</summary>
    private static string[] Arguments(string printed)
    {
        string[] parts = printed.Split('\'');
        IEnumerable<string> words = parts.SelectMany((part, index) =>
            index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return [.. words.SkipWhile(word => word != "train")];
    }
}
