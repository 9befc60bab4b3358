using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ram.Cli.Notebooks;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>No process of a notebook outlives the run, and no output outgrows its cap.</summary>
public sealed class NotebookRunnerProcessTests : IDisposable
{
    private const string TellAndLoop =
        "System.IO.File.WriteAllText(\"pid.tmp\", $\"{Environment.ProcessId}\");\n"
        + "System.IO.File.Move(\"pid.tmp\", \"pid\");\nwhile (true) ;";

    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cancelling_kills_the_child_and_writes_nothing()
    {
        var path = _folder.Write("notebook.ipynb", TellAndLoop);
        var before = File.ReadAllBytes(path);
        using var cancel = new CancellationTokenSource();
        var run = (Runner.Options with { InPlace = true }).RunAsync([path], cancel.Token);
        var child = await WaitForChildAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.True(child.HasExited);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_cell_that_prints_100_MB_passes_with_a_note()
    {
        var path = _folder.Write("notebook.ipynb",
            "var line = new string('x', 999);\nfor (var i = 0; i < 100_000; i++) Console.WriteLine(line);\n1",
            "display(new string('y', 100_000_000));",
            "\"short\"");
        var report = await Runner.RunAsync([path], Runner.Options with { Out = _folder["out"], OutputCap = 100_000 });
        Assert.Null(report.Failure);
        var notebook = new ExecutedNotebook(Path.Combine(_folder["out"], "notebook.ipynb"));
        Assert.Equal(100_000, notebook.Printed(0).Length);
        Assert.Contains("more than 100,000 characters", notebook.Printed(0, "stderr"), StringComparison.Ordinal);
        Assert.Contains("more than 100,000 characters", notebook.Printed(1, "stderr"), StringComparison.Ordinal);
        Assert.Equal(2, notebook.Outputs(0).Count);
        Assert.Equal("short", notebook.Shown(2));
    }

    [Fact]
    public void A_display_that_is_updated_counts_once_against_the_cap()
    {
        var outputs = new CellOutputs(1, cap: 100, text => text);
        outputs.Show("display_data", Text("first"), "id");
        for (int update = 0; update < 50; update++)
            outputs.Show(null, Text($"update {update}"), "id");
        JsonNode output = Assert.Single(outputs.Close())!;
        Assert.Contains("update 49", output.ToJsonString(), StringComparison.Ordinal);

        static Dictionary<string, string> Text(string text) => new() { ["text/plain"] = text };
    }

    [Fact]
    public async Task Progress_is_told_cell_by_cell()
    {
        var path = _folder.Write("notebook.ipynb", "1", "md:text", "throw new Exception();", "2");
        var report = await Runner.RunAsync([path], Runner.Options);
        Assert.Equal(1, report.CellsRun);
        Assert.Collection(
            report.Cells,
            line => Assert.StartsWith($"{path}: cell 1 of 3 passed, ", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{path}: cell 2 of 3 failed, ", line, StringComparison.Ordinal));
    }

    private async Task<Process> WaitForChildAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(_folder["pid"]))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "The cell never started.");
            await Task.Delay(20);
        }
        return Process.GetProcessById(int.Parse(File.ReadAllText(_folder["pid"]), CultureInfo.InvariantCulture));
    }
}
