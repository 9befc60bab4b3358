using Ram.Cli.Notebooks;
namespace Ram.Cli.Tests.Notebooks;

/// <summary>What is read, what is refused, and what is written.</summary>
public sealed class NotebookFileTests : IDisposable
{
    private const string Whole = """
        {"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": "1"}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
        """;

    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("# A heading, no JSON", "its JSON is broken from line 1 on")]
    [InlineData("[1, 2]", "its JSON is a list")]
    [InlineData("null", "its JSON is null")]
    [InlineData("{\"a\": 1, \"a\": 2}", "its JSON is broken")]
    [InlineData("{\"a\": \"\\ud83d\"}", "not valid Unicode")]
    [InlineData("{\"cells\": []}", "no \"nbformat\" number")]
    [InlineData(
        "{\"nbformat\": 3, \"nbformat_minor\": 0, \"worksheets\": []}",
        "nbformat 3.0 is not supported, only 4.0 to 4.5")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 6, \"cells\": []}", "nbformat 4.6 is not supported")]
    [InlineData("{\"nbformat\": 5, \"nbformat_minor\": 0, \"cells\": []}", "nbformat 5.0 is not supported")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5}", "no list of \"cells\"")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [1]}", "cell 1 is not an object")]
    [InlineData(
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"sql\", \"source\": \"\"}]}",
        "cell 1 has the unknown type \"sql\"")]
    [InlineData(
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [1]}]}",
        "cell 1 has no readable \"source\"")]
    [InlineData(
        "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"kernelspec\": {\"name\": \"python3\"}}}",
        "its kernel is \"python3\"; only C# notebooks")]
    [InlineData(
        "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"language_info\": {\"name\": \"fsharp\"}}}",
        "its kernel is \"fsharp\"; only C# notebooks")]
    public async Task What_is_no_C_sharp_notebook_is_refused_in_one_line(string content, string reason)
    {
        File.WriteAllText(_folder["bad.ipynb"], content);
        await AssertRefusedAsync("bad.ipynb", reason);
        Assert.Equal(content, File.ReadAllText(_folder["bad.ipynb"]));
    }

    [Fact]
    public async Task A_notebook_cut_short_anywhere_is_refused()
    {
        for (var length = 1; length < Whole.Length - 1; length += 7)
        {
            File.WriteAllText(_folder["cut.ipynb"], Whole[..length]);
            await AssertRefusedAsync("cut.ipynb", "its JSON is broken");
        }
    }

    [Fact]
    public async Task A_missing_file_or_a_folder_is_refused()
    {
        await AssertRefusedAsync("none.ipynb", "there is no such file");
        Directory.CreateDirectory(_folder["folder.ipynb"]);
        await AssertRefusedAsync("folder.ipynb", "cannot be read");
    }

    [Fact]
    public async Task Every_minor_version_of_nbformat_4_runs()
    {
        var files = Enumerable.Range(0, 6).Select(minor =>
        {
            var notebook = NotebookFolder.Notebook("6 * 7");
            notebook["nbformat_minor"] = minor;
            if (minor < 5)
                notebook["cells"]![0]!.AsObject().Remove("id");
            return _folder.Write($"v{minor}.ipynb", notebook);
        }).ToList();
        var report = await Runner.RunAsync(files, Runner.Options with { InPlace = true });
        Assert.Null(report.Failure);
        Assert.Equal(6, report.CellsRun);
        Assert.Equal(files, report.Written);
        Assert.All(files, file => Assert.Equal("42", new ExecutedNotebook(file).Shown(0)));
        Assert.All(
            files, (file, minor) => Assert.Equal(minor, (int?)new ExecutedNotebook(file).Json["nbformat_minor"]));
    }

    [Fact]
    public async Task Only_outputs_change_and_a_second_run_changes_nothing()
    {
        const string before = """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "first",
               "metadata": {
                "z": 1.50,
                "a": {}
               },
               "source": [
                "# Größe 😀 \u0007\n",
                "text"
               ]
              },
              {
               "cell_type": "code",
               "id": "second",
               "metadata": {
                "tags": []
               },
               "source": [
                "Console.WriteLine(\"é 😀\\u001b[0m\");\n",
                "Console.Write(System.IO.Directory.GetCurrentDirectory() + \"/x \" + System.IO.Path.GetFullPath(\".\"));\n",
                "\"<svg/>\\n<b/>\".DisplayAs(\"image/svg+xml\");\n",
                "\"iVBORw0KGgo=\".DisplayAs(\"image/png\");\n",
                "2"
               ],
               "unknown": null
              }
             ],
             "nbformat": 4,
             "nbformat_minor": 5,
             "metadata": {}
            }

            """;
        const string outputs = """
               "metadata": {
                "tags": []
               },
               "outputs": [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "é 😀\u001b[0m\n",
                  "x ."
                 ]
                },
                {
                 "data": {
                  "image/svg+xml": [
                   "<svg/>\n",
                   "<b/>"
                  ]
                 },
                 "metadata": {},
                 "output_type": "display_data"
                },
                {
                 "data": {
                  "image/png": "iVBORw0KGgo="
                 },
                 "metadata": {},
                 "output_type": "display_data"
                },
                {
                 "data": {
                  "text/plain": [
                   "2"
                  ]
                 },
                 "execution_count": 1,
                 "metadata": {},
                 "output_type": "execute_result"
                }
               ],
            """;
        var expected = before
            .Replace(
                "   \"id\": \"second\"", "   \"execution_count\": 1,\n   \"id\": \"second\"", StringComparison.Ordinal)
            .Replace("   \"metadata\": {\n    \"tags\": []\n   },", outputs, StringComparison.Ordinal);
        File.WriteAllText(_folder["notebook.ipynb"], before);
        string fingerprint = NotebookDocument.Load(_folder["notebook.ipynb"]).ComputeFingerprint();
        expected = expected.Replace(
            "\"metadata\": {}\n}", $"\"metadata\": {{\n  \"ram\": {{\n   \"fingerprint\": \"{fingerprint}\"\n  }}\n }}\n}}", StringComparison.Ordinal);
        for (var run = 0; run < 2; run++)
        {
            var report = await Runner.RunAsync([_folder["notebook.ipynb"]], Runner.Options with { InPlace = true });
            Assert.Null(report.Failure);
            Assert.Equal(expected, File.ReadAllText(_folder["notebook.ipynb"]));
        }
    }

    [Fact]
    public async Task Without_a_target_nothing_is_written_and_out_leaves_the_input()
    {
        var path = _folder.Write("notebook.ipynb", "1");
        var before = File.ReadAllBytes(path);
        var report = await Runner.RunAsync([path], Runner.Options with { Out = _folder["new/out"] });
        Assert.Equal(_folder["new/out/notebook.ipynb"], Assert.Single(report.Written));
        Assert.Equal("1", new ExecutedNotebook(_folder["new/out/notebook.ipynb"]).Shown(0));
        Assert.Equal(before, File.ReadAllBytes(path));

        report = await Runner.RunAsync([path], Runner.Options);
        Assert.Null(Assert.Single(report.Written));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_target_that_cannot_be_written_fails_in_one_line()
    {
        var path = _folder.Write("notebook.ipynb", "1");
        var options = Runner.Options with { Out = Path.Combine(path, "out") };
        var error = await Assert.ThrowsAsync<RamException>(() => Runner.RunAsync([path], options));
        Assert.Contains("Cannot write", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Targets_that_would_overwrite_each_other_are_refused_before_running()
    {
        Directory.CreateDirectory(_folder["a"]);
        var files = new[] { _folder.Write("a/same.ipynb", "1"), _folder.Write("same.ipynb", "1") };
        var options = Runner.Options with { Out = _folder["out"] };
        var error = await Assert.ThrowsAsync<RamException>(() => Runner.RunAsync(files, options));
        Assert.Contains("both", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RamException>(
            () => Runner.RunAsync(files, options with { InPlace = true }));
    }

    [Fact]
    public async Task A_notebook_that_changes_while_it_runs_is_not_overwritten()
    {
        var path = _folder.Write("notebook.ipynb", "System.IO.File.AppendAllText(\"notebook.ipynb\", \"\\n\");");
        var error = await Assert.ThrowsAsync<RamException>(
            () => Runner.RunAsync([path], Runner.Options with { InPlace = true }));
        Assert.Contains("changed while it ran", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("}\n", File.ReadAllText(path), StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string name, string reason)
    {
        var report = await Runner.RunAsync([_folder[name]], Runner.Options with { InPlace = true });
        Assert.StartsWith($"{_folder[name]}: ", report.Failure!.Text, StringComparison.Ordinal);
        Assert.Contains(reason, report.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', report.Failure.Text);
        Assert.Equal(0, report.CellsRun);
    }
}
