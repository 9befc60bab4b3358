using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ram.Figures;

namespace Ram.Tests.Figures;

/// <summary>Plotly figures against the part of plotly.js's schema that they use.</summary>
public partial class PlotlyTests
{
    // From plotly.js 4.1's Plotly.PlotSchema.get(): the attribute's path and the values that it takes.
    private static readonly Dictionary<string, Func<JsonNode?, bool>> _schema = new()
    {
        ["scatter.mode"] = OneOf("lines", "markers", "lines+markers"),
        ["scatter.x"] = IsNumbers,
        ["scatter.y"] = IsNumbers,
        ["scatter.line.color"] = IsColor,
        ["scatter.line.width"] = IsNumber,
        ["scatter.line.dash"] = OneOf("solid", "dash"),
        ["scatter.marker.color"] = IsColor,
        ["scatter.marker.size"] = IsNumber,
        ["bar.x"] = IsNumbers,
        ["bar.y"] = IsNumbers,
        ["bar.width"] = IsNumber,
        ["bar.marker.color"] = node => node is JsonArray colors && colors.All(IsColor),
        ["image.source"] = node => Text(node).StartsWith("data:image/png;base64,", StringComparison.Ordinal),
        ["image.x0"] = IsNumber,
        ["image.dx"] = IsNumber,
        ["image.y0"] = IsNumber,
        ["image.dy"] = IsNumber,
        ["image.opacity"] = IsUnit,
        ["*.type"] = OneOf("scatter", "bar", "image"),
        ["*.xaxis"] = node => AxisName().IsMatch(Text(node)),
        ["*.yaxis"] = node => AxisName().IsMatch(Text(node)),
        ["*.legend"] = node => LegendName().IsMatch(Text(node)),
        ["*.name"] = IsText,
        ["*.showlegend"] = IsBoolean,
        ["*.visible"] = node => IsBoolean(node) || OneOf("legendonly")(node),
        ["layout.width"] = IsNumber,
        ["layout.height"] = IsNumber,
        ["layout.margin.*"] = IsNumber,
        ["layout.paper_bgcolor"] = IsColor,
        ["layout.plot_bgcolor"] = IsColor,
        ["layout.font.family"] = IsText,
        ["layout.font.size"] = IsNumber,
        ["layout.font.color"] = IsColor,
        ["layout.title.text"] = IsText,
        ["layout.title.font.size"] = IsNumber,
        ["layout.title.font.color"] = IsColor,
        ["layout.title.x"] = IsUnit,
        ["layout.title.y"] = IsUnit,
        ["layout.title.xanchor"] = OneOf("left"),
        ["layout.title.yanchor"] = OneOf("top"),
        ["layout.title.yref"] = OneOf("container"),
        ["layout.showlegend"] = IsBoolean,
        ["layout.barmode"] = OneOf("overlay"),
        ["layout.hovermode"] = OneOf("closest"),
        ["layout.axis.domain"] = node => node is JsonArray { Count: 2 } ends && ends.All(IsUnit),
        ["layout.axis.anchor"] = node => AxisName().IsMatch(Text(node)),
        ["layout.axis.range"] = node => node is JsonArray { Count: 2 } ends && ends.All(IsNumber),
        ["layout.axis.type"] = OneOf("linear", "log"),
        ["layout.axis.visible"] = IsBoolean,
        ["layout.axis.zeroline"] = IsBoolean,
        ["layout.axis.showgrid"] = IsBoolean,
        ["layout.axis.gridcolor"] = IsColor,
        ["layout.axis.dtick"] = node => IsNumber(node) || OneOf("D1", "D2")(node),
        ["layout.axis.tickmode"] = OneOf("array"),
        ["layout.axis.tickvals"] = IsNumbers,
        ["layout.axis.ticktext"] = node => node is JsonArray texts && texts.All(IsText),
        ["layout.axis.title.text"] = IsText,
        ["layout.axis.title.standoff"] = IsNumber,
        ["layout.axis.title.font.size"] = IsNumber,
        ["layout.legend.orientation"] = OneOf("h", "v"),
        ["layout.legend.x"] = IsNumber,
        ["layout.legend.y"] = IsNumber,
        ["layout.legend.xanchor"] = OneOf("left"),
        ["layout.legend.yanchor"] = OneOf("top"),
        ["layout.legend.bgcolor"] = OneOf("rgba(0,0,0,0)"),
        ["layout.shapes.type"] = OneOf("rect"),
        ["layout.shapes.layer"] = OneOf("below", "above", "between"),
        ["layout.shapes.xref"] = node => AxisReference().IsMatch(Text(node)),
        ["layout.shapes.yref"] = node => AxisReference().IsMatch(Text(node)),
        ["layout.shapes.x0"] = IsNumber,
        ["layout.shapes.x1"] = IsNumber,
        ["layout.shapes.y0"] = IsNumber,
        ["layout.shapes.y1"] = IsNumber,
        ["layout.shapes.fillcolor"] = IsColor,
        ["layout.shapes.opacity"] = IsUnit,
        ["layout.shapes.line.color"] = IsColor,
        ["layout.shapes.line.width"] = IsNumber,
        ["layout.shapes.line.dash"] = OneOf("solid", "dash"),
        ["layout.annotations.x"] = IsNumber,
        ["layout.annotations.y"] = IsNumber,
        ["layout.annotations.ax"] = IsNumber,
        ["layout.annotations.ay"] = IsNumber,
        ["layout.annotations.xref"] = node => AxisReference().IsMatch(Text(node)),
        ["layout.annotations.yref"] = node => AxisReference().IsMatch(Text(node)),
        ["layout.annotations.axref"] = node => AxisReference().IsMatch(Text(node)),
        ["layout.annotations.ayref"] = node => AxisReference().IsMatch(Text(node)),
        ["layout.annotations.text"] = IsText,
        ["layout.annotations.align"] = OneOf("left", "center", "right"),
        ["layout.annotations.showarrow"] = IsBoolean,
        ["layout.annotations.arrowhead"] = IsNumber,
        ["layout.annotations.arrowcolor"] = IsColor,
        ["layout.annotations.arrowwidth"] = IsNumber,
        ["layout.annotations.xanchor"] = OneOf("left", "center", "right"),
        ["layout.annotations.yanchor"] = OneOf("top", "middle", "bottom"),
        ["layout.annotations.xshift"] = IsNumber,
        ["layout.annotations.yshift"] = IsNumber,
        ["layout.annotations.opacity"] = IsUnit,
        ["layout.annotations.font.size"] = IsNumber,
        ["layout.annotations.font.color"] = IsColor,
        ["layout.sliders.active"] = IsNumber,
        ["layout.sliders.x"] = IsNumber,
        ["layout.sliders.y"] = IsNumber,
        ["layout.sliders.len"] = IsNumber,
        ["layout.sliders.yanchor"] = OneOf("top"),
        ["layout.sliders.pad.*"] = IsNumber,
        ["layout.sliders.currentvalue.prefix"] = IsText,
        ["layout.sliders.steps.label"] = IsText,
        ["layout.sliders.steps.method"] = OneOf("animate"),
        ["layout.sliders.steps.args"] = node => node is JsonArray { Count: 2 } and [JsonArray, JsonObject],
    };

    public static IEnumerable<object[]> Names => Samples.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_still_figure_is_valid(string name) => Check(Samples.All[name]().ToPlotly());

    [Fact]
    public void An_animated_figure_is_valid()
    {
        PlotlyFigure figure = Samples.Animation().ToPlotly();
        Check(figure);
        Assert.Equal(6, figure.Frames.Count);
        Assert.Equal(6, figure.Layout["sliders"]![0]!["steps"]!.AsArray().Count);
    }

    [Fact]
    public void Every_frame_says_of_every_changing_trace_whether_it_is_seen()
    {
        PlotlyFigure figure = Samples.Animation().ToPlotly();
        foreach (JsonNode? frame in figure.Frames)
        {
            Assert.Equal(frame!["traces"]!.AsArray().Count, frame["data"]!.AsArray().Count);
            Assert.Equal(figure.Layout["shapes"]!.AsArray().Count, frame["layout"]!["shapes"]!.AsArray().Count);
            Assert.Equal(figure.Layout["annotations"]!.AsArray().Count, frame["layout"]!["annotations"]!.AsArray().Count);
        }
    }

    [Fact]
    public void Values_are_those_of_the_figure_and_a_gap_is_null()
    {
        JsonNode trace = Samples.Line([1, 2, 3], [0.125, double.NaN, 1e-7]).ToPlotly().Data[0]!;
        Assert.Equal("[0.125,null,1E-07]", trace["y"]!.ToJsonString());
    }

    [Fact]
    public void Json_is_what_newPlot_takes()
    {
        using JsonDocument json = JsonDocument.Parse(Samples.Animation().ToPlotly().ToJson());
        Assert.Equal(["data", "layout", "frames"], json.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Html_carries_the_figure_and_its_alternative_text()
    {
        Figure figure = Samples.Line([1, 2], [1, 2]) with { AltText = "\"<script>\"" };
        string html = figure.ToPlotly().ToHtml();
        Assert.Contains("aria-label=\"&quot;&lt;script&gt;&quot;\"", html, StringComparison.Ordinal);
        Assert.Single(OpeningScript().Matches(html));
    }

    private static void Check(PlotlyFigure figure)
    {
        foreach (JsonNode? trace in figure.Data)
            CheckObject(Text(trace!["type"]), trace);
        CheckObject("layout", figure.Layout);
        foreach (JsonNode? frame in figure.Frames)
        {
            Assert.Equal(["name", "data", "traces", "layout"], frame!.AsObject().Select(property => property.Key));
            CheckObject("layout", frame["layout"]!);
            for (int i = 0; i < frame["data"]!.AsArray().Count; i++)
                CheckObject(Text(figure.Data[frame["traces"]![i]!.GetValue<int>()]!["type"]), frame["data"]![i]!);
        }
    }

    private static void CheckObject(string path, JsonNode? node)
    {
        foreach ((string key, JsonNode? value) in Assert.IsType<JsonObject>(node))
        {
            string name = path == "layout" ? AxisKey().Replace(LegendKey().Replace(key, "legend"), "axis") : key;
            if (Allowed(path, name) is { } allows)
                Assert.True(allows(value), $"{path}.{name} may not be {value?.ToJsonString()}");
            else if (value is JsonArray items)
                foreach (JsonNode? item in items)
                    CheckObject($"{path}.{name}", item);
            else
                CheckObject($"{path}.{name}", value is JsonObject ? value : throw new InvalidDataException($"{path}.{name} is unknown."));
        }
    }

    // "*.name" is an attribute of every trace, "layout.margin.*" every attribute of the margin.
    private static Func<JsonNode?, bool>? Allowed(string path, string name)
    {
        string[] keys = path.Contains('.', StringComparison.Ordinal) || path == "layout"
            ? [$"{path}.{name}", $"{path}.*"]
            : [$"{path}.{name}", $"*.{name}"];
        return keys.Where(_schema.ContainsKey).Select(key => _schema[key]).FirstOrDefault((Func<JsonNode?, bool>?)null);
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? _);

    private static bool IsBoolean(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool _);

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;

    private static bool IsUnit(JsonNode? node) =>
        IsNumber(node) && double.Parse(node!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) is >= 0 and <= 1;

    private static bool IsNumbers(JsonNode? node) => node is JsonArray items && items.All(item => item is null || IsNumber(item));

    private static bool IsColor(JsonNode? node) => Color().IsMatch(Text(node));

    private static Func<JsonNode?, bool> OneOf(params string[] allowed) => node => allowed.Contains(Text(node));

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Color();

    [GeneratedRegex("^[xy]([2-9]|[1-9][0-9]+)?$")]
    private static partial Regex AxisName();

    [GeneratedRegex("^(paper|[xy]([2-9]|[1-9][0-9]+)?( domain)?)$")]
    private static partial Regex AxisReference();

    [GeneratedRegex("^legend([2-9]|[1-9][0-9]+)?$")]
    private static partial Regex LegendName();

    [GeneratedRegex("^[xy]axis[0-9]*$")]
    private static partial Regex AxisKey();

    [GeneratedRegex("^legend[0-9]*$")]
    private static partial Regex LegendKey();

    [GeneratedRegex("<script")]
    private static partial Regex OpeningScript();
}
