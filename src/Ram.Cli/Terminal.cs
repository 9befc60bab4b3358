using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Ram.Cli;

/// <summary>
/// Where a command writes: results to the output, everything else to the error stream. It shows work of seconds or
/// hours while it runs: in a terminal by lines that change, in a file or a pipe by a line now and then.
/// </summary>
internal sealed class Terminal
{
    // What takes less time than the first needs no word; a file takes a line of progress as seldom as the second.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1.5), _lineEvery = TimeSpan.FromSeconds(10);

    public Terminal(TextWriter output, TextWriter error)
    {
        (Output, Error, Words) = (output, TextWriter.Synchronized(error), output);
        bool live = ReferenceEquals(error, StandardStream.Error) && !Console.IsErrorRedirected;
        Live = live ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }) : null;
    }

    public TextWriter Output { get; }
    public TextWriter Error { get; }

    /// <summary>Where results are told in words: the error stream where a file of the command is the output.</summary>
    public TextWriter Words { get; set; }

    /// <summary>The error stream as a console that can redraw its last lines; null if it is a file or a pipe.</summary>
    public IAnsiConsole? Live { get; }

    /// <summary>A result in words, formatted with the invariant culture.</summary>
    public void Say(FormattableString line) => Words.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A remark, formatted with the invariant culture.</summary>
    public void Note(FormattableString line) => Error.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Does something that may take seconds, and says what if it does.</summary>
    public T During<T>(string what, Func<T> work) => During(what, _ => work());

    /// <summary>The same for work that can say how far it is.</summary>
    public T During<T>(string what, Func<Action<string>, T> work)
    {
        if (Live is not null)
            return Live.Status().Start(Markup.Escape(what) + " …", status => work(
                state => status.Status(Markup.Escape(state))));
        using var timer = new Timer(_ => Error.WriteLine(what + " …"), null, _patience, Timeout.InfiniteTimeSpan);
        return work(Error.WriteLine);
    }

    /// <summary>Does work of so many steps, which is given what shows a line that stays, and the steps done.</summary>
    public void Follow(string what, long total, Action<Action<string>, Action<long, string>> work)
    {
        if (Live is not null)
        {
            var description = new TaskDescriptionColumn { Alignment = Justify.Left };
            Live.Progress()
                .AutoClear(true)
                .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), description)
                .Start(context =>
                {
                    ProgressTask bar = context.AddTask(what, maxValue: total);
                    work(Live.WriteLine, (done, state) => (bar.Value, bar.Description) = (done, Markup.Escape(state)));
                });
            return;
        }
        long last = Stopwatch.GetTimestamp();
        string before = "";
        void Line(string line)
        {
            last = Stopwatch.GetTimestamp();
            Error.WriteLine(line);
        }
        work(Line, (_, state) =>
        {
            if (state != before && Stopwatch.GetElapsedTime(last) >= _lineEvery)
                Line(before = state);
        });
    }
}
