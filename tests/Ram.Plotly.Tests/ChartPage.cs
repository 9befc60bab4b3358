using Ram.Cli.Tests.Browser;

namespace Ram.Plotly.Tests;

/// <summary>Charts on a page that draws them by the plotly.js at hand, the network being cut.</summary>
internal static class ChartPage
{
    /// <summary>The page. Plotly.NET fetches plotly.js by require.js, which here hands out the file at hand.</summary>
    public static string Of(IEnumerable<string> charts) => $$"""
        <!DOCTYPE html><meta charset="utf-8"><title>Charts</title>
        <script src="{{new Uri(Path.GetFullPath(PlotlyFactAttribute.Library!)).AbsoluteUri}}"></script>
        <script>
        window.requirejs = window.require = Object.assign(() => {}, { config: () => (names, use) => use(Plotly) });
        </script>
        {{string.Join('\n', charts)}}
        """;

    /// <summary>Opens the page and waits until its charts are drawn.</summary>
    public static async Task<WatchedPage> OpenAsync(Chromium chromium, string file, int charts)
    {
        WatchedPage page = await chromium.OpenAsync(file);
        await page.Page.WaitForFunctionAsync(
            "count => document.querySelectorAll('.js-plotly-plot .main-svg').length >= count", charts);
        return page;
    }
}
