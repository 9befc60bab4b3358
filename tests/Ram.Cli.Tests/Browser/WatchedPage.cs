using System.Globalization;
using Microsoft.Playwright;

namespace Ram.Cli.Tests.Browser;

/// <summary>
/// A page whose every word on the console, error and request for anything but a file is noted down.
/// <c>SITE_SCREENSHOTS</c> names a folder that receives what was looked at.
/// </summary>
public sealed class WatchedPage : IAsyncDisposable
{
    // On a machine that does ten other things a page of many figures takes its time.
    private const float PatienceMilliseconds = 120_000;

    private static readonly (int Width, ColorScheme Scheme)[] _views =
        [(1280, ColorScheme.Light), (1280, ColorScheme.Dark), (400, ColorScheme.Dark), (400, ColorScheme.Light)];

    private readonly List<string> _complaints = [];

    internal WatchedPage(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(PatienceMilliseconds);
        page.Console += (_, message) => _complaints.Add($"console: {message.Text}");
        page.PageError += (_, error) => _complaints.Add($"error: {error}");
        page.RequestFailed += (_, request) => _complaints.Add($"failed: {request.Url}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file://", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _complaints.Add($"request: {request.Url}");
        };
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints => _complaints;

    public Task GoToAsync(string file) => Page.GotoAsync(new Uri(file).AbsoluteUri);

    /// <summary>Asserts, at two widths and in two schemes, that all is seen as it is meant to be.</summary>
    public async Task LookAsync(string name)
    {
        foreach ((int width, ColorScheme scheme) in _views)
        {
            string view = string.Create(CultureInfo.InvariantCulture, $"{name}, {width} pixels, {scheme}");
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await Page.SetViewportSizeAsync(width, 900);
            if (Environment.GetEnvironmentVariable("SITE_SCREENSHOTS") is { Length: > 0 } folder)
                await Page.ScreenshotAsync(
                    new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, view + ".png") });
            string[] faults = await Page.EvaluateAsync<string[]>(PageFaults.Script)
                .WaitAsync(TimeSpan.FromMilliseconds(PatienceMilliseconds));
            Assert.True(faults.Length == 0, $"{view}:\n{string.Join('\n', faults)}");
        }
        Assert.Empty(_complaints);
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
