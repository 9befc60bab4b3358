using Ram.Data;

namespace Ram.Cli;

/// <summary>Loads a task's images, and says what it does.</summary>
/// <param name="terminal">Hears of downloads, and of digits that stand in for MNIST.</param>
/// <param name="digits">The digits to make every task of; null for MNIST or the built-in ones.</param>
internal sealed class TaskLoader(Terminal terminal, DigitSets? digits)
{
    /// <summary>The images of a task.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="seed">Fixes the training images that are drawn on the fly.</param>
    /// <exception cref="RamException">When files are damaged, or not in the place that is named for them.</exception>
    public DigitTask Load(string task, ulong seed = 1)
    {
        DigitTask loaded = terminal.During($"Loading {task}", say =>
        {
            DigitTask made = DigitTask.Load(task, seed, digits, new DownloadLine(say));
            // The fixed sets are made when they are first asked for: now, while the screen says so.
            _ = (made.Validation, made.Test);
            return made;
        });
        if (loaded.Notice is string notice)
            terminal.Error.WriteLine(notice);
        return loaded;
    }

    /// <summary>Says how a download goes, a few times a file.</summary>
    private sealed class DownloadLine(Action<string> say) : IProgress<DownloadProgress>
    {
        private const int Megabyte = 1_000_000;

        private string _last = "";

        public void Report(DownloadProgress value)
        {
            string line = $"Downloading {value.Address}: {value.Received / Megabyte} MB"
                + (value.Total is long total ? $" of {total / Megabyte} MB" : "");
            if (line != _last)
                say(line);
            _last = line;
        }
    }
}
