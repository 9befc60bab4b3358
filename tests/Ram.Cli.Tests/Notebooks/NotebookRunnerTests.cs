namespace Ram.Cli.Tests.Notebooks;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<ExecutedNotebook> RunAsync(params string[] cells)
    {
        var path = _folder.Write("notebook.ipynb", cells);
        var report = await Runner.RunAsync([path], Runner.Options with { InPlace = true });
        Assert.Null(report.Failure);
        return new ExecutedNotebook(path);
    }

    [Fact]
    public async Task Values_are_shown_as_interactive_shows_them()
    {
        var notebook = await RunAsync(
            "var x = 41;\nx + 1",
            "\"text\"",
            "x.ToString();",
            "(object)null",
            "new[] { 1.5, 2 }",
            "Enumerable.Range(0, 1000)",
            "new { Name = \"Ann\", Age = 3 }",
            "record Person(string Name, int Age);\nnew[] { new Person(\"Ann <b>\", 3), new Person(\"Bo\", 4) }",
            "new Dictionary<string, int> { [\"a\"] = 1 }",
            "(1, \"b\")",
            "await Task.FromResult(7)",
            "Console.WriteLine(\"nothing more\")");
        Assert.Equal("42", notebook.Shown(0));
        Assert.Equal("execute_result", (string?)notebook.Outputs(0)[0]["output_type"]);
        Assert.Equal(1, (int?)notebook.Outputs(0)[0]["execution_count"]);
        Assert.Equal("text", notebook.Shown(1));
        Assert.Empty(notebook.Outputs(2));
        Assert.Equal("<null>", notebook.Shown(3));
        Assert.Equal("[ 1.5, 2 ]", notebook.Shown(4));
        Assert.EndsWith("18, 19 ... (980 more) ]", notebook.Shown(5), StringComparison.Ordinal);
        Assert.Contains("Name: Ann", notebook.Shown(6), StringComparison.Ordinal);
        Assert.Contains("Ann &lt;b&gt;", notebook.Shown(7, "text/html"), StringComparison.Ordinal);
        Assert.Contains("a", notebook.Shown(8), StringComparison.Ordinal);
        Assert.Equal("( 1, b )", notebook.Shown(9));
        Assert.Equal("7", notebook.Shown(10));
        Assert.Equal("nothing more\n", notebook.Printed(11));
        Assert.Single(notebook.Outputs(11));
    }

    [Fact]
    public async Task Display_html_and_streams_stay_in_order()
    {
        var notebook = await RunAsync(
            "Console.Write(\"a\"); Console.Write('b'); Console.Error.WriteLine(\"c\"); Console.WriteLine($\"{1.5}\");\n"
            + "display(\"d\"); 5.Display(); \"<svg/>\".DisplayAs(\"image/svg+xml\"); HTML(\"<b>e</b>\")");
        var outputs = notebook.Outputs(0);
        Assert.Equal(
            ["stream", "stream", "stream", "display_data", "display_data", "display_data", "execute_result"],
            outputs.Select(output => (string?)output["output_type"]));
        Assert.Equal("ab1.5\n", notebook.Printed(0));
        Assert.Equal("c\n", notebook.Printed(0, "stderr"));
        Assert.Equal("d", ExecutedNotebook.Text(outputs[3]["data"]!["text/plain"]));
        Assert.Equal("5", ExecutedNotebook.Text(outputs[4]["data"]!["text/plain"]));
        Assert.Equal("<svg/>", ExecutedNotebook.Text(outputs[5]["data"]!["image/svg+xml"]));
        Assert.Equal("<b>e</b>", ExecutedNotebook.Text(outputs[6]["data"]!["text/html"]));
    }

    [Fact]
    public async Task Cells_see_budget_folder_and_earlier_cells()
    {
        var path = _folder.Write("notebook.ipynb",
            "md:# Title",
            "#!csharp\nint Twice(int n) => 2 * n;\nrecord Pair(int A, int B);",
            "Console.Write(Environment.GetEnvironmentVariable(\"RAM_BUDGET\"))",
            "Directory.GetFiles(Directory.GetCurrentDirectory()).Length",
            "using System.IO;\nFile.Exists(\"notebook.ipynb\") && Twice(4) == 8 && new Pair(1, 2).B == 2");
        // System.IO is not among the default imports, so the third code cell must not compile.
        var failure = (await Runner.RunAsync([path], Runner.Options with { Budget = "full" })).Failure;
        Assert.Equal((4, 3, 1, 1), (failure!.Cell, failure.CodeCell, failure.Line, failure.Column));
    }
}
