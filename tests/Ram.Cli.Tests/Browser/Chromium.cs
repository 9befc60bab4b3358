using Microsoft.Playwright;

namespace Ram.Cli.Tests.Browser;

/// <summary>Debian's Chromium without a window, started once for many tests; not at all where it is missing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Path = "/usr/bin/chromium";

    // What does not answer fails its test; what takes a page of its own time waits longer.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path))
            return;
        _playwright = await Playwright.CreateAsync().WaitAsync(_patience);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens a file with the network cut.</summary>
    public async Task<WatchedPage> OpenAsync(string file)
    {
        var page = new WatchedPage(
            await _browser!.NewPageAsync(new BrowserNewPageOptions { Offline = true }).WaitAsync(_patience));
        await page.GoToAsync(file);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync().AsTask().WaitAsync(_patience);
        _playwright?.Dispose();
    }
}
