using System.Globalization;
using Spectre.Console;

namespace Ram.Cli;

/// <summary>Where a command writes: results to the output, everything else to the error stream.</summary>
internal sealed class Terminal
{
    /// <summary>What takes less time than this needs no word.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1.5);

    /// <summary>A terminal over two streams.</summary>
    public Terminal(TextWriter output, TextWriter error)
    {
        (Output, Error) = (output, TextWriter.Synchronized(error));
        bool live = ReferenceEquals(error, StandardStream.Error) && !Console.IsErrorRedirected;
        Live = live ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }) : null;
    }

    /// <summary>Results.</summary>
    public TextWriter Output { get; }

    /// <summary>Progress, remarks and errors.</summary>
    public TextWriter Error { get; }

    /// <summary>The error stream as a console that can redraw its last lines; null if it is a file or a pipe.</summary>
    public IAnsiConsole? Live { get; }

    /// <summary>A result, formatted with the invariant culture.</summary>
    public void Say(FormattableString line) => Output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

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
}
