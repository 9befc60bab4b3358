namespace Ram.Cli.Tests;

public sealed class NotebooksCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_a_notebook()
    {
        Notebook("1 + 41");
        Outcome run = Cli.Run("notebooks", "run", _folder["n.ipynb"], "--out", _folder["out"]).Expect(0);
        Assert.Contains("1 cell in", run.Output, StringComparison.Ordinal);
        Assert.Contains("42", File.ReadAllText(_folder["out/n.ipynb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_stands_for_its_notebooks()
    {
        Cli.Run("notebooks", "run", _folder.Name).ExpectOneLine(1, "no notebooks in", _folder.Name);
        Cli.Run("notebooks", "run", _folder["none.ipynb"]).ExpectOneLine(1, _folder["none.ipynb"], "there is no");
        Notebook("1 + 41");
        Outcome run = Cli.Run("notebooks", "run", _folder.Name).Expect(0);
        Assert.Contains("n.ipynb: 1 cell in", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_cell_is_named_in_one_line()
    {
        Notebook("throw new System.Exception(\\\"no\\\");");
        Outcome outcome = Cli.Run("notebooks", "run", _folder["n.ipynb"]).Expect(1);
        string line = Assert.Single(outcome.ErrorLines, line => line.StartsWith("ram: ", StringComparison.Ordinal));
        Assert.Contains("n.ipynb: cell 1 (code cell 1), line 1", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_relative_data_folder_is_the_same_for_the_cells()
    {
        Notebook("System.Environment.GetEnvironmentVariable(\\\"RAM_DATA\\\")");
        ChildProcess.RunReal("digits", "notebooks", "run", _folder["n.ipynb"], "--out", _folder["out"]).Expect(0);
        string expected = Path.GetFullPath("digits", Path.GetTempPath());
        Assert.Contains(expected, File.ReadAllText(_folder["out/n.ipynb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_data_folder_stays_blank_for_the_cells()
    {
        Notebook("string.IsNullOrWhiteSpace(System.Environment.GetEnvironmentVariable(\\\"RAM_DATA\\\"))");
        ChildProcess.RunReal(" ", "notebooks", "run", _folder["n.ipynb"], "--out", _folder["out"]).Expect(0);
        Assert.Contains("True", File.ReadAllText(_folder["out/n.ipynb"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_notebook_is_named()
    {
        string file = _folder.Write("n.ipynb", (byte)'{');
        Cli.Run("notebooks", "run", file).ExpectOneLine(1, file);
        Assert.Equal(["n.ipynb"], _folder.Files);
    }

    private void Notebook(string code) => File.WriteAllText(_folder["n.ipynb"], $$"""
        {
          "cells": [{ "cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [], "source": ["{{code}}"] }],
          "metadata": { "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" }, "language_info": { "name": "C#" } },
          "nbformat": 4,
          "nbformat_minor": 5
        }
        """);
}
