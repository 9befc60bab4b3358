using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Ram.Figures;
using Ram.Tests.Figures;
using Figure = Ram.Figures.Figure;

namespace Ram.Plotly.Tests;

public class FigureExtensionsTests
{
    public static IEnumerable<object[]> Names => Samples.Names;

    public static IEnumerable<object[]> Frames =>
        Enumerable.Range(0, Samples.Animation().Frames.Count).Select(frame => new object[] { frame });

    [Theory]
    [MemberData(nameof(Names))]
    public void The_chart_holds_the_figures_traces_and_layout(string name) => CheckSame(Samples.All[name]());

    [Theory]
    [MemberData(nameof(Frames))]
    public void So_does_every_frame_of_an_animation(int frame) => CheckSame(Samples.Animation().Still(frame));

    [Fact]
    public void A_gap_stays_a_gap()
    {
        JsonNode trace = Json(Samples.Line([1, 2, 3], [0.125, double.NaN, 1e-7]).ToChart())["data"]![0]!;
        Assert.Null(trace["y"]![1]);
        Assert.Equal(1e-7, (double)trace["y"]![2]!);
    }

    [Fact]
    public void A_restyled_axis_keeps_its_place()
    {
        Figure figure = Samples.All["baseline"]();
        var axis = new LinearAxis();
        axis.SetValue("title", Title.init(Text: "Step"));
        GenericChart chart = figure.ToChart().WithXAxis(axis);
        JsonNode before = figure.ToPlotly().Layout["xaxis"]!, after = Json(chart)["layout"]!["xaxis"]!;
        Assert.Equal("Step", (string?)after["title"]!["text"]);
        Assert.True(JsonNode.DeepEquals(before["domain"], after["domain"]));
        Assert.True(JsonNode.DeepEquals(before["range"], after["range"]));
    }

    [Fact]
    public void A_restyled_line_keeps_its_colour()
    {
        JsonNode line = Json(Samples.Line([1, 2], [3, 4]).ToChart().WithLineStyle(Width: 7))["data"]![0]!["line"]!;
        Assert.Equal(7, (double)line["width"]!);
        Assert.NotNull(line["color"]);
    }

    [Fact]
    public void Combined_charts_keep_the_traces_shapes_and_annotations_of_both()
    {
        Figure figure = Samples.All["trajectory-overview"]();
        GenericChart own = Chart2D.Chart.Line<double, double, string>(x: [1, 2], y: [3, 4])
            .WithShape(Shape.init<double, double, double, double>(
                X0: FSharpOption<double>.Some(0), X1: FSharpOption<double>.Some(1),
                Y0: FSharpOption<double>.Some(0), Y1: FSharpOption<double>.Some(1)));
        JsonNode json = Json(Chart.Combine([figure.ToChart(), own]));
        PlotlyFigure ours = figure.ToPlotly();
        Assert.Equal(ours.Data.Count + 1, json["data"]!.AsArray().Count);
        Assert.Equal(ours.Layout["shapes"]!.AsArray().Count + 1, json["layout"]!["shapes"]!.AsArray().Count);
        Assert.Equal(ours.Layout["annotations"]!.AsArray().Count, json["layout"]!["annotations"]!.AsArray().Count);
    }

    [Fact]
    public void The_page_that_Plotly_NET_writes_loads_plotly_and_holds_the_figure()
    {
        string html = GenericChart.toEmbeddedHTML(Samples.Line([1, 2], [0.125, 4]).ToChart());
        Assert.Contains("https://cdn.plot.ly/plotly-", html, StringComparison.Ordinal);
        Assert.Contains("0.125", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shown_chart_is_html_with_its_traces_and_a_sentence()
    {
        var shown = new ShownChart(Samples.Line([1, 2], [0.125, 4]).ToChart());
        Assert.Contains("0.125", shown.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("cdn.plot.ly/plotly-", shown.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("Plotly.NET chart; traces: 1.", shown.ToString());
    }

    private static void CheckSame(Figure figure)
    {
        PlotlyFigure ours = figure.ToPlotly();
        JsonNode json = Json(figure.ToChart());
        JsonArray traces = json["data"]!.AsArray();
        Assert.Equal(ours.Data.Count, traces.Count);
        for (int i = 0; i < traces.Count; i++)
            CheckSame(ours.Data[i], traces[i], $"trace {i}");
        CheckSame(ours.Layout, json["layout"], "layout");
    }

    private static void CheckSame(JsonNode? ours, JsonNode? theirs, string what)
    {
        // Through text, so that both hold numbers as they are written and 1 equals 1.0.
        JsonNode? written = JsonNode.Parse(ours!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(written, theirs), $"{what}\nexpected {written}\nactual   {theirs}");
    }

    private static JsonNode Json(GenericChart chart) => JsonNode.Parse(GenericChart.toFigureJson(chart))!;
}
