using System.Globalization;
using System.Text.RegularExpressions;
using Ram.Cli.Notebooks;
using Ram.Tests;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>How tests run notebooks: on the kernel that is built with them.</summary>
internal static class Runner
{
    public static NotebookRunner Options { get; } = new()
    {
        Terminal = new Terminal(TextWriter.Null, TextWriter.Null),
        Kernel = ProjectFolder.PathOf("src", "Ram.Kernel", "bin", "Release", "net10.0", "Ram.Kernel.dll"),
    };

    /// <summary>Runs notebooks; what is wrong with one or with a cell of it is a part of the report.</summary>
    public static async Task<RunReport> RunAsync(IReadOnlyList<string> files, NotebookRunner runner)
    {
        using StringWriter cells = new(CultureInfo.CurrentCulture), notebooks = new(CultureInfo.CurrentCulture);
        RunFailure? failure = null;
        try
        {
            await (runner with { Terminal = new Terminal(notebooks, cells) }).RunAsync(files);
        }
        catch (RamException error) when (
            files.Any(file => error.Message.StartsWith($"{file}: ", StringComparison.Ordinal))
            && !error.Message.Contains("changed while it ran", StringComparison.Ordinal))
        {
            failure = new RunFailure(error.Message);
        }
        return new RunReport(Lines(cells), Lines(notebooks), failure);
    }

    private static string[] Lines(StringWriter writer) =>
        writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a run told.</summary>
internal sealed record RunReport(IReadOnlyList<string> Cells, IReadOnlyList<string> Notebooks, RunFailure? Failure)
{
    public int CellsRun => Cells.Count(line => line.Contains(" passed, ", StringComparison.Ordinal));

    /// <summary>Where notebooks were written, null for one that was not.</summary>
    public IEnumerable<string?> Written =>
        Notebooks.Select(line => line.Split(", written to ") is [_, string target] ? target : null);
}

/// <summary>A line such as <c>a.ipynb: cell 3 (code cell 2), line 5, column 1: Why.</c></summary>
internal sealed partial record RunFailure(string Text)
{
    public int? Cell => Number("cell");

    public int? CodeCell => Number("code");

    public int? Line => Number("line");

    public int? Column => Number("column");

    public string Message => Parts().Match(Text).Groups["message"].Value;

    private int? Number(string part) => Parts().Match(Text).Groups[part] is { Success: true } group
        ? int.Parse(group.Value, CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(
        @"^.*?\.ipynb: (cell (?<cell>\d+) \(code cell (?<code>\d+)\)"
        + @"(, line (?<line>\d+))?(, column (?<column>\d+))?: )?(?<message>.*)$")]
    private static partial Regex Parts();
}
