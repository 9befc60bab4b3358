using System.Text.Json;
using Plotly.NET;
using Ram.Cli.Tests.Browser;
using Ram.Figures;
using Ram.Model;
using Ram.Tests.Figures;

namespace Ram.Plotly.Tests;

/// <summary>Charts of every kind as a notebook shows them, drawn by plotly.js itself.</summary>
public sealed class DrawnChartsTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ram-plotly-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PlotlyFact]
    public async Task Every_kind_of_figure_is_valid_and_drawn()
    {
        string[] names = [.. Samples.All.Keys];
        GenericChart[] charts = [.. Samples.All.Values.Select(make => make().ToChart())];
        await CheckAsync(names, charts);
    }

    [PlotlyFact]
    public async Task Every_chart_of_the_librarys_objects_is_valid_and_drawn()
    {
        Rollout[] rollouts = [.. Enumerable.Range(0, 20).Select(i => Samples.Roll(Samples.Options, (ulong)i))];
        await CheckAsync(["beliefs", "learning curve"],
        [
            Charts.Beliefs(rollouts[0], 7),
            Charts.LearningCurve([new Curve("a", [1, 2, 3], [9, 8, 7], [7, 6, 5])], logarithmic: true),
        ]);
        await CheckAsync(["heat map"], [Charts.HeatMap(rollouts)], seen: 1);
    }

    [PlotlyFact]
    public async Task The_slider_shows_the_traces_of_its_frame()
    {
        Rollout rollout = Samples.Roll(Samples.Options);
        await using WatchedPage page = await OpenAsync([Charts.Trajectory(rollout, Samples.Images, 0, 7)]);
        var shown = new HashSet<string>();
        for (int frame = 0; frame < rollout.Options.Glimpses; frame++)
        {
            await page.Page.EvaluateAsync("""
                frame => {
                  const root = document.querySelector('.js-plotly-plot'), step = root.layout.sliders[0].steps[frame];
                  return Plotly[step.method](root, ...step.args);
                }
                """, frame);
            Assert.True(shown.Add((await DrawnAsync(page, 0)).Lines), $"frame {frame} shows the lines of an earlier one");
        }
        Assert.Empty(page.Complaints);
    }

    private async Task CheckAsync(string[] names, GenericChart[] charts, int? seen = null)
    {
        await using WatchedPage page = await OpenAsync(charts);
        var faults = new List<string>();
        for (int index = 0; index < charts.Length; index++)
        {
            string[] complaints = await page.Page.EvaluateAsync<string[]>(
                "json => { const { data, layout } = JSON.parse(json); return (Plotly.validate(data, layout) || []).map(found => found.msg); }",
                GenericChart.toFigureJson(charts[index]));
            Drawn drawn = await DrawnAsync(page, index);
            // plotly.js reports the arguments of any slider's step so, whatever they are.
            complaints = [.. complaints.Where(complaint => !complaint.Contains("].args[", StringComparison.Ordinal))];
            faults.AddRange(complaints.Select(complaint => $"{names[index]}: {complaint}"));
            int traces = GenericChart.countTrace(charts[index]);
            if (drawn.Traces != traces || drawn.Seen != (seen ?? traces) || drawn.Width == 0 || drawn.Height == 0)
                faults.Add($"{names[index]}: {traces} traces became {drawn}");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(page.Complaints);
    }

    private async Task<WatchedPage> OpenAsync(GenericChart[] charts)
    {
        var address = PlotlyJSReference.NewRequire("https://cdn.plot.ly/plotly.min");
        var options = new DisplayOptions();
        options.SetProperty("PlotlyJSReference", address);
        string file = Path.Combine(_folder, "charts.html");
        File.WriteAllText(file, ChartPage.Of(
            charts.Select(chart => GenericChart.toChartHTML(GenericChart.addDisplayOptions(options, chart)))));
        return await ChartPage.OpenAsync(chromium, file, charts.Length);
    }

    private static async Task<Drawn> DrawnAsync(WatchedPage page, int index) => (await page.Page.EvaluateAsync<JsonElement>("""
        index => {
          const root = document.querySelectorAll('.js-plotly-plot')[index];
          const { width, height } = root.querySelector('.main-svg').getBoundingClientRect();
          return {
            Traces: root._fullData.length,
            Seen: root.querySelectorAll('.cartesianlayer .trace, .cartesianlayer .imagelayer > .im, .cartesianlayer .heatmaplayer > .hm').length,
            Lines: [...root.querySelectorAll('.cartesianlayer .js-line')].map(path => path.getAttribute('d')).join(' '),
            Width: width,
            Height: height,
          };
        }
        """, index)).Deserialize<Drawn>()!;

    private sealed record Drawn(int Traces, int Seen, string Lines, double Width, double Height);
}
