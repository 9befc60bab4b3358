using Ram.Data;
using Spectre.Console;

namespace Ram.Cli;

/// <summary>Loads a task's images, and says what it does.</summary>
/// <param name="terminal">Hears of downloads, and of digits that stand in for MNIST.</param>
/// <param name="digits">The digits to make every task of; null for MNIST or the built-in ones.</param>
internal sealed class TaskLoader(Terminal terminal, DigitSets? digits)
{
    private const int Megabyte = 1_000_000;

    /// <summary>The images of a task.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="seed">Fixes the training images that are drawn on the fly.</param>
    /// <exception cref="RamException">When files are damaged, or not in the place that is named for them.</exception>
    public DigitTask Load(string task, ulong seed = 1)
    {
        DigitTask loaded = Show(task, download => Load(task, seed, download));
        if (loaded.Notice is string notice)
            terminal.Error.WriteLine(notice);
        return loaded;
    }

    private DigitTask Show(string task, Func<Download, DigitTask> load)
    {
        string what = $"Loading {task} …";
        if (terminal.Live is IAnsiConsole console)
            return console.Status().Start(what, context => load(new Download(context)));
        terminal.Error.WriteLine(what);
        return load(new Download(terminal));
    }

    private DigitTask Load(string task, ulong seed, Download download)
    {
        DigitTask loaded = DigitTask.Load(task, seed, digits, download);
        // They are made when they are first asked for: now, while the screen says that images are loaded.
        _ = (loaded.Validation, loaded.Test);
        return loaded;
    }

    /// <summary>Shows a download: on a live line, or a line a file.</summary>
    private sealed class Download : IProgress<DownloadProgress>
    {
        private readonly Action<DownloadProgress> _show;
        private Uri? _address;

        public Download(StatusContext context) => _show = state => context.Status(Markup.Escape(Describe(state)));

        public Download(Terminal terminal) => _show = state =>
        {
            if (_address != state.Address)
                terminal.Error.WriteLine(Describe(state));
            _address = state.Address;
        };

        public void Report(DownloadProgress value) => _show(value);

        private static string Describe(DownloadProgress state) =>
            $"Downloading {state.Address}, {state.Received / Megabyte} of {(state.Total is long total ? total / Megabyte : "?")} MB";
    }
}
