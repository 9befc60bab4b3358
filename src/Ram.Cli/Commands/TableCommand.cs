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
    private const string Begin = "<!-- ram table -->", End = "<!-- /ram table -->";

    private readonly Argument<string?> _table = Word(
        "TABLE", "The paper's table, the sprints or one of our ablations; default: all of them", ComparedTable.Names);
    private readonly Option<string?> _folder = FileName(
        "--results", "The folder of the result files; default: data/results here or in a folder above", "DIR");
    private readonly Option<bool> _markdown = Flag("--markdown", "Print Markdown, as it stands on the page of results");
    private readonly Option<string?> _into = FileName(
        "--into", $"Put the Markdown into this file, between the lines {Begin} and {End}");
    private readonly Option<bool> _json = JsonFlag();

    protected override void Run()
    {
        Parsed.CheckAtMostOne([_json, _markdown, _into]);
        string? results = Get(_folder) ?? ExperimentFolders.FindAbove(Path.Combine("data", "results"));
        if (results is not null && !Directory.Exists(results))
            throw new RamException($"There are no results in {results}: there is no such folder; check the name.");
        if (Get(_into) is string into)
            AtomicFile.CheckApart(into, results is null ? [] : Directory.GetFiles(results, "*.json"));
        IEnumerable<string> names = Get(_table) is string name ? [name] : ComparedTable.Names;
        ComparedTable[] tables = [.. names.Select(table => ComparedTable.Load(table, Get(_folder)))];
        if (Get(_into) is string page)
            Replace(page, Text(tables, markdown: true));
        else
            terminal.Output.WriteLine(Get(_json) ? ComparedTable.ToJson(tables) : Text(tables, Get(_markdown)));
    }

    /// <summary>Replaces what stands between the marks of a page.</summary>
    private static void Replace(string path, string content)
    {
        if (File.Exists(path))
            AtomicFile.Check(path, mustRename: true);
        string[] before = InputFile.ReadText(path).Split(Begin), after = before[^1].Split(End);
        if (before.Length != 2 || after.Length != 2)
            throw new RamException($"{path} needs a line {Begin} and after it a line {End}, each once.");
        AtomicFile.Write(path, $"{before[0]}{Begin}\n{content}\n{End}{after[1]}");
    }

    private static string Text(IEnumerable<ComparedTable> tables, bool markdown)
    {
        Table[] full = [.. tables.Select(table => table.ToFullTable(code: markdown))];
        IEnumerable<string> texts = full.Select(
            table => (markdown ? $"**{table.Title}**\n\n" : $"{table.Title}\n") + table.ToMarkdown());
        return $"{string.Join('\n', texts)}\n{full[0].Caption}";
    }
}
