using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Ram.Tests;

namespace Ram.Cli.Tests;

/// <summary>A command in a process of its own, which can be killed.</summary>
internal sealed partial class ChildProcess : IDisposable
{
    /// <summary>
    /// What a terminal sends that is closed, what it sends at Ctrl-C, and what the system sends at its end.
    /// </summary>
    public const int HangUp = 1, Interrupt = 2, Terminate = 15;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _error = new();

    /// <summary>Starts the command line on few digits, or the real one, with the variable RAM_DATA set.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="ramData">RAM_DATA for the real command line; null for that on few digits.</param>
    /// <param name="wrapper">A program and its arguments that start the command; empty for none.</param>
    public ChildProcess(
        string folder, IEnumerable<string> arguments, string? ramData = null, params string[] wrapper)
    {
        string program = ramData is null ? typeof(FewDigits).Assembly.Location : typeof(RamCommand).Assembly.Location;
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] command = [.. wrapper, host, program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RAM_DATA"] = ramData ?? ProjectFolder.PathOf("data", "mnist");
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_error)
                _error.Append(line.Data is null ? "" : line.Data + "\n");
        };
        _process.BeginErrorReadLine();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    public static Outcome Run(string folder, params string[] arguments)
    {
        using var child = new ChildProcess(folder, arguments);
        return child.Wait();
    }

    /// <summary>Runs it by a line of shell, in which <c>"$@"</c> is the command.</summary>
    public static Outcome RunInShell(string folder, string script, params string[] arguments)
    {
        using var child = new ChildProcess(folder, arguments, null, "sh", "-c", script, "sh");
        return child.Wait();
    }

    public static Outcome RunReal(string ramData, params string[] arguments)
    {
        using var child = new ChildProcess(Path.GetTempPath(), arguments, ramData);
        return child.Wait();
    }

    public string ErrorSoFar
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    public Outcome Wait()
    {
        Assert.True(
            Task.WaitAll([_process.WaitForExitAsync(), _output], _patience),
            _process.HasExited ? "something holds the command's output open" : "the command does not end");
        return new Outcome(_process.ExitCode, _output.Result, ErrorSoFar);
    }

    /// <summary>Waits for a word on the error stream.</summary>
    public void WaitFor(string word)
    {
        WaitUntil(() => ErrorSoFar.Contains(word, StringComparison.Ordinal));
        Assert.Contains(word, ErrorSoFar, StringComparison.Ordinal);
    }

    /// <summary>Waits until something is so, or the process has ended.</summary>
    public void WaitUntil(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition() && !HasExited)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < _patience, $"it takes too long: {ErrorSoFar}");
            Thread.Sleep(2);
        }
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(int signal) => Assert.Equal(0, SendSignal(_process.Id, signal));

    /// <summary>
    /// The start of a command that heeds Ctrl-C, or ignores it, and heeds a hang-up. Without, it does as this process does,
    /// which ignores them if it was started in the background or by nohup.
    /// </summary>
    public static string[] HeedingInterrupts(bool heed) =>
        ["perl", "-e", $"$SIG{{HUP}} = 'DEFAULT'; $SIG{{INT}} = '{(heed ? "DEFAULT" : "IGNORE")}'; exec @ARGV"];

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
