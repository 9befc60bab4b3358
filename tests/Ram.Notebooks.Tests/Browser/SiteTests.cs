using Microsoft.Playwright;

namespace Ram.Notebooks.Tests.Browser;

/// <summary>The exported site in a browser: everything shows, nothing is fetched, nothing is said on the console.</summary>
public sealed class SiteTests(SiteFixture site) : IClassFixture<SiteFixture>
{
    [ChromiumFact]
    public async Task A_page_shows_its_figures_and_formulas_and_its_links_lead_on()
    {
        await using var watched = await site.Chromium.OpenAsync(site["first.html"]);
        var page = watched.Page;
        Assert.Equal("The location network · Notebooks", await page.TitleAsync());
        Assert.Equal(3, await page.Locator(".figure > svg, .figure > img").CountAsync());
        Assert.Equal(7, await page.Locator("math").CountAsync());

        await page.Locator("#slider").FillAsync("3");
        Assert.Equal("3", await page.Locator("#shown").TextContentAsync());
        await page.Locator("footer .next").ClickAsync();
        await ArriveAsync(page, "/second.html");
        await page.Locator("main a").ClickAsync();
        await ArriveAsync(page, "/first.html");
        await page.Locator("main a").First.ClickAsync();
        await ArriveAsync(page, "/second.html#what-the-model-sees");
        await page.Locator("header a").ClickAsync();
        await ArriveAsync(page, "/index.html");
        Assert.Equal(2, await page.Locator(".contents > li").CountAsync());
        Assert.Empty(watched.Complaints);
    }

    [ChromiumFact]
    public async Task Pages_are_legible_at_every_width_and_in_both_schemes()
    {
        foreach (string name in (string[])["index.html", "first.html", "second.html"])
        {
            await using var page = await site.Chromium.OpenAsync(site[name]);
            await page.LookAsync(name);
        }
    }

    // Asks the page itself: its load event may be over before anyone waits for it.
    private static Task<IJSHandle> ArriveAsync(IPage page, string end) => page.WaitForFunctionAsync(
        "end => location.href.endsWith(end) && document.readyState === 'complete'", end);
}
