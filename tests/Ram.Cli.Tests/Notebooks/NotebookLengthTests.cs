using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ram.Figures;
using Ram.Tests;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>Cells are short, and notebooks are about ideas rather than drawing.</summary>
public sealed class NotebookLengthTests
{
    private const int MostLines = 25, MostLinesOfTheLoop = 45;

    // The one cell that may be longer has this tag: the whole method, written out.
    private const string LoopNotebook = "07-mnist.ipynb", LoopTag = "loop";

    // Its subject is drawing.
    private const string ChartNotebook = "a2-plotly-net.ipynb";

    // What draws, in the library and in Plotly.NET. Tables and comparisons show numbers.
    private static readonly HashSet<string> _drawing =
    [
        .. typeof(Figure).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(Figure).Namespace)
            .Select(type => type.Name).Except([nameof(Table), nameof(Column), nameof(Comparison)]),
        "Charts", "Chart", "GenericChart",
    ];

    private static IEnumerable<string> Names => ProjectFolder.Notebooks.Concat(ProjectFolder.Solutions)
        .Select(file => Path.GetRelativePath(ProjectFolder.PathOf("notebooks"), file));

    public static TheoryData<string> Files => [.. Names];

    public static TheoryData<string> FilesAboutIdeas =>
        [.. Names.Where(file => Path.GetFileName(file) != ChartNotebook)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_cell_has_at_most_25_lines(string file)
    {
        CommittedNotebook notebook = Read(file);
        JsonNode[] loops = [.. notebook.CodeCells.Where(cell => IsLoop(cell))];
        Assert.True(loops.Length == 0 || (file == LoopNotebook && loops.Length == 1), "There is one loop, that of 07.");
        Assert.All(notebook.CodeCells, cell =>
        {
            string source = CommittedNotebook.Source(cell);
            Assert.True(source.Split('\n').Length <= (IsLoop(cell) ? MostLinesOfTheLoop : MostLines), source);
        });
    }

    /// <summary>
    /// The lines that draw are those of the top-level statements and functions in which a type of the library's figures
    /// is named, or a chart of Plotly.NET: at most a third of all lines that are not blank.
    /// </summary>
    [Theory]
    [MemberData(nameof(FilesAboutIdeas))]
    public void At_most_a_third_of_the_lines_draw(string file)
    {
        SyntaxNode[] members = [.. Read(file).CodeCells.Select(CommittedNotebook.Source).SelectMany(Members)];
        int all = members.Sum(Lines), drawing = members.Where(Draws).Sum(Lines);
        Assert.True(3 * drawing <= all, FormattableString.Invariant($"{file}: {drawing} of {all} lines draw."));
    }

    [Theory]
    [InlineData("int a = 1;\nPlot.Of(\n    a)", 3, 2)]
    [InlineData("// one\nint F()\n{\n\n    return 1;\n}\nnew Table(1)", 6, 0)]
    [InlineData("Panel P() => null;\ndisplay(Trajectory.Overview(\n    a));\nvar marks = 2;", 4, 3)]
    public void Lines_that_draw_are_told_from_others(string source, int all, int drawing)
    {
        SyntaxNode[] members = [.. Members(source)];
        Assert.Equal((all, drawing), (members.Sum(Lines), members.Where(Draws).Sum(Lines)));
    }

    private static CommittedNotebook Read(string file) =>
        CommittedNotebook.Read(Path.Combine(ProjectFolder.PathOf("notebooks"), file));

    private static bool IsLoop(JsonNode cell) =>
        cell["metadata"]!["tags"] is JsonArray tags && tags.Any(tag => (string?)tag == LoopTag);

    private static IEnumerable<SyntaxNode> Members(string source)
    {
        IEnumerable<string> code = source.Split('\n').Where(line => !line.StartsWith("#!", StringComparison.Ordinal));
        var script = new CSharpParseOptions(kind: SourceCodeKind.Script);
        return CSharpSyntaxTree.ParseText(string.Join('\n', code), script).GetCompilationUnitRoot().Members;
    }

    private static bool Draws(SyntaxNode member) => member.DescendantTokens()
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && _drawing.Contains(token.ValueText));

    private static int Lines(SyntaxNode member) =>
        member.ToFullString().Split('\n').Count(line => !string.IsNullOrWhiteSpace(line));
}
