using System.CommandLine;
using Ram.Cli.Options;
using Ram.Experiments;
using Ram.Figures;
using Ram.Files;

namespace Ram.Cli.Commands;

/// <summary><c>ram table</c>.</summary>
internal sealed class TableCommand : Command, IShowsExamples
{
    private static readonly string[] _names = [.. PaperTable.WithOurs.Select(table => table.Name)];

    private readonly Argument<string?> _table =
        Choice.OptionalArgument("TABLE", "The paper's table, or one of our ablations; default: all of them", _names);
    private readonly Option<string?> _folder = FileOption.Of(
        "--results", "The folder of the result files; default: data/results here or in a folder above", "DIR");
    private readonly Option<bool> _markdown = Flag.Of("--markdown", "Print Markdown, as it stands on the front page");
    private readonly Option<string?> _into = FileOption.Of(
        "--into", $"Put the Markdown into this file, between the lines {MarkedPart.Begin} and {MarkedPart.End}");
    private readonly Option<bool> _json = Flag.Json();

    /// <summary>The command.</summary>
    public TableCommand(Terminal terminal)
        : base("table", "Print the paper's tables (arXiv and NIPS) beside the best published and our own results.")
    {
        Add(_table);
        foreach (Option option in new Option[] { _folder, _markdown, _into, _json })
            Add(option);
        SetAction(parsed => Run(terminal, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("table", "All of them"),
        ("table 1a --markdown", "The table of MNIST, to paste into a page"),
        ("table --into README.md", "Bring the front page up to date"),
        ("table --json", "Every number that there is"),
    ];

    private int Run(Terminal terminal, ParseResult parsed)
    {
        CheckUsage(parsed);
        if (parsed.GetValue(_folder) is string results && !Directory.Exists(results))
            throw new RamException($"There are no results in {results}: there is no such folder; check the name.");
        if (parsed.GetValue(_into) is string into)
            AtomicFile.CheckApart(into, Results(parsed.GetValue(_folder)));
        IEnumerable<string> names = parsed.GetValue(_table) is string name ? [name] : _names;
        ComparedTable[] tables = [.. names.Select(table => ComparedTable.Load(table, parsed.GetValue(_folder)))];
        if (parsed.GetValue(_into) is string page)
            MarkedPart.Replace(page, Markdown(tables));
        else if (parsed.GetValue(_json))
            terminal.Output.WriteLine(ComparedTable.ToJson(tables));
        else
            terminal.Output.WriteLine(parsed.GetValue(_markdown) ? Markdown(tables) : Text(tables));
        return ExitCode.Success;
    }

    private static string[] Results(string? folder) =>
        (folder ?? ExperimentFolders.FindAbove(Path.Combine("data", "results"))) is string results
            ? Directory.GetFiles(results, "*.json")
            : [];

    private void CheckUsage(ParseResult parsed)
    {
        string[] given = [.. new Option[] { _json, _markdown, _into }
            .Where(option => parsed.GetResult(option) is { Implicit: false })
            .Select(option => option.Name)];
        if (given.Length > 1)
            throw new UsageException($"{string.Join(" and ", given)} are given; allowed: one of them.");
    }

    private static string Text(IEnumerable<ComparedTable> tables)
    {
        Table[] full = [.. tables.Select(table => table.ToFullTable())];
        return $"{string.Join('\n', full.Select(table => $"{table.Title}\n{table.ToMarkdown()}"))}\n{full[0].Caption}";
    }

    private static string Markdown(IEnumerable<ComparedTable> tables)
    {
        Table[] full = [.. tables.Select(table => table.ToFullTable(code: true))];
        return $"{string.Join('\n', full.Select(table => $"**{table.Title}**\n\n{table.ToMarkdown()}"))}\n{full[0].Caption}";
    }
}
