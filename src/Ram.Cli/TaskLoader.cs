using Ram.Data;

namespace Ram.Cli;

/// <summary>Loads a task's images, saying what it does.</summary>
internal static class TaskLoader
{
    /// <summary>The images of a task.</summary>
    /// <exception cref="RamException">When files are damaged.</exception>
    public static DigitTask Load(Terminal terminal, string task) =>
        terminal.During($"Loading {task}", () => DigitTask.Load(task));
}
