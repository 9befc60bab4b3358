using System.Globalization;
using Ram.Data;
using Ram.Experiments;

namespace Ram.Tests.Experiments;

public sealed class PaperTableTests
{
    /// <summary>Copied once more from the two versions of the paper: table, row, arXiv v1, NIPS.</summary>
    private const string Paper = """
        1a | Fully connected, 256-256   | 1.35  | 1.69
        1a | Convolutional, 2 layers    | –     | 1.21
        1a | RAM, 1 random glimpse      | 42.85 | –
        1a | RAM, 2 glimpses            | 6.27  | 3.79
        1a | RAM, 3 glimpses            | 2.7   | 1.51
        1a | RAM, 4 glimpses            | 1.73  | 1.54
        1a | RAM, 5 glimpses            | 1.55  | 1.34
        1a | RAM, 6 glimpses            | 1.29  | 1.12
        1a | RAM, 7 glimpses            | 1.47  | 1.07
        1a | RAM, 7 glimpses, 30 M rollouts | – | –
        1b | Fully connected, 64-64     | 7.56  | 6.42
        1b | Fully connected, 256-256   | 3.7   | 2.63
        1b | Convolutional              | 2.31  | 1.62
        1b | RAM, 4 glimpses            | 2.29  | 1.54
        1b | RAM, 6 glimpses            | 1.86  | 1.22
        1b | RAM, 8 glimpses            | 1.84  | 1.20
        2a | Fully connected, 64-64     | 28.96 | 28.58
        2a | Fully connected, 256-256   | 13.2  | 11.96
        2a | Convolutional              | 7.83  | 8.09
        2a | RAM, 4 glimpses            | 7.1   | 4.96
        2a | RAM, 6 glimpses            | 5.88  | 4.08
        2a | RAM, 8 glimpses            | 5.23  | 4.04
        2a | RAM, 8 glimpses, 100 M rollouts | – | –
        2a | RAM, 8 random glimpses     | –     | 14.4
        2a | RAM, 8 glimpses, LSTM core | –     | –
        2b | Convolutional              | 16.51 | 14.35
        2b | RAM, 4 glimpses            | 14.95 | 9.41
        2b | RAM, 6 glimpses            | 11.58 | 8.31
        2b | RAM, 8 glimpses            | 10.83 | 8.11
        2b | RAM, 8 glimpses, 100 M rollouts | – | –
        2b | RAM, 8 random glimpses     | –     | 28.4
        2b | RAM, 8 glimpses, LSTM core | –     | –
        """;

    [Fact]
    public void The_numbers_are_the_papers()
    {
        string[] rows = [.. PaperTable.All.SelectMany(
            table => table.Rows.Select(row => $"{table.Name} | {row.Label} | {Text(row.Arxiv)} | {Text(row.Nips)}"))];
        Assert.Equal(Paper.Split('\n').Select(Normalised), rows);
    }

    [Theory]
    [InlineData("1a", 1.07, 0.67)]
    [InlineData("1b", 1.20, 0.92)]
    [InlineData("2a", 4.04, 2.63)]
    [InlineData("2b", 8.11, 5.9)]
    public void Each_table_has_one_headline_beside_the_best_published(string name, double nips, double best)
    {
        PaperTable table = PaperTable.WithOurs.Single(table => table.Name == name);
        Experiment row = Assert.Single(table.Rows, row => row.IsHeadline);
        Assert.Equal((nips, best), (row.Nips, row.Published[0].ErrorPercent));
        Assert.True(row.KeepsModel);
    }

    [Fact]
    public void The_best_published_comes_first() =>
        Assert.All(PaperTable.All.SelectMany(table => table.Rows), row =>
            Assert.Equal(row.Published.OrderBy(result => result.ErrorPercent), row.Published));

    [Theory]
    [InlineData("ablation", "cluttered-60-8", 8)]
    [InlineData("ablation-mnist", "mnist-7", 7)]
    public void An_ablation_changes_one_part_of_the_recipe_at_a_time(string name, string experiment, int glimpses)
    {
        Recipe[] recipes =
        [
            .. PaperTable.WithOurs.Single(table => table.Name == name).Rows
                .Select(row => row.Recipe),
        ];
        Recipe ours = Experiment.Find(experiment).Recipe;
        Assert.Equal(ours with { Training = ours.Training with { Epochs = 100 } }, recipes[0]);
        Assert.Distinct(recipes);
        Assert.All(recipes, recipe => Assert.Equal(
            (100, 128, glimpses), (recipe.Training.Epochs, recipe.Training.Batch, recipe.Model.Glimpses)));
    }

    [Fact]
    public void Tables_are_of_known_tasks() =>
        Assert.All(
            PaperTable.WithOurs.Except([PaperTable.Sprint]), table => Assert.Contains(table.Task, DigitTask.Names));

    [Fact]
    public void A_sprint_is_the_papers_best_row_of_each_task_trained_by_the_shortest_recipe()
    {
        Experiment[] best = [.. PaperTable.All.Select(table => table.Rows.Single(row => row.IsHeadline))];
        Assert.Equal(
            best.Select(row => (row.Arxiv, row.Nips)), PaperTable.Sprint.Rows.Select(row => (row.Arxiv, row.Nips)));
        Assert.Equal(
            best.Select(row => $"{row.Name}-sprint"),
            PaperTable.Sprint.Rows.Select(row => row.RunName));
    }

    [Fact]
    public void An_unknown_table_is_an_error_that_lists_them()
    {
        var error = Assert.Throws<RamException>(() => ComparedTable.Load("3"));
        Assert.Contains("1a, 1b, 2a, 2b, ablation", error.Message, StringComparison.Ordinal);
    }

    private static string Normalised(string line)
    {
        string[] cells = [.. line.Split('|', StringSplitOptions.TrimEntries)];
        return $"{cells[0]} | {cells[1]} | {Number(cells[2])} | {Number(cells[3])}";
    }

    private static string Number(string cell) =>
        Text(cell == "–" ? null : double.Parse(cell, CultureInfo.InvariantCulture));

    private static string Text(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
