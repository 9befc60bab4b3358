namespace Ram.Cli.Commands;

/// <summary><c>ram table</c>.</summary>
internal sealed class TableCommand(Terminal terminal) : CliCommand(
    "table", "Print the paper's tables (arXiv and NIPS) beside the best published and our own results.",
    ("table", "All of them"),
    ("table sprint", "The paper's best figures by the shortest recipes, each seed"),
    ("table 1a --markdown", "The table of MNIST, to paste into a page"),
    ("table --into data/results/README.md", "Bring the page of results up to date"),
    ("table --json", "Every number that there is"))
{
    private static readonly IReadOnlyList<string> _names = ComparedTable.Names;

    private readonly Argument<string?> _table =
        Choice.Argument("TABLE", "The paper's table, the sprints or one of our ablations; default: all of them", _names);
    private readonly Option<string?> _folder = FileOption.Of(
        "--results", "The folder of the result files; default: data/results here or in a folder above", "DIR");
    private readonly Option<bool> _markdown = Flag.Of("--markdown", "Print Markdown, as it stands on the page of results");
    private readonly Option<string?> _into = FileOption.Of(
        "--into", $"Put the Markdown into this file, between the lines {MarkedPart.Begin} and {MarkedPart.End}");
    private readonly Option<bool> _json = Flag.Json();

    protected override void Run()
    {
        CheckAtMostOne(_json, _markdown, _into);
        if (Get(_folder) is string results && !Directory.Exists(results))
            throw new RamException($"There are no results in {results}: there is no such folder; check the name.");
        if (Get(_into) is string into)
            AtomicFile.CheckApart(into, ResultFiles());
        IEnumerable<string> names = Get(_table) is string name ? [name] : _names;
        ComparedTable[] tables = [.. names.Select(table => ComparedTable.Load(table, Get(_folder)))];
        if (Get(_into) is string page)
            MarkedPart.Replace(page, Text(tables, markdown: true));
        else
            terminal.Output.WriteLine(Get(_json) ? ComparedTable.ToJson(tables) : Text(tables, Get(_markdown)));
    }

    private string[] ResultFiles() =>
        (Get(_folder) ?? ExperimentFolders.FindAbove(Path.Combine("data", "results"))) is string results
            ? Directory.GetFiles(results, "*.json")
            : [];

    private static string Text(IEnumerable<ComparedTable> tables, bool markdown)
    {
        Table[] full = [.. tables.Select(table => table.ToFullTable(code: markdown))];
        IEnumerable<string> texts = full.Select(
            table => (markdown ? $"**{table.Title}**\n\n" : $"{table.Title}\n") + table.ToMarkdown());
        return $"{string.Join('\n', texts)}\n{full[0].Caption}";
    }
}
