using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ram.Cli.Notebooks;
using Ram.Tests;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>The notebooks of the project keep to what every front end can run and show.</summary>
public sealed partial class CommittedNotebookTests
{
    private const int MostBytes = 8_000_000;

    private static readonly string[] _files = [.. ProjectFolder.Notebooks, .. ProjectFolder.Solutions];
    private static readonly CommittedNotebook[] _series = [.. ProjectFolder.Notebooks.Select(CommittedNotebook.Read)];
    private static readonly CommittedNotebook[] _solutions =
        [.. ProjectFolder.Solutions.Select(CommittedNotebook.Read)];
    private static readonly CommittedNotebook[] _notebooks = [.. _series, .. _solutions];

    [Fact]
    public void There_are_some_and_they_are_small()
    {
        Assert.NotEmpty(_series);
        Assert.InRange(_files.Sum(file => new FileInfo(file).Length), 1, MostBytes);
    }

    [Fact]
    public void The_format_is_the_one_for_c_sharp() => Assert.All(_notebooks, notebook =>
    {
        Assert.Equal((4, 5), ((int)notebook.Json["nbformat"]!, (int)notebook.Json["nbformat_minor"]!));
        Assert.Equal(".net-csharp", (string?)notebook.Json["metadata"]!["kernelspec"]!["name"]);
        string[] ids = [.. notebook.Cells.Select(cell => (string)cell["id"]!)];
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", id));
        Assert.Equal(ids.Distinct(), ids);
    });

    [Fact]
    public void The_text_opens_and_closes_as_every_one_does() => Assert.All(_series, notebook =>
    {
        Assert.StartsWith("# ", CommittedNotebook.Source(notebook.Cells.First()), StringComparison.Ordinal);
        foreach (string part in (string[])["**What you will learn**", "**Time**", "## Summary", "## Exercises"])
            Assert.Contains(part, notebook.Markdown, StringComparison.Ordinal);
    });

    [Fact]
    public void The_first_cell_is_the_shared_one()
    {
        Assert.All(_series, notebook => Assert.Equal("#!import \"setup.dib\"", FirstCell(notebook)));
        Assert.All(_solutions, notebook => Assert.Equal("#!import \"../setup.dib\"", FirstCell(notebook)));

        static string FirstCell(CommittedNotebook notebook) => CommittedNotebook.Source(notebook.CodeCells[0]);
    }

    [Fact]
    public void The_outputs_are_those_of_todays_code_and_data() => Assert.All(_files, file =>
    {
        NotebookDocument notebook = NotebookDocument.Load(file);
        Assert.True(
            notebook.Fingerprint == notebook.ComputeFingerprint(),
            $"{file}: its code, setup.dib, or data that it names have " +
            "changed since its outputs were made; make them anew: ram notebooks run FILE --in-place");
    });

    [Fact]
    public void Outputs_are_those_of_one_run_without_errors() => Assert.All(_notebooks, notebook =>
    {
        Assert.Equal(
            Enumerable.Range(1, notebook.CodeCells.Length),
            notebook.CodeCells.Select(cell => (int?)cell["execution_count"] ?? 0));
        Assert.NotEmpty(notebook.Outputs);
        Assert.All(notebook.Outputs, output =>
        {
            Assert.Contains((string?)output["output_type"], (string[])["stream", "display_data", "execute_result"]);
            Assert.NotEqual("stderr", (string?)output["name"]);
        });
    });

    [Fact]
    public void Each_one_of_the_series_shows_a_figure() => Assert.All(
        _series, notebook => Assert.Contains(notebook.Shown, forms => forms.ContainsKey("image/svg+xml")));

    [Fact]
    public void Pictures_are_SVG_that_needs_nothing_else() => Assert.All(_notebooks, notebook =>
    {
        Assert.All(notebook.Shown, forms =>
        {
            Assert.True(forms.ContainsKey("text/plain"), "an output has no plain text");
            string svg = CommittedNotebook.Text(forms["image/svg+xml"]);
            string html = CommittedNotebook.Text(forms["text/html"]);
            if (svg.Length > 0)
                Assert.StartsWith("<svg ", svg, StringComparison.Ordinal);
            // Front ends drop scripts and styles from SVG; only what moves is HTML.
            Assert.DoesNotMatch("<(script|style|foreignObject)\\b", svg);
            Assert.DoesNotMatch("(href|src)=\"(?!data:)", svg);
            Assert.True(
                !html.Contains("<svg", StringComparison.Ordinal)
                    || html.Contains("data-ram-frames", StringComparison.Ordinal),
                "a still figure is HTML");
        });
    });

    [Fact]
    public void Nothing_names_a_place_on_the_machine_it_was_made_on() => Assert.All(_notebooks, notebook =>
    {
        string[] texts = [.. notebook.Cells.Select(CommittedNotebook.Source), .. notebook.Outputs.SelectMany(Words)];
        Assert.All(texts, text => Assert.DoesNotMatch(MachinePath(), EmbeddedBytes().Replace(text, "")));
    });

    [Fact]
    public void The_code_is_what_dotnet_interactive_can_run() =>
        Assert.All(_notebooks, notebook => Assert.All(notebook.CodeCells, cell =>
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            CommittedNotebook.Source(cell),
            new CSharpParseOptions(LanguageVersion.CSharp14, kind: SourceCodeKind.Script));
        Assert.DoesNotContain(tree.GetDiagnostics(), found => found.Severity == DiagnosticSeverity.Error);
        SyntaxNode root = tree.GetRoot();
        Assert.DoesNotContain(root.DescendantNodes(), node => node.IsKind(SyntaxKind.ExtensionBlockDeclaration));
        // A variable of a cell becomes a field, which cannot be a span.
        Assert.DoesNotContain(
            root.ChildNodes().OfType<FieldDeclarationSyntax>(),
            field => Span().IsMatch(field.Declaration.Type.ToString()));
    }));

    private static IEnumerable<string> Words(JsonNode output)
    {
        yield return CommittedNotebook.Text(output["text"]);
        foreach ((string type, JsonNode? form) in output["data"] as JsonObject ?? [])
            if (!type.StartsWith("image/", StringComparison.Ordinal) || type == "image/svg+xml")
                yield return CommittedNotebook.Text(form);
    }

    [GeneratedRegex(@"(?<![\w.~-])/(home|work|root|tmp|Users)/|\b[A-Z]:\\\\?(Users|Windows|Temp)|\bC:\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex("base64,[A-Za-z0-9+/=]+")]
    private static partial Regex EmbeddedBytes();

    [GeneratedRegex(@"^(System\.)?(ReadOnly)?Span<")]
    private static partial Regex Span();
}
