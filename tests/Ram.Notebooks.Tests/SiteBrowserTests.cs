using System.Globalization;
using Microsoft.Playwright;

namespace Ram.Notebooks.Tests;

/// <summary>The exported site in a browser: everything shows, nothing is fetched, nothing is said on the console.</summary>
public sealed class SiteBrowserTests(SiteBrowserFixture fixture) : IClassFixture<SiteBrowserFixture>
{
    private readonly List<string> _complaints = [];

    [ChromiumFact]
    public async Task A_page_shows_every_figure_without_network_or_console()
    {
        var page = await OpenAsync("first.html", 1280, ColorScheme.Light);
        Assert.Equal("The location network · Notebooks", await page.TitleAsync());
        var pictures = await page.Locator(".figure > svg, .figure > img").AllAsync();
        Assert.Equal(3, pictures.Count);
        foreach (var picture in pictures)
            Assert.True((await picture.BoundingBoxAsync())!.Height > 0);
        Assert.True(await page.EvaluateAsync<bool>("[...document.images].every(i => i.complete && i.naturalWidth > 0)"));
        Assert.Equal(
            await page.Locator("[id]").CountAsync(),
            await page.EvaluateAsync<int>("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"));
        Assert.Equal(7, await page.Locator("math").CountAsync());

        await page.Locator("#slider").FillAsync("3");
        Assert.Equal("3", await page.Locator("#shown").TextContentAsync());
        await page.Locator("footer .next").ClickAsync();
        await page.WaitForURLAsync("**/second.html");
        await page.Locator("main a").ClickAsync();
        await page.WaitForURLAsync("**/first.html");
        await page.Locator("main a").First.ClickAsync();
        await page.WaitForURLAsync("**/second.html#what-the-model-sees");
        await page.Locator("header a").ClickAsync();
        await page.WaitForURLAsync("**/index.html");
        Assert.Equal(2, await page.Locator(".contents > li").CountAsync());
        Assert.Empty(_complaints);
    }

    [ChromiumFact]
    public async Task Pages_fit_every_width_and_have_contrast_in_both_schemes()
    {
        foreach (var (width, scheme) in ((int, ColorScheme)[])
            [(1280, ColorScheme.Light), (1280, ColorScheme.Dark), (400, ColorScheme.Light), (400, ColorScheme.Dark)])
        {
            foreach (var name in (string[])["index.html", "first.html", "second.html"])
            {
                var page = await OpenAsync(name, width, scheme);
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                Assert.True(await LowestContrastAsync(page) >= 4.5, $"{name} in {scheme}");
                if (Environment.GetEnvironmentVariable("SITE_SCREENSHOTS") is { Length: > 0 } folder)
                {
                    await page.ScreenshotAsync(new PageScreenshotOptions
                    {
                        FullPage = true,
                        Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{scheme}.png")),
                    });
                }
            }
        }
        Assert.Empty(_complaints);
    }

    private async Task<IPage> OpenAsync(string name, int width, ColorScheme scheme)
    {
        var page = await fixture.Browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme,
            Offline = true,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
        });
        page.Console += (_, message) => _complaints.Add($"console: {message.Text}");
        page.PageError += (_, error) => _complaints.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file://", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                _complaints.Add($"request: {request.Url}");
        };
        await page.GotoAsync(new Uri(Path.Combine(fixture.Site, name)).AbsoluteUri);
        return page;
    }

    /// <summary>The lowest ratio of text to its background, by WCAG's formula; figures bring their own background.</summary>
    private static Task<double> LowestContrastAsync(IPage page) => page.EvaluateAsync<double>("""
        () => {
          const parse = c => c.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const background = e => {
            for (; e; e = e.parentElement) {
              const c = parse(getComputedStyle(e).backgroundColor);
              if (c.length < 4 || c[3] > 0) return c;
            }
            return [255, 255, 255];
          };
          let lowest = 21;
          for (const e of document.querySelectorAll('body *')) {
            if (e.closest('svg') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            if (['SCRIPT', 'STYLE'].includes(e.tagName)) continue;
            const [a, b] = [light(parse(getComputedStyle(e).color)), light(background(e))];
            lowest = Math.min(lowest, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
          }
          return lowest;
        }
        """);
}
