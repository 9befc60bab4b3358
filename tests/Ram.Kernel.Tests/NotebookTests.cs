using System.Text.Json.Nodes;
using Ram.Cli.Tests.Browser;
using Ram.Plotly.Tests;
using Ram.Tests;

namespace Ram.Kernel.Tests;

/// <summary>What notebooks rest on: their first cell, a training that can be stopped, and the packages.</summary>
public sealed class NotebookTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ram-kernel-");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string> Names => [.. ProjectFolder.Notebooks.Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_cell_runs(string name)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(ProjectFolder.PathOf("notebooks", name)))!;
        JsonNode first = notebook["cells"]!.AsArray().First(cell => (string?)cell!["cell_type"] == "code")!;
        using KernelSession session = KernelSession.AmongNotebooks();
        session.Pass(string.Concat(first["source"]!.AsArray().Select(line => (string?)line)));
        Assert.Equal("True", session.Pass("Stop.CanBeCanceled").Shown[0]["text/plain"]);
    }

    [Theory]
    [InlineData("notebooks", "setup.dib")]
    [InlineData("notebooks/solutions", "../setup.dib")]
    public void Visual_studio_code_starts_the_kernel_from_every_folder_of_notebooks(string folder, string setup)
    {
        folder = ProjectFolder.PathOf(folder.Split('/'));
        DateTime started = DateTime.UtcNow;
        using KernelSession session = KernelSession.ByTheSettings(folder);
        string built = ProjectFolder.PathOf("src", "Ram.Kernel", "bin", "Release", "net10.0", "built");
        Assert.True(File.GetLastWriteTimeUtc(built) >= started, "The kernel starts without a build of what has changed.");
        // The first cell may run twice, and leaves the kernel where the notebook lies.
        session.Pass($"#!import \"{setup}\"");
        session.Pass($"#!import \"{setup}\"");
        session.Pass($"#!import \"{setup.Replace("setup", "plotly", StringComparison.Ordinal)}\"");
        Assert.Equal(folder, session.Pass("Environment.CurrentDirectory").Shown[0]["text/plain"]);
        Assert.Equal("28", session.Pass("DigitTask.Load(\"mnist\").Validation.Images.Width").Shown[0]["text/plain"]);
    }

    [Fact]
    public void A_stopped_training_leaves_its_log_and_the_kernel()
    {
        using KernelSession session = KernelSession.AmongNotebooks();
        session.Pass("#!import \"setup.dib\"");
        session.Pass("""
            DigitTask task = DigitTask.Load("mnist");
            var trainer = new Trainer(
                new RecurrentAttentionModel(new RamOptions()), task.Validation.Slice(0, 640), null, new TrainingOptions { Epochs = 1_000_000 });
            """);
        string training = session.Submit("foreach (var epoch in trainer.Run(cancel: Stop))\n    Console.WriteLine(epoch.Epoch);");
        session.WaitFor("StandardOutputValueProduced");
        string cancel = session.Send("Cancel", new JsonObject { ["targetKernelName"] = "csharp" });
        string next = session.Submit("trainer.Log.Count >= 1 && trainer.Log.Count < 1_000_000");
        Assert.Contains("cancelled", session.Finish(training).Failure, StringComparison.Ordinal);
        Assert.Equal("True", session.Finish(next).Shown[0]["text/plain"]);
        Assert.NotEqual(training, cancel);
        Assert.Equal("1", session.Pass("trainer.Run(cancel: Stop).Take(1).Count()").Shown[0]["text/plain"]);
    }

    [Fact]
    public void A_figure_shows_itself()
    {
        using KernelSession session = KernelSession.AmongNotebooks();
        session.Pass("#!import \"setup.dib\"");
        Cell cell = session.Pass("new Table(\"A table\", [new(\"Name\"), new(\"Value\", true)], [[\"one\", \"1\"]])");
        Assert.StartsWith("<svg ", cell.Shown[0]["image/svg+xml"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_brings_its_extension_and_a_chart_shows_itself()
    {
        using KernelSession session = KernelSession.AmongNotebooks();
        session.Pass("#r \"nuget: Plotly.NET.Interactive, 6.0.0\"");
        Cell cell = session.Pass("""
            using Plotly.NET;
            var trace = new Trace("scatter");
            trace.SetProperty("x", new[] { 1, 2, 3 });
            trace.SetProperty("y", new[] { 2, 3, 1 });
            GenericChart.ofTraceObject(true, trace)
            """);
        Assert.Contains("Plotly.newPlot", cell.Shown[0]["text/html"], StringComparison.Ordinal);
    }

    [PlotlyFact]
    public async Task A_chart_of_the_project_is_drawn_by_Plotly()
    {
        using KernelSession session = KernelSession.AmongNotebooks();
        session.Pass("#!import \"setup.dib\"");
        session.Pass("#r \"../src/Ram.Plotly/bin/Release/net10.0/Ram.Plotly.dll\"");
        Cell cell = session.Pass("""
            using Ram.Plotly;
            Charts.LearningCurve([new Curve("a", [1, 2, 3], [9, 8, 7], [7, 6, 5])])
            """);
        string file = Path.Combine(_folder.FullName, "chart.html");
        File.WriteAllText(file, ChartPage.Of([cell.Shown[0]["text/html"]]));
        await using WatchedPage page = await ChartPage.OpenAsync(chromium, file, charts: 1);
        Assert.True(await page.Page.Locator(".js-plotly-plot .scatterlayer .trace").CountAsync() >= 2);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public void Torch_sharp_finds_its_native_libraries_and_takes_a_gradient()
    {
        using KernelSession session = KernelSession.AmongNotebooks();
        session.Pass("#r \"../src/Ram.Torch/bin/Release/net10.0/Ram.Torch.dll\"\n#r \"../src/Ram.Torch/bin/Release/net10.0/TorchSharp.dll\"");
        Cell cell = session.Pass("""
            using TorchSharp;
            var x = torch.tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
            (x * x).sum().backward();
            string.Join(" ", x.grad.data<float>().ToArray())
            """);
        Assert.Equal("2 4 6", cell.Shown[0]["text/plain"]);
    }
}
