using System.Globalization;
using System.Text.Json;
using Ram.Figures;

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

    /// <summary>The list as a table.</summary>
    public Table ToTable() => new(
        "The experiments",
        [new("Experiment"), new("State"), new("Test error, %", true), new("Time", true), new("Left", true)],
        [.. Rows.Select(Cells)])
    {
        Caption = "Times of what is not done are about those of two cores.",
    };

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

    private static string[] Cells(ExperimentStatus status) =>
    [
        status.Run.Name,
        status.Progress is null ? State(status) : Text($"{State(status)} at {100 * status.Done:0}%"),
        status.Result is { } result ? Text($"{result.TestErrorPercent:0.00}") : "–",
        Duration.Text(status.Seconds),
        status.Result is null ? Duration.Text(status.SecondsLeft) : "–",
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string State(ExperimentStatus status) =>
        status.Result is not null ? "done" : status.Progress is not null ? "checkpoint" : "missing";
}
