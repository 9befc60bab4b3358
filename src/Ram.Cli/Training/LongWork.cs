using System.Diagnostics;
using Spectre.Console;

namespace Ram.Cli.Training;

/// <summary>Shows work of minutes or hours while it runs: lines that stay, and how far it is.</summary>
internal static class LongWork
{
    private static readonly TimeSpan _lineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Does the work, showing it: in a terminal by a bar, in a file by a line now and then.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="name">What it is, beside the bar.</param>
    /// <param name="total">The steps of the whole work.</param>
    /// <param name="work">Does it, given what shows a line, and what shows the steps done and the state.</param>
    public static void Show(
        Terminal terminal, string name, long total, Action<Action<string>, Action<long, string>> work)
    {
        if (terminal.Live is null)
        {
            ShowLines(terminal, work);
            return;
        }
        terminal.Live.Progress()
            .AutoClear(true)
            .Columns(
                new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask bar = context.AddTask(name, maxValue: total);
                work(
                    terminal.Live.WriteLine,
                    (done, state) => (bar.Value, bar.Description) = (done, Markup.Escape(state)));
            });
    }

    private static void ShowLines(Terminal terminal, Action<Action<string>, Action<long, string>> work)
    {
        long last = Stopwatch.GetTimestamp();
        string before = "";
        void Line(string line)
        {
            last = Stopwatch.GetTimestamp();
            terminal.Error.WriteLine(line);
        }
        work(Line, (_, state) =>
        {
            if (state != before && Stopwatch.GetElapsedTime(last) >= _lineEvery)
                Line(before = state);
        });
    }
}
