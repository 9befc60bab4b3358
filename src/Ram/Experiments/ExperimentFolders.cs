using Ram.Files;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Experiments;

/// <summary>Where experiments find and leave their files.</summary>
/// <param name="Data">The folder of what is kept: results, models, and checkpoints of unfinished runs.</param>
/// <param name="Scratch">The folder of the rest: checkpoints of running trainings, and other models.</param>
public sealed record ExperimentFolders(string Data, string Scratch)
{
    /// <summary>The nearest folder <c>data</c> that holds results, here or above; else <c>data</c> here.</summary>
    public static string DefaultData => Path.GetDirectoryName(FindAbove(Path.Combine("data", "results"))) ?? "data";
    /// <summary>The folder of the results.</summary>
    public string Results => Path.Combine(Data, "results");

    /// <summary>The nearest file or folder of a name, in a folder or above it; null if there is none.</summary>
    public static string? FindAbove(string path, string? start = null)
    {
        string here = Directory.GetCurrentDirectory();
        for (DirectoryInfo? folder = new(start ?? here); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, path) is var found && Path.Exists(found))
                return Path.GetRelativePath(here, found);
        return null;
    }

    /// <summary>A run's result.</summary>
    public string Result(Experiment run) => Path.Combine(Results, $"{run.RunName}.json");

    /// <summary>A run's weights, kept if they are those of a table.</summary>
    public string Model(Experiment run) => Path.Combine(
        PaperTable.Kept.Any(row => row.RunName == run.RunName) ? Path.Combine(Data, "models") : Scratch,
        $"{run.RunName}.safetensors");

    /// <summary>A run's checkpoint while it trains.</summary>
    public string Checkpoint(Experiment run) => Path.Combine(Scratch, $"{run.RunName}.checkpoint");

    /// <summary>A run's checkpoint that somebody kept, to go on elsewhere.</summary>
    public string KeptCheckpoint(Experiment run) => Path.Combine(Data, "checkpoints", $"{run.RunName}.checkpoint");

    /// <summary>The checkpoint to go on from: that of a training here, else one that was kept; null for none.</summary>
    public string? FindCheckpoint(Experiment run) =>
        new[] { Checkpoint(run), KeptCheckpoint(run) }.FirstOrDefault(IsThere);

    /// <summary>The runs that are not done, the shortest first.</summary>
    /// <exception cref="RamException">When a result or a checkpoint cannot be read.</exception>
    public IEnumerable<Experiment> Missing(IEnumerable<Experiment> runs) => runs.Select(Status)
        .Where(status => status.Result is null).OrderBy(status => status.SecondsLeft).Select(status => status.Run);

    /// <summary>How runs stand, as one JSON object.</summary>
    /// <exception cref="RamException">When a result or a checkpoint cannot be read.</exception>
    public string ToJson(IEnumerable<Experiment> runs) => ResultJson.Write(
        new
        {
            experiments = runs.Select(Status).Select(status => new
            {
                name = status.Run.RunName,
                status.Run.Task,
                status.State,
                status.Done,
                errorPercent = status.Result?.TestErrorPercent,
                status.Seconds,
                status.SecondsLeft,
            }),
        });

    /// <summary>How a run stands.</summary>
    internal ExperimentStatus Status(Experiment run) => IsThere(Result(run))
        ? new(run, RunResult.Load(Result(run)), null)
        : new(run, null, FindCheckpoint(run) is string path ? Training.Checkpoint.State(path) : null);

    // To File.Exists alone a link is a file even where it points nowhere.
    private static bool IsThere(string file) => File.Exists(AtomicFile.Resolve(file));
}

/// <summary>
/// How a run stands: its result and its checkpoint's state, null without one; the share of the rollouts that is done;
/// the seconds of the whole training, as they were or are expected, and those still to go.
/// </summary>
internal sealed record ExperimentStatus(Experiment Run, RunResult? Result, TrainingState? Progress)
{
    public string State => Result is not null ? "done" : Progress is not null ? "checkpoint" : "missing";
    public double Done => Result is not null ? 1 : Math.Min(1, (double)(Progress?.Rollouts ?? 0) / Run.Rollouts);
    public double Seconds => Result?.Seconds
        ?? (Progress is { Seconds: > 0 } progress && Done > 0 ? progress.Seconds / Done : Run.ExpectedSeconds);
    public double SecondsLeft => Seconds * (1 - Done);

    /// <summary>Seconds as a text such as <c>45 s</c>, <c>9 min</c> or <c>2.4 h</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 120 => Invariant($"{seconds:0} s"),
        < 7200 => Invariant($"{seconds / 60:0} min"),
        _ => Invariant($"{seconds / 3600:0.0} h"),
    };
}
