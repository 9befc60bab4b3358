using Ram.Cli.Notebooks;
namespace Ram.Cli.Tests.Notebooks;

/// <summary>
/// Whatever a cell does, the failure is one line that names notebook, cell and line, and the file stays.
/// </summary>
public sealed class NotebookRunnerFailureTests : IDisposable
{
    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<RunFailure> FailAsync(NotebookRunner options, params string[] cells)
    {
        var path = _folder.Write("notebook.ipynb", cells);
        var before = File.ReadAllBytes(path);
        var report = await Runner.RunAsync([path], options with { InPlace = true });
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Empty(report.Notebooks);
        Assert.StartsWith($"{path}: cell ", report.Failure!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report.Failure.Text);
        return report.Failure;
    }

    [Fact]
    public async Task A_failing_cell_is_named_with_its_line()
    {
        var failure = await FailAsync(Runner.Options,
            "md:# Title",
            "int Divide(int a, int b)\n{\n    return a / b;\n}\n1",
            "var sum = 0;\nfor (var i = 3; i >= 0; i--)\n{\n    sum += i;\n    sum += Divide(1, i);\n}\nsum");
        Assert.Equal((3, 2, 5, null), (failure.Cell, failure.CodeCell, failure.Line, failure.Column));
        Assert.StartsWith("System.DivideByZeroException: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_after_an_await_or_within_another_exception_has_its_line()
    {
        var failure = await FailAsync(Runner.Options,
            "await Task.Delay(1);\n\n"
            + "var task = Task.Run(() =>\n{\n    throw new InvalidOperationException(\"two\\nlines\");\n});\n"
            + "task.Wait();");
        Assert.Equal((1, 7), (failure.Cell, failure.Line));
        Assert.Contains("two lines", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compile_error_is_named_with_line_and_column()
    {
        var failure = await FailAsync(Runner.Options, "1", "#!csharp\nvar a = 1;\nvar b = a + nothing;\nvar c = a +;");
        Assert.Equal((2, 2, 4, 12), (failure.Cell, failure.CodeCell, failure.Line, failure.Column));
        Assert.StartsWith("CS1525: ", failure.Message, StringComparison.Ordinal);

        failure = await FailAsync(Runner.Options, "\nvar b = 1 + nothing;");
        Assert.Equal((1, 2, 13), (failure.Cell, failure.Line, failure.Column));
        Assert.StartsWith("CS0103: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_overflow_is_reported_as_such()
    {
        var failure = await FailAsync(Runner.Options, "1", "int Deep(int n) => Deep(n + 1) + 1;\nDeep(0)");
        Assert.Equal(2, failure.Cell);
        Assert.StartsWith("stack overflow", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_ends_its_process_is_reported()
    {
        var failure = await FailAsync(Runner.Options, "Environment.Exit(3);");
        Assert.Contains("exit code 3", failure.Message, StringComparison.Ordinal);

        failure = await FailAsync(Runner.Options,
            "new System.Threading.Thread(() => throw new FormatException(\"odd\")).Start();\n"
            + "await Task.Delay(20_000);");
        Assert.Contains("System.FormatException: odd", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_loop_ends_with_the_time_for_a_cell_or_a_notebook()
    {
        var failure = await FailAsync(
            Runner.Options with { CellTimeout = TimeSpan.FromSeconds(2) }, "md:Text", "while (true) ;");
        Assert.Equal((2, 1), (failure.Cell, failure.CodeCell));
        Assert.Equal("the cell took longer than 2 s and was stopped", failure.Message);

        failure = await FailAsync(Runner.Options with { NotebookTimeout = TimeSpan.FromSeconds(2) }, "while (true) ;");
        Assert.Equal("the notebook took longer than 2 s and was stopped", failure.Message);
    }

    [Theory]
    [InlineData("dotnet_interactive", "language", "fsharp")]
    [InlineData("polyglot_notebook", "kernelName", "javascript")]
    [InlineData("vscode", "languageId", "python")]
    public async Task A_cell_in_another_language_fails_before_any_cell_runs(string owner, string key, string language)
    {
        var notebook = NotebookFolder.Notebook("1", "let x = 1");
        notebook["cells"]![1]!["metadata"]![owner] = new System.Text.Json.Nodes.JsonObject { [key] = language };
        var path = _folder.Write("notebook.ipynb", notebook);
        var report = await Runner.RunAsync([path], Runner.Options);
        Assert.Equal(
            $"{path}: cell 2 (code cell 2): the cell's language is \"{language}\"; only C# cells can be run.",
            report.Failure?.Text);
    }
}
