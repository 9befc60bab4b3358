using System.Text.Json;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>How some runs of experiments stand.</summary>
/// <param name="runs">The runs.</param>
/// <param name="folders">Where their files are.</param>
/// <exception cref="RamException">When a result or a checkpoint cannot be read.</exception>
public sealed class ExperimentList(IEnumerable<ExperimentRun> runs, ExperimentFolders folders)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The runs, in the order in which they were given.</summary>
    internal IReadOnlyList<ExperimentStatus> Rows { get; } = [.. runs.Select(folders.Status)];

    /// <summary>What is not done, the shortest first.</summary>
    public IEnumerable<ExperimentRun> Missing => Rows
        .Where(status => status.Result is null)
        .OrderBy(status => status.SecondsLeft)
        .Select(status => status.Run);

    /// <summary>The list as one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            experiments = Rows.Select(status => new
            {
                name = status.Run.Name,
                task = status.Run.Experiment.Task,
                state = status.State,
                done = status.Done,
                errorPercent = status.Result?.TestErrorPercent,
                seconds = status.Seconds,
                secondsLeft = status.SecondsLeft,
            }),
        },
        _json);
}

/// <summary>How a run stands: done, begun or missing.</summary>
/// <param name="Run">The run.</param>
/// <param name="Result">What came of it; null while it is not done.</param>
/// <param name="Progress">What its checkpoint has done; null without one, or when it is done.</param>
internal sealed record ExperimentStatus(ExperimentRun Run, RunResult? Result, TrainingState? Progress)
{
    /// <summary>How it stands, in a word.</summary>
    public string State => Result is not null ? "done" : Progress is not null ? "checkpoint" : "missing";

    /// <summary>The share of the rollouts that is done, 0 to 1.</summary>
    public double Done => Result is not null ? 1 : Math.Min(1, (double)(Progress?.Rollouts ?? 0) / Run.Rollouts);

    /// <summary>The seconds of the whole training: as it was, as its checkpoint lets expect, or as reckoned.</summary>
    public double Seconds => Result?.Seconds
        ?? (Progress is { Seconds: > 0 } progress && Done > 0 ? progress.Seconds / Done : Run.ExpectedSeconds);

    /// <summary>The seconds that are still to go.</summary>
    public double SecondsLeft => Seconds * (1 - Done);
}

/// <summary>Where experiments find and leave their files.</summary>
/// <param name="Data">The folder of what is kept: results, models, and checkpoints of unfinished runs.</param>
/// <param name="Scratch">The folder of the rest: checkpoints of running trainings, and other models.</param>
public sealed record ExperimentFolders(string Data, string Scratch)
{
    /// <summary>
    /// The folder <c>data</c> in the working folder or the nearest above it that holds results; <c>data</c> in the working
    /// folder where there is none.
    /// </summary>
    public static string DefaultData => Path.GetDirectoryName(FindAbove(Path.Combine("data", "results"))) ?? "data";

    /// <summary>The nearest file or folder of a name, in a folder or above it; null where there is none.</summary>
    /// <param name="path">A relative path of a file or a folder.</param>
    /// <param name="start">The folder to begin at; null for the working folder.</param>
    public static string? FindAbove(string path, string? start = null)
    {
        string here = Directory.GetCurrentDirectory();
        for (DirectoryInfo? folder = new(start ?? here); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, path) is var found && Path.Exists(found))
                return Path.GetRelativePath(here, found);
        return null;
    }

    /// <summary>The folder of the results.</summary>
    public string Results => Path.Combine(Data, "results");

    /// <summary>A run's result.</summary>
    public string Result(ExperimentRun run) => Path.Combine(Results, $"{run.Name}.json");

    /// <summary>A run's weights.</summary>
    public string Model(ExperimentRun run) =>
        Path.Combine(run.KeepsModel ? Path.Combine(Data, "models") : Scratch, $"{run.Name}.safetensors");

    /// <summary>A run's checkpoint while it trains.</summary>
    public string Checkpoint(ExperimentRun run) => Path.Combine(Scratch, $"{run.Name}.checkpoint");

    /// <summary>A run's checkpoint that somebody kept, to go on elsewhere.</summary>
    public string KeptCheckpoint(ExperimentRun run) => Path.Combine(Data, "checkpoints", $"{run.Name}.checkpoint");

    /// <summary>The checkpoint to go on from: that of a training here, else one that was kept; null for none.</summary>
    public string? FindCheckpoint(ExperimentRun run) =>
        new[] { Checkpoint(run), KeptCheckpoint(run) }.FirstOrDefault(File.Exists);

    /// <summary>How a run stands.</summary>
    /// <exception cref="RamException">When its result or its checkpoint cannot be read.</exception>
    internal ExperimentStatus Status(ExperimentRun run)
    {
        if (File.Exists(Result(run)))
            return new ExperimentStatus(run, RunResult.Load(Result(run)), null);
        TrainingState? progress = FindCheckpoint(run) is string path ? Training.Checkpoint.State(path) : null;
        return new ExperimentStatus(run, null, progress);
    }
}
