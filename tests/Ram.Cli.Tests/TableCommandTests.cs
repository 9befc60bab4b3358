using System.Text.Json;
using Ram.Experiments;
using Ram.Tests;

namespace Ram.Cli.Tests;

public sealed class TableCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prints_all_tables_with_dashes_for_what_is_missing()
    {
        string output = Cli.Run("table", "--results", _folder.Name).Expect(0).Output;
        Assert.All(
            PaperTable.All, table => Assert.Contains($"Table {table.Name}: ", output, StringComparison.Ordinal));
        Assert.Matches(@"RAM, 8 glimpses +\| +10\.83 \| +8\.11 \| 5\.90 \(slundqui, LSTM core\) \| +– \|", output);
    }

    [Fact]
    public void Prints_one_table_as_Markdown()
    {
        string output = Cli.Run("table", "1b", "--markdown", "--results", _folder.Name).Expect(0).Output;
        Assert.StartsWith("**Table 1b: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Table 1a", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_one_object()
    {
        Outcome outcome = Cli.Run("table", "2a", "--json", "--results", _folder.Name).Expect(0);
        JsonElement table = JsonDocument.Parse(outcome.Output).RootElement.GetProperty("tables")[0];
        Assert.Equal("2a", table.GetProperty("name").GetString());
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void Puts_the_tables_into_a_page()
    {
        File.WriteAllText(_folder["page.md"], "before\n<!-- ram table -->\nold\n<!-- /ram table -->\nafter\n");
        Cli.Run("table", "1a", "--into", _folder["page.md"], "--results", _folder.Name).Expect(0);
        string page = File.ReadAllText(_folder["page.md"]);
        Assert.StartsWith("before\n<!-- ram table -->\n**Table 1a: ", page, StringComparison.Ordinal);
        Assert.EndsWith("standard error.\n<!-- /ram table -->\nafter\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("old", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Away_from_the_project_it_says_that_there_are_no_results_and_where_it_looked()
    {
        ChildProcess.Run(_folder.Name, "table").ExpectOneLine(1, "no results", "data", _folder.Name, "folder above");
        ChildProcess.Run(_folder.Name, "experiment", "--list").ExpectOneLine(1, "no results", _folder.Name, "--folder");
        Cli.Run("table", "--results", _folder["none"]).ExpectOneLine(1, _folder["none"], "no such folder");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("<!-- /ram table --> <!-- ram table -->")]
    [InlineData("<!-- ram table --> <!-- ram table --> <!-- /ram table -->")]
    public void A_page_without_the_marks_is_left(string page)
    {
        File.WriteAllText(_folder["page.md"], page);
        Cli.Run("table", "--into", _folder["page.md"], "--results", _folder.Name)
            .ExpectOneLine(1, _folder["page.md"], "<!-- ram table -->");
        Assert.Equal(page, File.ReadAllText(_folder["page.md"]));
    }

    [Theory]
    [InlineData("README.md", "sprint")]
    [InlineData("data/results/README.md")]
    public void The_pages_are_up_to_date(string page, params string[] table)
    {
        string today = File.ReadAllText(ProjectFolder.PathOf(page));
        File.WriteAllText(_folder["README.md"], today);
        string results = ProjectFolder.PathOf("data", "results");
        Cli.Run(["table", .. table, "--into", _folder["README.md"], "--results", results]).Expect(0);
        Assert.True(
            today == File.ReadAllText(_folder["README.md"]),
            $"the tables have changed; run ram table {string.Join(' ', table)} --into {page}");
    }

    [Fact]
    public void A_sprint_that_is_trained_as_an_experiment_appears_among_the_sprints()
    {
        Cli.Run(
            "experiment", "mnist-7", "--recipe", "sprint", "--seed", "2", "--epochs", "1", "--folder", _folder.Name,
            "--scratch", _folder["s"]).Expect(0);
        Assert.Equal(
            ["mnist-7-sprint-seed-2.json"], new DirectoryInfo(_folder["results"]).GetFiles().Select(f => f.Name));
        string output = Cli.Run("table", "sprint", "--results", _folder["results"]).Expect(0).Output;
        Assert.Matches(
            @"28x28 MNIST, 7 glimpses +\| +1\.07 \| +– \| +\d+\.\d\d on few digits \| +– \|.* "
            + "ram experiment mnist-7 --seed 2 --epochs 1 --recipe sprint ", output);
    }

    [Fact]
    public void An_experiment_appears_in_its_table()
    {
        Cli.Run(
            "experiment", "mnist-2", "--epochs", "1", "--folder", _folder.Name, "--scratch", _folder["s"]).Expect(0);
        string output = Cli.Run("table", "1a", "--results", _folder["results"]).Expect(0).Output;
        Assert.Matches(@"RAM, 2 glimpses .* on few digits .* ram experiment mnist-2 --epochs 1", output);
    }
}
