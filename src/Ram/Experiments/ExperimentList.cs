using System.Text.Json;

namespace Ram.Experiments;

/// <summary>How all experiments stand.</summary>
/// <param name="Rows">The experiments, in the order of the tables.</param>
public sealed record ExperimentList(IReadOnlyList<ExperimentStatus> Rows)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>How a run of each experiment stands.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="folders">Where their files are.</param>
    /// <exception cref="RamException">When a result or a checkpoint cannot be read.</exception>
    public static ExperimentList Of(IEnumerable<ExperimentRun> runs, ExperimentFolders folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        return new ExperimentList([.. runs.Select(folders.Status)]);
    }

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
                state = State(status),
                done = status.Done,
                errorPercent = status.Result?.TestErrorPercent,
                seconds = status.Seconds,
                secondsLeft = status.SecondsLeft,
            }),
        },
        _json);

    internal static string State(ExperimentStatus status) =>
        status.Result is not null ? "done" : status.Progress is not null ? "checkpoint" : "missing";
}
