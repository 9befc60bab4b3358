using Microsoft.Playwright;

namespace Ram.Notebooks.Tests;

/// <summary>The sample notebooks, run and exported once, and a browser to look at them.</summary>
public sealed class SiteBrowserFixture : IAsyncLifetime
{
    private readonly NotebookFolder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IBrowser Browser => _browser!;

    public string Site => _folder["site"];

    public async Task InitializeAsync()
    {
        if (!File.Exists(ChromiumFactAttribute.Path))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumFactAttribute.Path,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        string[] files = [_folder.Write("first.ipynb", SampleNotebooks.First), _folder.Write("second.ipynb", SampleNotebooks.Second)];
        var run = await NotebookRunner.RunAsync(files, new RunnerOptions { InPlace = true });
        Assert.Null(run.Failure);
        Assert.Empty(SiteExporter.Export(files, Site).Problems);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Dispose();
    }
}
