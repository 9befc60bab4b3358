using System.Globalization;
using Microsoft.Playwright;

namespace Ram.Cli.Tests.Browser;

/// <summary>Drives the sliders of a page as a reader would.</summary>
internal static class AnimatedFigures
{
    // Bars are filled, boxes are not. checkVisibility() calls every group of an SVG visible, so styles are asked.
    private const string BoxesSeen = """
        root => [...root.querySelectorAll('g[data-first]')].filter(group => getComputedStyle(group).display !== 'none')
          .flatMap(group => [...group.querySelectorAll('rect[fill="none"]')])
          .map(box => { const { x, y } = box.getBoundingClientRect(); return `${x.toFixed(1)} ${y.toFixed(1)}`; })
        """;

    private const string GroupsSeen = """
        root => [...root.querySelectorAll('g[data-first]')].map(group => getComputedStyle(group).display).join(' ')
        """;

    /// <summary>Asserts that the page has this many, or at least one, and that each slider moves the boxes.</summary>
    public static async Task MoveAsync(IPage page, int? expected = null)
    {
        await page.SetViewportSizeAsync(1280, 900);
        IReadOnlyList<ILocator> figures = await page.Locator("[data-ram-frames]").AllAsync();
        if (expected is int count)
            Assert.Equal(count, figures.Count);
        foreach (ILocator figure in figures)
            await MoveAsync(figure);
    }

    private static async Task MoveAsync(ILocator figure)
    {
        ILocator slider = figure.Locator("input[type=range]");
        int last = int.Parse((await slider.GetAttributeAsync("max"))!, CultureInfo.InvariantCulture);
        Assert.True(last > 0);
        var groups = new HashSet<string>();
        var names = new HashSet<string>();
        string[] first = [], boxes = [];
        for (int frame = 0; frame <= last; frame++)
        {
            await slider.FillAsync(frame.ToString(CultureInfo.InvariantCulture));
            string name = (await figure.Locator("output").TextContentAsync())!;
            Assert.Equal(name, await slider.GetAttributeAsync("aria-valuetext"));
            Assert.True(names.Add(name), $"two frames are {name}");
            Assert.True(
                groups.Add(await figure.EvaluateAsync<string>(GroupsSeen)),
                $"frame {name} shows what an earlier one did");
            boxes = await figure.EvaluateAsync<string[]>(BoxesSeen);
            Assert.NotEmpty(boxes);
            if (frame == 0)
                first = boxes;
        }
        Assert.NotEmpty(boxes.Except(first));
        await PlayAsync(figure, slider, names.First());
    }

    private static async Task PlayAsync(ILocator figure, ILocator slider, string first)
    {
        ILocator play = figure.Locator("button");
        await play.ClickAsync();
        Assert.Equal("0", await slider.InputValueAsync());
        Assert.Equal(first, await figure.Locator("output").TextContentAsync());
        Assert.Equal("Pause", await play.TextContentAsync());
        await play.ClickAsync();
        Assert.Equal("Play", await play.TextContentAsync());
    }
}
