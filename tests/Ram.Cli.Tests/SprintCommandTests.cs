using System.Text.Json;

namespace Ram.Cli.Tests;

public sealed class SprintCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JSON_has_a_row_for_each_task()
    {
        Outcome outcome = Sprint("mnist", "cluttered-60", "--json", "--seed", "3").Expect(0);
        JsonElement[] rows =
            [.. JsonDocument.Parse(outcome.Output).RootElement.GetProperty("rows").EnumerateArray()];
        string[] keys =
        [
            "task", "glimpses", "rollouts", "seconds", "validationErrorPercent", "testErrorPercent",
            "paperErrorPercent",
        ];
        Assert.All(rows, row => Assert.Equal(keys, row.EnumerateObject().Select(property => property.Name)));
        Assert.Equal(["mnist", "cluttered-60"], rows.Select(row => row.GetProperty("task").GetString()));
        Assert.Equal([1.07, 4.04], rows.Select(row => row.GetProperty("paperErrorPercent").GetDouble()));
        Assert.Equal([7, 8], rows.Select(row => row.GetProperty("glimpses").GetInt32()));
        Assert.All(rows, row => Assert.InRange(row.GetProperty("testErrorPercent").GetDouble(), 0, 100));
        Assert.Contains("cluttered-60, 2 of 2", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["cluttered-60.json", "cluttered-60.safetensors", "mnist.json", "mnist.safetensors"], _folder.Files);
    }

    [Fact]
    public void A_row_is_what_its_command_trains()
    {
        Outcome outcome = Sprint("mnist").Expect(0);
        Assert.Contains("| mnist", outcome.Output, StringComparison.Ordinal);
        byte[] sprint = File.ReadAllBytes(_folder["mnist.safetensors"]);
        Cli.Run("train", "mnist", "--recipe", "sprint", "--out", _folder["again"]).Expect(0);
        Assert.Equal(sprint, File.ReadAllBytes(_folder["again"]));
    }

    private Outcome Sprint(params string[] arguments) => Cli.Run(["sprint", .. arguments, "--out", _folder.Name]);
}
