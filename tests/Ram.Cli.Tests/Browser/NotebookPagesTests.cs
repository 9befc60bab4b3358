using System.Text.Json.Nodes;
using Ram.Cli.Tests.Notebooks;
using Ram.Notebooks.Tests;
using Ram.Notebooks.Tests.Browser;
using Ram.Tests;

namespace Ram.Cli.Tests.Browser;

/// <summary>The notebooks as they are published: exported with the outputs that they are committed with.</summary>
[Collection(BrowserCollection.Name)]
public sealed class NotebookPagesTests(Chromium chromium) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task Every_page_of_the_series_shows_every_figure()
    {
        Export(ProjectFolder.Notebooks);
        await LookAsync("index.html");
        // The appendix shows charts of Plotly.NET, which brings its script from the network.
        foreach (string file in ProjectFolder.Notebooks.Where(file => char.IsDigit(Path.GetFileName(file)[0])))
        {
            await using WatchedPage page = await LookAsync(Path.GetFileNameWithoutExtension(file) + ".html");
            Assert.Equal(CommittedNotebook.Read(file).Pictures, await page.Page.Locator(".output svg, .output img").CountAsync());
            await AnimatedFigures.MoveAsync(page.Page);
            Assert.Empty(page.Complaints);
        }
    }

    [ChromiumFact]
    public async Task What_a_cell_shows_is_on_the_page_and_moves()
    {
        using var notebooks = new NotebookFolder();
        string file = notebooks.Write("made-here.ipynb", NotebookFolder.Notebook(Cells));
        Cli.Run("notebooks", "run", file, "--in-place").Expect(0);
        Export(file);
        await using WatchedPage page = await LookAsync("made-here.html");
        Assert.Equal(4, await page.Page.Locator(".output svg").CountAsync());
        await AnimatedFigures.MoveAsync(page.Page, expected: 2);
        Assert.Empty(page.Complaints);
    }

    /// <summary>An animated figure twice, beside a still one and a table.</summary>
    private static string[] Cells =>
    [
        "md:# Made here\n\nWhat the library shows, as a cell shows it.",
        $"""
        #r {JsonValue.Create(typeof(RamException).Assembly.Location).ToJsonString()}
        using Ram.Data;
        using Ram.Figures;
        using Ram.Images;
        using Ram.Model;
        var model = new RecurrentAttentionModel(new RamOptions());
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 256; j++)
                model.Location.Linear.Weight.Value[i, j] *= 12;
        model.Pack();
        ImageBatch image = Mnist.Load().Test.Images.Single(0);
        Rollout rollout = model.Look(image);
        """,
        "display(Trajectory.Animate(rollout, image));\nTrajectory.Animate(rollout, image)",
        "Trajectory.Steps(rollout, image)",
        "new Table(\"A table\", [new(\"Name\"), new(\"Value\", IsNumber: true)], [[\"one\", \"1\"]])",
    ];

    private void Export(params string[] files)
    {
        Outcome outcome = Cli.Run(["notebooks", "export", .. files, "--out", _folder["site"]]).Expect(0);
        Assert.Empty(outcome.Error);
    }

    private async Task<WatchedPage> LookAsync(string name)
    {
        WatchedPage page = await chromium.OpenAsync(_folder[$"site/{name}"]);
        await page.LookAsync(name);
        return page;
    }
}
