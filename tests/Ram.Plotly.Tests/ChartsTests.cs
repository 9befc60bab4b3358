using System.Text.Json.Nodes;
using Plotly.NET;
using Ram.Figures;
using Ram.Images;
using Ram.Model;
using Ram.Tests.Figures;
using Ram.Training;
using Figure = Ram.Figures.Figure;

namespace Ram.Plotly.Tests;

public class ChartsTests
{
    public static IEnumerable<object[]> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_chart_has_a_trace_for_each_mark_on_the_axes_of_its_panel(string name)
    {
        Figure figure = Samples.All[name]();
        JsonNode json = Json(figure.ToChart());
        string[] expected = [.. figure.Panels.SelectMany((panel, i) => panel.Marks.Select(_ => i == 0 ? "x" : $"x{i + 1}"))];
        Assert.Equal(expected, json["data"]!.AsArray().Select(trace => (string)trace!["xaxis"]!));
        string title = (string)json["layout"]!["title"]!["text"]!;
        Assert.Equal(figure.Title, System.Net.WebUtility.HtmlDecode(title.Replace("<br>", " ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_lie_inside_the_chart_and_apart(string name)
    {
        Figure figure = Samples.All[name]();
        JsonNode layout = Json(figure.ToChart())["layout"]!;
        var boxes = new List<(double Left, double Right, double Low, double High)>();
        for (int i = 0; i < figure.Panels.Count; i++)
        {
            if (figure.Panels[i].Marks.Count == 0 && !figure.Panels[i].X.Visible)
                continue;
            (double left, double right) = Domain(layout, "xaxis", i);
            (double low, double high) = Domain(layout, "yaxis", i);
            Assert.True(left >= 0 && left < right && right <= 1 && low >= 0 && low < high && high <= 1, $"panel {i}");
            Assert.DoesNotContain(boxes, box => left < box.Right && box.Left < right && low < box.High && box.Low < high);
            boxes.Add((left, right, low, high));
        }
    }

    [Fact]
    public void A_gap_stays_a_gap()
    {
        JsonNode trace = Json(Samples.Line([1, 2, 3], [0.125, double.NaN, 1e-7]).ToChart())["data"]![0]!;
        Assert.Null(trace["y"]![1]);
        Assert.Equal(1e-7, (double)trace["y"]![2]!);
    }

    [Fact]
    public void Ends_of_a_logarithmic_axis_are_exponents_and_a_descending_one_is_turned()
    {
        Figure figure = Samples.Line([1, 2], [3, 4], new Axis { Logarithmic = true, Min = 0.1, Max = 1000 }, new Axis { Descending = true, Max = 5 });
        JsonNode layout = Json(figure.ToChart())["layout"]!;
        Assert.Equal([-1, 3], layout["xaxis"]!["range"]!.AsArray().Select(end => (double)end!));
        Assert.Equal(5, (double)layout["yaxis"]!["range"]![0]!);
        Assert.Null(layout["yaxis"]!["range"]![1]);
    }

    [Fact]
    public void Bars_keep_their_values_and_the_colour_of_the_one_that_counts()
    {
        JsonNode trace = Json(Samples.All["belief-one-glimpse"]().ToChart())["data"]![0]!;
        Assert.Equal(("bar", 10), ((string)trace["type"]!, trace["y"]!.AsArray().Count));
        Assert.Equal(Palette.Series[0], (string)trace["marker"]!["color"]![1]!);
        Assert.NotEqual(Palette.Series[0], (string)trace["marker"]!["color"]![0]!);
    }

    [Fact]
    public void A_restyled_chart_keeps_what_was_not_changed()
    {
        GenericChart chart = Samples.All["baseline"]().ToChart();
        var layout = new Layout();
        layout.SetProperty("paper_bgcolor", "#000000");
        JsonNode before = Json(chart)["layout"]!, after = Json(GenericChart.addLayout(layout, chart))["layout"]!;
        Assert.Equal("#000000", (string)after["paper_bgcolor"]!);
        Assert.True(JsonNode.DeepEquals(before["xaxis"], after["xaxis"]));
    }

    [Fact]
    public void Combined_charts_keep_the_traces_of_both()
    {
        Figure figure = Samples.All["trajectory-overview"]();
        GenericChart combined = GenericChart.combine([figure.ToChart(), Samples.Line([1, 2], [3, 4]).ToChart()]);
        Assert.Equal(figure.Panels[0].Marks.Count + 1, GenericChart.countTrace(combined));
    }

    [Fact]
    public void The_slider_of_an_animation_shows_at_each_frame_the_marks_of_its_still()
    {
        Figure figure = Samples.Animation();
        JsonNode json = Json(figure.ToChart());
        JsonArray steps = json["layout"]!["sliders"]![0]!["steps"]!.AsArray();
        Assert.Equal(figure.Frames, steps.Select(step => (string)step!["label"]!));
        for (int frame = 0; frame < steps.Count; frame++)
        {
            JsonArray visible = steps[frame]!["args"]![1]!.AsArray();
            Assert.Equal(json["data"]!.AsArray().Count, visible.Count);
            Assert.Equal(figure.Still(frame).Panels.Sum(panel => panel.Marks.Count), visible.Count(seen => (bool)seen!));
        }
        int atFirst = json["data"]!.AsArray().Count(trace => trace!["visible"] is null);
        Assert.Equal(figure.Still(steps.Count - 1).Panels.Sum(panel => panel.Marks.Count), atFirst);
    }

    [Fact]
    public void The_pointer_over_a_trajectory_reads_glimpse_location_and_probabilities()
    {
        Rollout rollout = Samples.Roll(Samples.Options);
        JsonArray traces = Json(Charts.Trajectory(rollout, Samples.Images, 0, 7))["data"]!.AsArray();
        string[] texts = [.. traces.Select(trace => (string?)trace!["hovertext"]).OfType<string>()];
        Assert.Equal(6, texts.Length);
        Assert.StartsWith(FormattableString.Invariant($"<b>glimpse 2</b><br>location ({rollout.Locations[1, 0]:0.00}, "), texts[1], StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"7: {rollout.Probabilities[5, 7]:0.0%}"), texts[5], StringComparison.Ordinal);
    }

    [Fact]
    public void The_pointer_reads_no_negative_zero()
    {
        Rollout rollout = Samples.Roll(Samples.Options with { Glimpses = 1 });
        (rollout.Locations.Row(0)[0], rollout.Locations.Row(0)[1]) = (-0.001f, -0.0f);
        JsonArray traces = Json(Charts.Trajectory(rollout, Samples.Images))["data"]!.AsArray();
        string text = Assert.Single(traces.Select(trace => (string?)trace!["hovertext"]).OfType<string>());
        Assert.StartsWith("<b>glimpse 1</b><br>location (0.00, 0.00)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Beliefs_are_a_line_for_each_class()
    {
        Rollout rollout = Samples.Roll(Samples.Options);
        JsonArray traces = Json(Charts.Beliefs(rollout, 7))["data"]!.AsArray();
        Assert.Equal(10, traces.Count);
        Assert.Equal(rollout.Probabilities[5, 7], (float)traces[7]!["y"]![5]!, 1e-6f);
        Assert.True((double)traces[7]!["line"]!["width"]! > (double)traces[6]!["line"]!["width"]!);
        Assert.Equal(10, traces.Select(trace => ((string)trace!["line"]!["color"]!, (string)trace["line"]!["dash"]!)).Distinct().Count());
    }

    [Fact]
    public void A_heat_map_shares_out_all_rollouts_at_each_glimpse()
    {
        Rollout[] rollouts = [.. Enumerable.Range(0, 40).Select(i => Samples.Roll(Samples.Options, (ulong)i))];
        JsonArray traces = Json(Charts.HeatMap(rollouts, cells: 5))["data"]!.AsArray();
        Assert.Equal(6, traces.Count);
        Assert.All(traces, trace => Assert.Equal(
            1, trace!["z"]!.AsArray().SelectMany(row => row!.AsArray()).Sum(share => (double)share!), 1e-9));
        (float x, float y) = (rollouts[0].Locations[0, 0], rollouts[0].Locations[0, 1]);
        Assert.True((double)traces[0]!["z"]![(int)((y + 1) / 2 * 5)]![(int)((x + 1) / 2 * 5)]! >= 1 / 40.0 - 1e-9);
        Assert.Throws<ArgumentException>(() => Charts.HeatMap([]));
    }

    [Fact]
    public void A_heat_map_takes_the_shape_of_its_images()
    {
        Rollout[] rollouts = [Samples.Roll(Samples.Options)];
        Assert.Equal((380, 380), Map(null));
        Assert.Equal((380, 285), Map(new ImageBatch(1, 1, 48, 64)));
        Assert.Equal((190, 380), Map(new ImageBatch(1, 1, 64, 32)));

        (double Width, double Height) Map(ImageBatch? images)
        {
            JsonNode layout = Json(Charts.HeatMap(rollouts, images: images))["layout"]!;
            const double Bar = 80;
            return (Size("width") - Margin("l") - Margin("r") - Bar, Size("height") - Margin("t") - Margin("b"));

            double Size(string name) => (double)layout[name]!;
            double Margin(string name) => (double)layout["margin"]![name]!;
        }
    }

    [Fact]
    public void The_ground_of_a_picture_lies_below_its_panel()
    {
        JsonNode layout = Json(Samples.All["trajectory-overview"]().ToChart())["layout"]!, ground = layout["shapes"]![0]!;
        Assert.Equal(("#333333", "below"), ((string)ground["fillcolor"]!, (string)ground["layer"]!));
        (double left, double right) = Domain(layout, "xaxis", 0);
        Assert.Equal((left, right), ((double)ground["x0"]!, (double)ground["x1"]!));
        Assert.Null(Json(Samples.Line([1, 2], [3, 4]).ToChart())["layout"]!["shapes"]);
    }

    [Fact]
    public void A_trainers_log_is_one_chart()
    {
        EpochLog[] log = [.. Enumerable.Range(1, 4).Select(epoch =>
            new EpochLog(epoch, epoch * 10, epoch * 200, 1, 9 - epoch, 0.5, epoch % 2 == 0 ? 8 - epoch : null, 0.1, false))];
        JsonNode json = Json(Charts.LearningCurve([Curve.ByEpoch("", log)], logarithmic: true));
        Assert.Equal(["training", "validation"], json["data"]!.AsArray().Select(trace => (string)trace!["name"]!));
        Assert.Equal("log", (string)json["layout"]!["yaxis"]!["type"]!);
        Assert.Equal("x unified", (string)json["layout"]!["hovermode"]!);
    }

    private static JsonNode Json(GenericChart chart) => JsonNode.Parse(GenericChart.toFigureJson(chart))!;

    private static (double Start, double End) Domain(JsonNode layout, string axis, int panel)
    {
        JsonArray domain = layout[panel == 0 ? axis : $"{axis}{panel + 1}"]!["domain"]!.AsArray();
        return ((double)domain[0]!, (double)domain[1]!);
    }
}
