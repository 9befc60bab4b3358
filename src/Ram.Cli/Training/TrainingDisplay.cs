using System.Diagnostics;
using Ram.Training;
using Spectre.Console;

namespace Ram.Cli.Training;

/// <summary>Shows a training while it runs: a line an epoch, and how far it is.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Runs a training, which gives a line now and then, showing it.</summary>
    public static void Show(Terminal terminal, TrainingLoop training, IEnumerable<string> lines)
    {
        if (terminal.Live is not null)
            ShowLive(terminal.Live, training, lines);
        else
            ShowLines(terminal, training, lines);
    }

    private static void ShowLive(IAnsiConsole console, TrainingLoop training, IEnumerable<string> lines) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("Training", maxValue: training.TotalUpdates);
                training.Updated = () => task.Value = training.Updates;
                foreach (string line in lines)
                    console.WriteLine(line);
            });

    private static void ShowLines(Terminal terminal, TrainingLoop training, IEnumerable<string> lines)
    {
        long last = Stopwatch.GetTimestamp();
        training.Updated = () =>
        {
            if (Stopwatch.GetElapsedTime(last) < _lineEvery)
                return;
            last = Stopwatch.GetTimestamp();
            terminal.Note($"update {training.Updates} of {training.TotalUpdates} ({100 * training.Updates / training.TotalUpdates}%)");
        };
        foreach (string line in lines)
        {
            last = Stopwatch.GetTimestamp();
            terminal.Error.WriteLine(line);
        }
    }
}
