using System.Text.Json;
using Ram.Experiments;
using Ram.Figures;
using Ram.Tests.Files;
using Ram.Training;

namespace Ram.Tests.Experiments;

public sealed class ComparedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ours_stands_beside_the_papers()
    {
        SomeResult.Of().Save(_folder["mnist-6.json"]);
        Table table = ComparedTable.Load("1a", _folder.Path).ToTable();
        Assert.Equal(
            ["Test error, %", "arXiv v1", "NIPS", "Best published", "Ours"],
            table.Columns.Select(column => column.Heading));
        Assert.Equal(["RAM, 6 glimpses", "1.29", "1.12", "0.67 (dHonerkamp)", "1.15 ± 0.11"], table.Rows[7]);
        Assert.Equal(["RAM, 1 random glimpse", "42.85", "–", "–", "–"], table.Rows[2]);
        Assert.Equal("RAM, 7 glimpses", table.Rows[table.Emphasis!.Value][0]);
    }

    [Fact]
    public void The_ablation_is_beside_nobody()
    {
        Table table = ComparedTable.Load("ablation", _folder.Path).ToTable();
        Assert.StartsWith("Ablation: ", table.Title, StringComparison.Ordinal);
        Assert.Equal(["Test error, %", "Ours"], table.Columns.Select(column => column.Heading));
    }

    [Fact]
    public void The_full_table_tells_what_a_result_took()
    {
        SomeResult.Of().Save(_folder["mnist-6.json"]);
        Table table = ComparedTable.Load("1a", _folder.Path).ToFullTable();
        Assert.Equal(["15.0 M", "9 min", "1", "ram experiment mnist-6"], table.Rows[7].Skip(5));
        Assert.Equal(["–", "–", "–", "–"], table.Rows[8].Skip(5));
    }

    [Fact]
    public void Other_seeds_have_a_column_where_there_are_some()
    {
        SomeResult.Of().Save(_folder["mnist-6.json"]);
        SomeResult.Of(130, seed: 12).Save(_folder["mnist-6-seed-12.json"]);
        SomeResult.Of(120, seed: 3).Save(_folder["mnist-6-seed-3.json"]);
        Table table = ComparedTable.Load("1a", _folder.Path).ToFullTable();
        int column = table.Columns.ToList().FindIndex(column => column.Heading == "Other seeds");
        Assert.Equal("3: 1.20, 12: 1.30", table.Rows[7][column]);
    }

    [Fact]
    public void Sprints_show_every_seed_beside_the_paper()
    {
        RunResult first = SomeResult.Of(92, seconds: 92.4) with
        {
            Command = "ram experiment mnist-7 --recipe sprint",
            Version = "0.1.0+0123456789abcdef",
        };
        first.Save(_folder["mnist-7-sprint.json"]);
        (first with { TestErrors = 107, Seconds = 95.6, Training = new TrainingOptions { Seed = 3 } })
            .Save(_folder["mnist-7-sprint-seed-3.json"]);
        var sprint = ComparedTable.Load("sprint", _folder.Path);
        Table table = sprint.ToFullTable(code: true);
        Assert.StartsWith("Sprints: ", table.Title, StringComparison.Ordinal);
        Assert.Equal(
            ["Test error, %", "The paper", "Seed 1", "Seed 2", "Seed 3", "Rollouts", "Seconds", "Command", "Commit"],
            table.Columns.Select(column => column.Heading));
        Assert.Equal(
            [
                "28x28 MNIST, 7 glimpses", "1.07", "0.92", "–", "1.07", "15.00 M", "92, 96",
                "`ram experiment mnist-7 --recipe sprint`", "0123456",
            ],
            table.Rows[0]);
        Assert.Equal(["4.04", "–", "–", "–", "–", "–", "–", "–"], table.Rows[2].Skip(1));
        Assert.Equal(5, sprint.ToTable().Columns.Count);
    }

    [Fact]
    public void Digits_that_stand_in_for_MNIST_are_named()
    {
        SomeResult.Of(data: "built-in digits").Save(_folder["mnist-6.json"]);
        Table table = ComparedTable.Load("1a", _folder.Path).ToTable();
        Assert.EndsWith(" on built-in digits", table.Rows[7][4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_results() =>
        Assert.All(ComparedTable.Load("2b", _folder["none"]).Rows, row => Assert.Null(row.Ours));

    [Fact]
    public void A_damaged_result_is_named()
    {
        File.WriteAllText(_folder["mnist-6.json"], "{}");
        var error = Assert.Throws<RamException>(() => ComparedTable.Load("1a", _folder.Path));
        Assert.Contains("mnist-6.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_holds_all_numbers()
    {
        RunResult result = SomeResult.Of();
        (result with { LearningCurve = [result.LearningCurve[0] with { ValidationErrorPercent = 1.25 }] })
            .Save(_folder["mnist-6.json"]);
        using var json = JsonDocument.Parse(ComparedTable.ToJson([ComparedTable.Load("1a", _folder.Path)]));
        JsonElement row = json.RootElement.GetProperty("tables")[0].GetProperty("rows")[7];
        JsonElement ours = row.GetProperty("ours");
        Assert.Equal((1.29, 1.12), (row.GetProperty("arxiv").GetDouble(), row.GetProperty("nips").GetDouble()));
        Assert.Equal(0.67, row.GetProperty("published")[0].GetProperty("errorPercent").GetDouble());
        Assert.Equal([1.15, 115, 1, 521], new[] { "errorPercent", "errors", "seed", "seconds" }
            .Select(key => ours.GetProperty(key).GetDouble()));
        Assert.Equal(
            (1.25, RunResult.CurrentVersion),
            (ours.GetProperty("validationErrorPercent").GetDouble(), ours.GetProperty("version").GetString()));
        Assert.Equal(0.1066, ours.GetProperty("standardErrorPercent").GetDouble(), 4);
    }
}
