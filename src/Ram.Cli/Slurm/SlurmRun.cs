using System.ComponentModel;
using System.Diagnostics;

namespace Ram.Cli.Slurm;

/// <summary>An array from submission to its last result; the error is in percent, null where one diverged.</summary>
internal sealed class SlurmRun(
    Terminal terminal, SlurmOptions options, SlurmArray array, Func<SlurmTask, double?> errorOf)
{
    private readonly Dictionary<SlurmTask, double?> _done = [];
    private HashSet<SlurmTask> _gone = [], _failed = [];

    private IEnumerable<SlurmTask> NotDone => array.Tasks.Where(task => !_done.ContainsKey(task));

    /// <summary>Writes the script; unless that is all, submits and follows what is missing, and then reports.</summary>
    public void Finish(Action report)
    {
        if (options.ScriptOnly)
        {
            AtomicFile.Write(array.ScriptPath, array.Script(options));
            terminal.Say($"Wrote {array.ScriptPath}. To submit it:  sbatch {CommandLine.Join([array.ScriptPath])}");
            return;
        }
        Collect();
        if (_done.Count < array.Tasks.Count)
        {
            Submit();
            using var stop = new StopSignal();
            terminal.Follow("Slurm", array.Tasks.Count, (line, progress) => Follow(line, progress, stop.Token));
        }
        foreach (SlurmTask task in _failed.OrderBy(task => task.Number))
            terminal.Note($"{task.Name} failed: {LastLine(array.LogPath(task))} Log: {array.LogPath(task)}");
        report();
        if (_failed.Count > 0)
            throw new RamException(
                $"{_failed.Count} of {array.Tasks.Count} failed. To do only those again:  {options.Command}");
    }

    private void Submit()
    {
        ILookup<string, string> queue = Queue();
        AtomicFile.Write(array.ScriptPath, array.Script(options));
        SlurmTask[] missing = [.. NotDone.Where(task => !queue.Contains($"{task.Number}"))];
        if (queue.Count > 0)
            terminal.Note($"{Count.Of(queue.Count, "task")} with Slurm already, as {array.JobName}.");
        if (missing.Length == 0)
            return;
        string numbers = SlurmArray.Numbers(missing, options.ArrayLimit);
        string job = Call("sbatch", "--parsable", $"--array={numbers}", array.ScriptPath).Trim().Split(';')[0];
        string tasks = Count.Of(missing.Length, "task");
        terminal.Note($"Submitted job {job}, {tasks}; {_done.Count} of {array.Tasks.Count} done before.");
    }

    private SlurmTask[] Collect()
    {
        SlurmTask[] found = [.. NotDone.Where(task => File.Exists(task.ResultPath))];
        Array.ForEach(found, task => _done.Add(task, errorOf(task)));
        _failed.ExceptWith(found);
        return found;
    }

    /// <summary>Looks for results, and for what is left in Slurm's queue, more seldom the longer it takes.</summary>
    private void Follow(Action<string> line, Action<long, string> progress, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            ILookup<string, string>? queue = null;
            try
            {
                queue = Queue();
            }
            catch (RamException error)
            {
                // A controller may be busy or restarting: the results are found all the same.
                line($"{error.Message.ReplaceLineEndings(" ")} Trying again.");
            }
            foreach (SlurmTask task in Collect())
                line($"{task.Name}: {Percent(_done[task])}");
            if (queue is not null)
            {
                // What is neither done nor in the queue has failed; only the second look in a row counts, since the
                // file system of a cluster may show a result late.
                HashSet<SlurmTask> gone = [.. NotDone.Where(task => !queue.Contains($"{task.Number}"))];
                (_failed, _gone) = ([.. gone.Where(_gone.Contains)], gone);
            }
            progress(_done.Count, State(queue));
            if (_done.Count + _failed.Count == array.Tasks.Count)
                return;
        }
        while (!stop.WaitHandle.WaitOne(
            TimeSpan.FromSeconds(Math.Clamp(Stopwatch.GetElapsedTime(start).TotalSeconds / 10, 1, 30))));
        terminal.Note($"The jobs go on without this command; to follow them again and collect:  {options.Command}");
        terminal.Note($"To end them:  scancel --name={array.JobName}");
        throw new OperationCanceledException(stop);
    }

    private string State(ILookup<string, string>? queue)
    {
        string inQueue = queue is null ? ""
            : $"{NotDone.Count(task => queue[$"{task.Number}"].Any(state => state != "PENDING"))} running, ";
        SlurmTask? best = _done.Keys.Where(task => _done[task] is not null).MinBy(task => _done[task]);
        string leader = best is null ? "" : $"; best {Percent(_done[best])}, {best.Name}";
        return $"{_done.Count} of {array.Tasks.Count} done, {inQueue}{_failed.Count} failed{leader}";
    }

    /// <summary>The states of the tasks that wait or run, by their numbers.</summary>
    private ILookup<string, string> Queue() =>
        Call("squeue", "--me", "--array", "--noheader", "--name", array.JobName, "--format", "%K %T")
            .Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1 && char.IsAsciiDigit(words[0][0]))
            .ToLookup(words => words[0], words => words[^1]);

    private static string Call(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments)
            { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new RamException(
                $"{command} failed: {error.Result.Trim()} Try it by hand, or take --slurm-script in place of --slurm.");
        }
        catch (Win32Exception problem)
        {
            throw new RamException(
                $"There is no {command} on this machine; --slurm needs one that has Slurm's sbatch and squeue. "
                + "To write the script here and submit it there, take --slurm-script in place of --slurm.", problem);
        }
    }

    private static string Percent(double? error) => error is null ? "diverged" : Invariant($"{error:0.00}%");

    private static string LastLine(string log) => !File.Exists(log) ? "it never began."
        : File.ReadLines(log).LastOrDefault(line => line.Trim().Length > 0) ?? "it said nothing.";
}
