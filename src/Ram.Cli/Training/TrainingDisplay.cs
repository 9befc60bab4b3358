using System.Diagnostics;
using Ram.Training;
using Spectre.Console;

namespace Ram.Cli.Training;

/// <summary>Shows a training while it runs: a line an epoch, and how far it is.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Trains to the end, showing it.</summary>
    public static void Show(Terminal terminal, Trainer trainer, IEnumerable<EpochLog> epochs)
    {
        if (terminal.Live is not null)
            ShowLive(terminal.Live, trainer, epochs);
        else
            ShowLines(terminal, trainer, epochs);
    }

    private static void ShowLive(IAnsiConsole console, Trainer trainer, IEnumerable<EpochLog> epochs) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("Training", maxValue: trainer.TotalUpdates);
                trainer.Updated = () => task.Value = trainer.Updates;
                foreach (EpochLog epoch in epochs)
                    console.WriteLine(EpochLine.Of(epoch, trainer));
            });

    private static void ShowLines(Terminal terminal, Trainer trainer, IEnumerable<EpochLog> epochs)
    {
        long last = Stopwatch.GetTimestamp();
        trainer.Updated = () =>
        {
            if (Stopwatch.GetElapsedTime(last) < _lineEvery)
                return;
            last = Stopwatch.GetTimestamp();
            terminal.Note($"update {trainer.Updates} of {trainer.TotalUpdates} ({100 * trainer.Updates / trainer.TotalUpdates}%)");
        };
        foreach (EpochLog epoch in epochs)
        {
            last = Stopwatch.GetTimestamp();
            terminal.Error.WriteLine(EpochLine.Of(epoch, trainer));
        }
    }
}
