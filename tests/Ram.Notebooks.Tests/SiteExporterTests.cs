using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ram.Notebooks.Site;

namespace Ram.Notebooks.Tests;

public sealed class SiteExporterTests : IDisposable
{
    private const string Svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 300"><defs><clipPath id="c"><rect width="9" height="9"/></clipPath></defs>
        <g id="g" clip-path="url(#c)"><use href="#g"/></g></svg>
        """;

    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private (string Page, IReadOnlyList<string> Problems) Export(JsonObject notebook)
    {
        var report = SiteExporter.Export([_folder.Write("page.ipynb", notebook)], _folder["site"]);
        Assert.Equal([_folder["site/index.html"], _folder["site/page.html"]], report.Pages);
        return (File.ReadAllText(_folder["site/page.html"]), report.Problems);
    }

    private (string Page, IReadOnlyList<string> Problems) Export(params string[] cells) => Export(NotebookFolder.Notebook(cells));

    private (string Page, IReadOnlyList<string> Problems) ExportOutputs(params JsonObject[] outputs)
    {
        var notebook = NotebookFolder.Notebook("1");
        notebook["cells"]![0]!["outputs"] = new JsonArray([.. outputs]);
        return Export(notebook);
    }

    private static JsonObject Shown(params (string Type, string Text)[] data) => new()
    {
        ["data"] = new JsonObject(data.Select(entry => KeyValuePair.Create(entry.Type, (JsonNode?)entry.Text))),
        ["metadata"] = new JsonObject(),
        ["output_type"] = "display_data",
    };

    [Fact]
    public void A_page_has_language_title_and_one_main_heading()
    {
        var (page, problems) = Export("md:# The *first* `x` & more\n\nText.", "1");
        Assert.Empty(problems);
        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<title>The first x &amp; more &#183; Notebooks</title>", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<h1"));
        Assert.Contains("<h1>page</h1>", Export("1").Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_between_notebooks_lead_to_pages_and_neighbours_are_named()
    {
        string[] files =
        [
            _folder.Write("01 a.ipynb", "md:# A\n\nSee [b](./b.ipynb#part), [c](../elsewhere.ipynb) and [web](https://example.org)."),
            _folder.Write("b.ipynb", "md:# B\n## Part\n## Part\nBack to [a](01%20a.ipynb)."),
        ];
        var report = SiteExporter.Export(files, _folder["site"], "A & B");
        var a = File.ReadAllText(_folder["site/01 a.html"]);
        var b = File.ReadAllText(_folder["site/b.html"]);
        Assert.Contains("<a href=\"b.html#part\">b</a>, c and <a href=\"https://example.org\">", a, StringComparison.Ordinal);
        Assert.Contains("id=\"part\"", b, StringComparison.Ordinal);
        Assert.Contains("id=\"part-1\"", b, StringComparison.Ordinal);
        Assert.Contains("<a href=\"01%20a.html\">a</a>", b, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\" class=\"next\" href=\"b.html\"", a, StringComparison.Ordinal);
        Assert.Contains("rel=\"prev\" class=\"prev\" href=\"01%20a.html\"", b, StringComparison.Ordinal);
        Assert.Contains("<h1>A &amp; B</h1>", File.ReadAllText(_folder["site/index.html"]), StringComparison.Ordinal);
        Assert.Contains("../elsewhere.ipynb leads out of the site", Assert.Single(report.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_embedded_and_missing_ones_reported()
    {
        File.WriteAllBytes(_folder["dot.png"], [1, 2, 3]);
        var notebook = NotebookFolder.Notebook(
            "md:![dot](dot.png) ![pasted](attachment:a%20b.png) ![gone](gone.png) ![far](https://example.org/x.png)");
        notebook["cells"]![0]!["attachments"] = new JsonObject { ["a b.png"] = new JsonObject { ["image/png"] = "QUJD" } };
        var (page, problems) = Export(notebook);
        Assert.Contains("<img src=\"data:image/png;base64,AQID\" alt=\"dot\"", page, StringComparison.Ordinal);
        Assert.Contains("<img src=\"data:image/png;base64,QUJD\" alt=\"pasted\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", page, StringComparison.Ordinal);
        Assert.Equal(2, problems.Count);
        Assert.Contains("gone.png is missing", problems[0], StringComparison.Ordinal);
        Assert.Contains("comes from the network", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Mathematics_becomes_MathML_and_what_is_unknown_is_reported()
    {
        var (page, problems) = Export("md:Costs \\$5. Let $x_t$ and\n\n$$\n\\frac{a}{b}\n\\wrong\n$$\n");
        Assert.Contains("Costs $5.", page, StringComparison.Ordinal);
        Assert.Contains("<msub><mi>x</mi><mi>t</mi></msub>", page, StringComparison.Ordinal);
        Assert.Contains("display=\"block\"", page, StringComparison.Ordinal);
        var problem = Assert.Single(problems);
        Assert.StartsWith($"{_folder["page.ipynb"]}: mathematics: unknown command \\wrong", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData("$$\\begin{aligned}\n- a &= b \\\\\n&= c .\n\\end{aligned}$$")]
    [InlineData("$$\\begin{aligned}\n- a &= b \\\\\n&= c .\n\\end{aligned}\n$$  ")]
    [InlineData("$$\n\\begin{aligned}\n- a &= b \\\\\n&= c .\n\\end{aligned}\n$$")]
    public void A_formula_over_lines_may_stand_beside_its_marks(string formula)
    {
        var (page, problems) = Export($"md:Before\n{formula}\nafter $x$, and\n$$y$$ in a line.\n$$z$$ \nThe end.");
        Assert.Empty(problems);
        Assert.DoesNotContain('$', page);
        Assert.Equal(4, Regex.Count(page, "<math"));
        Assert.Equal(2, Regex.Count(page, "<mtr>"));
        Assert.Equal(2, Regex.Count(page, "<div class=\"math\""));
        Assert.Single(Regex.Matches(page, "<span class=\"math\""));
        Assert.Contains("<p>The end.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_without_an_end_does_not_take_what_follows()
    {
        var (page, _) = Export("md:$$\\begin{aligned}\na &= b\n\n## A heading");
        Assert.Contains("A heading</h2>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_show_in_their_richest_form()
    {
        var (page, problems) = ExportOutputs(
            Shown(("text/html", "<b>bold</b><script>run()</script>"), ("text/plain", "no")),
            Shown(("image/svg+xml", Svg), ("text/plain", "A path\nand more")),
            Shown(("image/svg+xml", Svg)),
            Shown(("image/svg+xml", "<svg broken")),
            Shown(("image/png", "AQID\n"), ("text/plain", "Five \"digits\"")),
            Shown(("text/markdown", "*stressed*")),
            Shown(("text/latex", "$$x^2$$")),
            Shown(("text/plain", "<plain>")),
            new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "a\u001b[31mb\n" },
            new JsonObject
            {
                ["output_type"] = "error",
                ["ename"] = "E",
                ["evalue"] = "v",
                ["traceback"] = new JsonArray("line 1", "line 2"),
            });
        Assert.Empty(problems);
        Assert.Contains("<b>bold</b><script>run()</script>", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"A path and more\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Figure of cell 1\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"f1-g\" clip-path=\"url(#f1-c)\"><use href=\"#f1-g\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"f2-g\" clip-path=\"url(#f2-c)\"", page, StringComparison.Ordinal);
        Assert.Contains("width=\"900\"", page, StringComparison.Ordinal);
        Assert.Contains("min-width:540px", page, StringComparison.Ordinal);
        Assert.Contains("<img src=\"data:image/svg+xml;base64,", page, StringComparison.Ordinal);
        Assert.Contains("<img src=\"data:image/png;base64,AQID\" alt=\"Five &quot;digits&quot;\">", page, StringComparison.Ordinal);
        Assert.Contains("<em>stressed</em>", page, StringComparison.Ordinal);
        Assert.Contains("<msup><mi>x</mi><mn>2</mn></msup>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;plain&gt;", page, StringComparison.Ordinal);
        Assert.Contains(">ab</pre>", page, StringComparison.Ordinal);
        Assert.Contains("line 1\nline 2", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_no_page_can_show_are_reported()
    {
        var (_, problems) = ExportOutputs(
            Shown(("application/vnd.plotly.v1+json", "{}")),
            new JsonObject { ["output_type"] = "hologram" });
        Assert.Equal(2, problems.Count);
    }

    [Theory]
    [InlineData("#r \"a.dll\"\nusing System;\n// why\nvar x = $\"<{1:F2}>\"; /* b */ record P(List<int> A);\nx.Show() + \"\"\"\nraw\n\"\"\"")]
    [InlineData("this is ( not C# \"at all")]
    [InlineData("#!csharp\n1")]
    [InlineData("")]
    public void Coloured_code_is_the_same_text(string code) =>
        Assert.Equal(code, WebUtility.HtmlDecode(Regex.Replace(CodeColours.ToHtml(code), "<[^>]*>", "")));

    [Fact]
    public void Code_is_coloured_by_what_its_tokens_are()
    {
        var html = CodeColours.ToHtml("var x = new Foo(1).Bar(\"s\"); // c");
        Assert.Equal(
            "<span class=\"keyword\">var</span> x = <span class=\"keyword\">new</span> <span class=\"type\">Foo</span>("
            + "<span class=\"number\">1</span>).<span class=\"call\">Bar</span>(<span class=\"string\">&quot;s&quot;</span>); "
            + "<span class=\"comment\">// c</span>",
            html);
    }

    [Fact]
    public void What_cannot_be_exported_fails_in_one_line_and_writes_nothing()
    {
        File.WriteAllText(_folder["bad.ipynb"], "{");
        Assert.Throws<NotebookException>(
            () => SiteExporter.Export([_folder.Write("good.ipynb", "1"), _folder["bad.ipynb"]], _folder["site"]));
        Assert.Throws<NotebookException>(() => SiteExporter.Export([_folder.Write("index.ipynb", "1")], _folder["site"]));
        Directory.CreateDirectory(_folder["other"]);
        Assert.Throws<NotebookException>(
            () => SiteExporter.Export([_folder["good.ipynb"], _folder.Write("other/good.ipynb", "1")], _folder["site"]));
        Assert.False(Directory.Exists(_folder["site"]));
        Assert.Throws<NotebookException>(() => SiteExporter.Export([_folder["good.ipynb"]], _folder["good.ipynb/site"]));
    }
}
