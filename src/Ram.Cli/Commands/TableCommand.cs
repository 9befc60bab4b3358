using System.CommandLine;
using Ram.Cli.Options;
using Ram.Experiments;
using Ram.Figures;

namespace Ram.Cli.Commands;

/// <summary><c>ram table</c>.</summary>
internal sealed class TableCommand : Command, IShowsExamples
{
    private static readonly string[] _names = [.. PaperTable.All.Select(table => table.Name)];

    private readonly Argument<string?> _table =
        Choice.OptionalArgument("TABLE", "The paper's table; default: all of them", _names);
    private readonly Option<string?> _folder = FileOption.Of(
        "--results", "The folder of the result files; default: data/results here or in a folder above", "DIR");
    private readonly Option<bool> _markdown = new("--markdown")
    {
        Description = "Print Markdown, as it stands on the front page",
        Arity = ArgumentArity.Zero,
    };
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Print one JSON object",
        Arity = ArgumentArity.Zero,
    };

    /// <summary>The command.</summary>
    public TableCommand(Terminal terminal)
        : base("table", "Print the paper's tables (arXiv and NIPS) beside the best published and our own results.")
    {
        Add(_table);
        foreach (Option option in new Option[] { _folder, _markdown, _json })
            Add(option);
        SetAction(parsed => Run(terminal, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("table", "All four tables"),
        ("table 1a --markdown", "The table of MNIST, to paste into a page"),
        ("table --json", "Every number that there is"),
    ];

    private int Run(Terminal terminal, ParseResult parsed)
    {
        bool json = parsed.GetValue(_json), markdown = parsed.GetValue(_markdown);
        if (json && markdown)
            throw new UsageException("--json and --markdown are both given; allowed: one of them.");
        IEnumerable<string> names = parsed.GetValue(_table) is string name ? [name] : _names;
        ComparedTable[] tables = [.. names.Select(table => ComparedTable.Load(table, parsed.GetValue(_folder)))];
        terminal.Output.WriteLine(json ? ComparedTable.ToJson(tables) : Text(tables, markdown));
        return ExitCode.Success;
    }

    private static string Text(IEnumerable<ComparedTable> tables, bool markdown)
    {
        Table[] full = [.. tables.Select(table => table.ToFullTable())];
        IEnumerable<string> texts = full.Select(table =>
            markdown ? $"**{table.Title}**\n\n{table.ToMarkdown()}" : $"{table.Title}\n{table.ToMarkdown()}");
        return $"{string.Join('\n', texts)}\n{full[0].Caption}";
    }
}
