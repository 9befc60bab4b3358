namespace Ram.Notebooks.Tests.Browser;

/// <summary>The sample notebooks, run and exported once, and a browser to look at them.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    private readonly NotebookFolder _folder = new();

    public Chromium Chromium { get; } = new();

    public string this[string page] => Path.Combine(_folder["site"], page);

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium.Path))
            return;
        await Chromium.InitializeAsync();
        string[] files = [_folder.Write("first.ipynb", SampleNotebooks.First), _folder.Write("second.ipynb", SampleNotebooks.Second)];
        var run = await NotebookRunner.RunAsync(files, new RunnerOptions { InPlace = true });
        Assert.Null(run.Failure);
        Assert.Empty(SiteExporter.Export(files, _folder["site"]).Problems);
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        _folder.Dispose();
    }
}
