using System.Text.Json;
using Ram.Figures;
using Ram.Tests.Figures;

namespace Ram.Cli.Tests.Browser;

/// <summary>Figures of every kind, drawn by plotly.js itself.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PlotlyTests(Chromium chromium) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PlotlyFact]
    public async Task Every_kind_of_figure_is_valid_and_drawn()
    {
        string[] names = [.. Samples.All.Keys];
        PlotlyFigure[] figures = [.. Samples.All.Values.Select(make => make().ToPlotly())];
        await using WatchedPage page = await OpenAsync(figures);
        var faults = new List<string>();
        for (int index = 0; index < figures.Length; index++)
        {
            faults.AddRange((await ComplaintsAsync(page, index)).Select(complaint => $"{names[index]}: {complaint}"));
            Drawn drawn = await DrawnAsync(page, index);
            if (drawn.Traces != figures[index].Data.Count || drawn.Seen != drawn.Traces || drawn.Width == 0 || drawn.Height == 0)
                faults.Add($"{names[index]}: {figures[index].Data.Count} traces became {drawn}");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(page.Complaints);
    }

    [PlotlyFact]
    public async Task The_slider_shows_the_traces_of_its_frame()
    {
        PlotlyFigure figure = Samples.Animation().ToPlotly();
        await using WatchedPage page = await OpenAsync(figure);
        // plotly.js reports the arguments of any slider's step so, whatever they are.
        Assert.All(await ComplaintsAsync(page, 0), complaint => Assert.Matches(@"sliders\[0\]\.steps\[\d+\]\.args.*got reset", complaint));
        var shapes = new HashSet<string>();
        for (int frame = 0; frame < figure.Frames.Count; frame++)
        {
            await page.Page.EvaluateAsync("frame => Plotly.animate(document.querySelector('[data-ram-plotly]'), ...document.querySelector('[data-ram-plotly]').layout.sliders[0].steps[frame].args)", frame);
            Drawn drawn = await DrawnAsync(page, 0);
            Assert.Equal(figure.Data.Count, drawn.Traces);
            Assert.Equal(Seen(figure, frame), drawn.Seen);
            Assert.True(shapes.Add(drawn.Shapes), $"frame {frame} shows the boxes of an earlier one");
        }
        Assert.Empty(page.Complaints);
    }

    private async Task<WatchedPage> OpenAsync(params IEnumerable<PlotlyFigure> figures)
    {
        string library = new Uri(Path.GetFullPath(PlotlyFactAttribute.Library!)).AbsoluteUri;
        string body = string.Join('\n', figures.Select(figure => figure.ToHtml()));
        File.WriteAllText(_folder["plotly.html"], $"""
            <!DOCTYPE html><meta charset="utf-8"><title>Plotly</title><script src="{library}"></script>
            {body}
            """);
        WatchedPage page = await chromium.OpenAsync(_folder["plotly.html"]);
        await page.Page.WaitForFunctionAsync("[...document.querySelectorAll('[data-ram-plotly]')].every(root => root._fullLayout && root.querySelector('.main-svg'))");
        return page;
    }

    private static Task<string[]> ComplaintsAsync(WatchedPage page, int index) => page.Page.EvaluateAsync<string[]>("""
        index => {
          const { data, layout } = JSON.parse(document.querySelectorAll('[data-ram-plotly]')[index].dataset.ramPlotly);
          return (Plotly.validate(data, layout) || []).map(found => found.msg);
        }
        """, index);

    private static async Task<Drawn> DrawnAsync(WatchedPage page, int index) => (await page.Page.EvaluateAsync<JsonElement>("""
        index => {
          const root = document.querySelectorAll('[data-ram-plotly]')[index];
          const { width, height } = root.querySelector('.main-svg').getBoundingClientRect();
          return {
            Traces: root._fullData.length,
            Seen: root.querySelectorAll('.cartesianlayer .trace, .cartesianlayer .imagelayer > .im').length,
            Shapes: [...root.querySelectorAll('.shapelayer path')]
              .filter(path => getComputedStyle(path).opacity > 0).map(path => path.getAttribute('d')).join(' '),
            Width: width,
            Height: height,
          };
        }
        """, index)).Deserialize<Drawn>()!;

    private static int Seen(PlotlyFigure figure, int frame)
    {
        int[] changing = [.. figure.Frames[frame]!["traces"]!.AsArray().Select(trace => trace!.GetValue<int>())];
        int hidden = figure.Frames[frame]!["data"]!.AsArray().Count(trace => trace!["visible"]!.GetValueKind() != JsonValueKind.True);
        Assert.InRange(hidden, 1, changing.Length - 1);
        return figure.Data.Count - hidden;
    }

    private sealed record Drawn(int Traces, int Seen, string Shapes, double Width, double Height);
}
