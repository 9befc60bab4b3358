using System.Diagnostics;
using System.Globalization;
using Ram.Cli.Training;
using Ram.Files;
using Spectre.Console;

namespace Ram.Cli.Slurm;

/// <summary>An array from its submission to its last result.</summary>
/// <param name="terminal">Shows how it goes.</param>
/// <param name="request">What was asked of Slurm.</param>
/// <param name="array">The tasks.</param>
/// <param name="errorOf">Reads the error in percent of a task that is done; null where it diverged.</param>
internal sealed class SlurmRun(
    Terminal terminal, SlurmRequest request, SlurmArray array, Func<SlurmTask, double?> errorOf)
{
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1), _longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(10);

    private readonly Dictionary<SlurmTask, double?> _done = [];
    private HashSet<SlurmTask> _gone = [], _failed = [];

    /// <summary>
    /// Writes the script and, unless the script is all that was asked for, submits and follows what is missing.
    /// </summary>
    /// <returns>Whether all went well.</returns>
    /// <exception cref="RamException">When a file cannot be read or written, or Slurm refuses.</exception>
    /// <exception cref="OperationCanceledException">When stopped, after saying how to come back.</exception>
    public bool Finish()
    {
        if (request.ScriptOnly)
        {
            WriteScript();
            terminal.Say($"Wrote {array.ScriptPath}. To submit it:  sbatch {CommandLine.Join([array.ScriptPath])}");
            return true;
        }
        Collect();
        if (_done.Count == array.Tasks.Count)
            return true;
        Submit();
        using var stop = new StopSignal();
        if (terminal.Live is not null)
            FollowLive(terminal.Live, stop.Token);
        else
            FollowLines(stop.Token);
        foreach (SlurmTask task in _failed.OrderBy(task => task.Number))
            terminal.Note($"{task.Name} failed: {LastLine(array.LogPath(task))} Log: {array.LogPath(task)}");
        if (_failed.Count > 0)
            terminal.Note($"{_failed.Count} of {array.Tasks.Count} failed. To do only those again:  {request.Command}");
        return _failed.Count == 0;
    }

    private void WriteScript() => AtomicFile.Write(array.ScriptPath, array.Script(request));

    private void Submit()
    {
        IReadOnlyDictionary<int, bool> queue = SlurmCluster.Queue(array.JobName);
        WriteScript();
        SlurmTask[] missing = [.. NotDone.Where(task => !queue.ContainsKey(task.Number))];
        if (queue.Count > 0)
            terminal.Note($"{queue.Count} tasks are with Slurm already, as {array.JobName}.");
        if (missing.Length == 0)
            return;
        string job = SlurmCluster.Submit(array.ScriptPath, SlurmArray.Numbers(missing, request.ArrayLimit));
        terminal.Note(
            $"Submitted job {job}, {missing.Length} tasks; {_done.Count} of {array.Tasks.Count} were done before.");
    }

    private IEnumerable<SlurmTask> NotDone => array.Tasks.Where(task => !_done.ContainsKey(task));

    /// <summary>Reads the results that are new.</summary>
    private SlurmTask[] Collect()
    {
        SlurmTask[] found = [.. NotDone.Where(task => File.Exists(task.ResultPath))];
        foreach (SlurmTask task in found)
            _done.Add(task, errorOf(task));
        return found;
    }

    private void FollowLive(IAnsiConsole console, CancellationToken stop) => console.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            ProgressTask bar = context.AddTask("Slurm", maxValue: array.Tasks.Count);
            Follow(console.WriteLine, state => (bar.Value, bar.Description) = (_done.Count, Markup.Escape(state)), stop);
        });

    private void FollowLines(CancellationToken stop)
    {
        long last = 0;
        string? before = null;
        Follow(terminal.Error.WriteLine, state =>
        {
            if (state == before || (before is not null && Stopwatch.GetElapsedTime(last) < _lineEvery))
                return;
            (before, last) = (state, Stopwatch.GetTimestamp());
            terminal.Error.WriteLine(state);
        }, stop);
    }

    /// <summary>Looks for results, and for what is left in Slurm's queue, more seldom the longer it takes.</summary>
    private void Follow(Action<string> line, Action<string> show, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            IReadOnlyDictionary<int, bool>? queue = Queue(line);
            foreach (SlurmTask task in Collect())
                line($"{task.Name}: {Percent(_done[task])}");
            if (queue is not null)
                FindFailed(queue);
            show(State(queue));
            if (_done.Count + _failed.Count == array.Tasks.Count)
                return;
        }
        while (!stop.WaitHandle.WaitOne(Wait(Stopwatch.GetElapsedTime(start))));
        terminal.Note($"The jobs go on without this command; to follow them again and collect:  {request.Command}");
        terminal.Note($"To end them:  scancel --name={array.JobName}");
        throw new OperationCanceledException(stop);
    }

    /// <summary>A controller may be busy or restarting: the results are found all the same.</summary>
    private IReadOnlyDictionary<int, bool>? Queue(Action<string> line)
    {
        try
        {
            return SlurmCluster.Queue(array.JobName);
        }
        catch (RamException error)
        {
            line($"{error.Message.ReplaceLineEndings(" ")} Trying again.");
            return null;
        }
    }

    /// <summary>
    /// What is neither done nor in the queue has failed; only the second look in a row counts, since the file system of
    /// a cluster may show a result late.
    /// </summary>
    private void FindFailed(IReadOnlyDictionary<int, bool> queue)
    {
        HashSet<SlurmTask> gone = [.. NotDone.Where(task => !queue.ContainsKey(task.Number))];
        (_failed, _gone) = ([.. gone.Where(_gone.Contains)], gone);
    }

    private string State(IReadOnlyDictionary<int, bool>? queue)
    {
        string inQueue = queue is null ? ""
            : $"{NotDone.Count(task => queue.GetValueOrDefault(task.Number))} running, ";
        SlurmTask? best = _done.Keys.Where(task => _done[task] is not null).MinBy(task => _done[task]);
        string leader = best is null ? "" : $"; best {Percent(_done[best])}, {best.Name}";
        return $"{_done.Count} of {array.Tasks.Count} done, {inQueue}{_failed.Count} failed{leader}";
    }

    private static TimeSpan Wait(TimeSpan elapsed) =>
        TimeSpan.FromSeconds(Math.Clamp(elapsed.TotalSeconds / 10, _shortest.TotalSeconds, _longest.TotalSeconds));

    private static string Percent(double? error) =>
        error is null ? "diverged" : string.Create(CultureInfo.InvariantCulture, $"{error:0.00}%");

    private static string LastLine(string log) => !File.Exists(log)
        ? "it never began."
        : File.ReadLines(log).LastOrDefault(line => line.Trim().Length > 0) ?? "it said nothing.";
}
