using System.Globalization;
using System.Text.Json.Nodes;

namespace Ram.Figures.Rendering;

/// <summary>
/// Turns a figure into traces and a layout of plotly.js. Plots keep the places that the SVG gives them; rectangles become
/// shapes and texts annotations, as plotly.js has no traces for them.
/// </summary>
internal sealed class PlotlyConverter
{
    // Above the title plotly.js shows its buttons.
    private const double SliderHeight = 70, ButtonsHeight = 26;

    // Not drawn; unlike with false, plotly.js still checks and keeps the rest of the trace.
    private const string Hidden = "legendonly";

    private readonly FigureLayout _layout;
    private readonly double _height;
    private readonly JsonArray _data = [];
    private readonly List<FrameRange?> _dataFrames = [];
    private readonly List<(FrameRange? Frames, JsonObject Shape)> _shapes = [];
    private readonly List<(FrameRange? Frames, JsonObject Annotation)> _annotations = [];

    private PlotlyConverter(Figure figure)
    {
        _layout = new FigureLayout(figure);
        _height = _layout.CaptionTop;
    }

    public static PlotlyFigure Convert(Figure figure, IReadOnlyList<string> frames, string sliderLabel = "")
    {
        var converter = new PlotlyConverter(figure);
        JsonObject layout = converter.MakeLayout(figure);
        for (int i = 0; i < converter._layout.Panels.Count; i++)
            converter.AddPanel(layout, converter._layout.Panels[i], i);
        if (figure.Panels.Any(panel => panel.Marks.OfType<BarsMark>().Any()))
            layout["barmode"] = "overlay";
        int shown = frames.Count - 1;
        layout["shapes"] = Seen(converter._shapes, shown);
        layout["annotations"] = Seen(converter._annotations, shown);
        if (frames.Count > 0)
            converter.AddSlider(layout, frames, sliderLabel);
        for (int i = 0; i < converter._data.Count; i++)
            if (shown >= 0 && converter._dataFrames[i]?.Contains(shown) == false)
                converter._data[i]!["visible"] = Hidden;
        return new PlotlyFigure(converter._data, layout, converter.MakeFrames(frames)) { AltText = figure.AltText };
    }

    private JsonObject MakeLayout(Figure figure) => new()
    {
        ["width"] = Math.Ceiling(_layout.Width),
        ["height"] = Math.Ceiling(_height + ButtonsHeight),
        ["margin"] = new JsonObject { ["l"] = 0, ["r"] = 0, ["t"] = ButtonsHeight, ["b"] = 0 },
        ["paper_bgcolor"] = Palette.Paper,
        ["plot_bgcolor"] = Palette.Paper,
        ["font"] = new JsonObject { ["family"] = TextMetrics.FontFamily, ["size"] = Style.LabelSize, ["color"] = Palette.SoftInk },
        ["title"] = new JsonObject
        {
            ["text"] = $"<b>{string.Join("<br>", _layout.Title.Select(SvgWriter.Escape))}</b>",
            ["font"] = new JsonObject { ["size"] = Style.TitleSize, ["color"] = Palette.Ink },
            ["x"] = Style.Margin / _layout.Width,
            ["xanchor"] = "left",
            ["y"] = TitlePlace(_height + ButtonsHeight),
            ["yanchor"] = "top",
            ["yref"] = "container",
        },
        ["showlegend"] = figure.Panels.Any(panel => panel.Marks.Any(mark => mark.Name is not null)),
        ["hovermode"] = "closest",
    };

    private void AddPanel(JsonObject layout, PanelLayout panel, int index)
    {
        // plotly.js drops axes without a trace; a panel that only keeps a place in the grid has none to lose.
        if (panel.Panel is { Marks.Count: 0, X.Visible: false, Y.Visible: false, Background: null } && panel.Title.Count == 0)
            return;
        string number = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        var place = new Place(panel, "x" + number, "y" + number, "legend" + number);
        double left = panel.PlotX / _layout.Width, right = (panel.PlotX + panel.Panel.Width) / _layout.Width;
        double top = 1 - panel.PlotY / _height, bottom = 1 - (panel.PlotY + panel.Panel.Height) / _height;
        layout["xaxis" + number] = MakeAxis(panel.Panel.X, panel.X, place.Y, left, right, panel.Panel.X.Label);
        layout["yaxis" + number] = MakeAxis(panel.Panel.Y, panel.Y, place.X, bottom, top, null);
        if (panel.Legend.Count > 0)
            layout[place.Legend] = new JsonObject
            {
                ["orientation"] = "h",
                ["x"] = (panel.PlotX - panel.Left) / _layout.Width,
                ["xanchor"] = "left",
                ["y"] = 1 - (panel.PlotY - panel.Top + panel.Title.Count * Style.PanelTitleLine - 6) / _height,
                ["yanchor"] = "top",
                ["bgcolor"] = "rgba(0,0,0,0)",
            };
        double textX = (panel.PlotX - panel.Left) / _layout.Width;
        if (panel.Title.Count > 0)
            AddPaperText(textX, 1 - (panel.PlotY - panel.Top) / _height,
                $"<b>{string.Join("<br>", panel.Title.Select(SvgWriter.Escape))}</b>", Palette.Ink, "top");
        if (panel.Panel.Y is { Visible: true, Label: { } label })
            AddPaperText(textX, 1 - (panel.PlotY - 11) / _height, SvgWriter.Escape(label), Palette.SoftInk, "bottom");
        if (panel.Panel.Background is { } background)
            _shapes.Add((null, new JsonObject
            {
                ["type"] = "rect",
                ["layer"] = "below",
                ["fillcolor"] = background,
                ["xref"] = place.X + " domain",
                ["yref"] = place.Y + " domain",
                ["x0"] = 0,
                ["x1"] = 1,
                ["y0"] = 0,
                ["y1"] = 1,
                ["line"] = new JsonObject { ["width"] = 0 },
            }));
        var legends = new HashSet<string>();
        for (int i = 0; i < panel.Panel.Marks.Count; i++)
            AddMark(place, panel.Panel.Marks[i], panel.Colors[i], legends);
    }

    private static JsonObject MakeAxis(
        Axis axis, AxisScale scale, string anchor, double start, double end, string? label)
    {
        (double low, double high) = scale.Logarithmic ? (Math.Log10(scale.Min), Math.Log10(scale.Max)) : (scale.Min, scale.Max);
        var made = new JsonObject
        {
            ["domain"] = Numbers([start, end]),
            ["anchor"] = anchor,
            ["range"] = Numbers(axis.Descending ? [high, low] : [low, high]),
            ["type"] = scale.Logarithmic ? "log" : "linear",
            ["visible"] = axis.Visible,
        };
        if (!axis.Visible)
            return made;
        bool grid = anchor[0] == 'x' && axis.Categories is null;
        made["zeroline"] = false;
        made["showgrid"] = grid;
        if (grid)
            made["gridcolor"] = Palette.Grid;
        if (scale.Logarithmic)
            made["dtick"] = high - low < 3 ? "D2" : 1;
        if (label is not null)
            made["title"] = new JsonObject { ["text"] = SvgWriter.Escape(label), ["standoff"] = 4, ["font"] = new JsonObject { ["size"] = Style.LabelSize } };
        if (axis.Categories is { } names)
        {
            made["tickmode"] = "array";
            made["tickvals"] = Numbers([.. Enumerable.Range(0, names.Count).Select(i => (double)i)]);
            made["ticktext"] = new JsonArray([.. names.Select(name => JsonValue.Create(SvgWriter.Escape(name)))]);
        }
        return made;
    }

    private void AddMark(Place place, Mark mark, string color, HashSet<string> legends)
    {
        switch (mark)
        {
            case ImageMark image:
                AddTrace(place, mark, legends, new JsonObject
                {
                    ["type"] = "image",
                    ["source"] = PngData.Uri(image),
                    ["x0"] = image.Area.X + image.Area.Width / image.PixelWidth / 2,
                    ["dx"] = image.Area.Width / image.PixelWidth,
                    ["y0"] = image.Area.Y + image.Area.Height / image.PixelHeight / 2,
                    ["dy"] = image.Area.Height / image.PixelHeight,
                    ["opacity"] = image.Opacity,
                });
                break;
            case LineMark line:
                AddLine(place, line, color, legends);
                break;
            case PointsMark points:
                AddTrace(place, mark, legends, new JsonObject
                {
                    ["type"] = "scatter",
                    ["mode"] = "markers",
                    ["x"] = Numbers(points.X),
                    ["y"] = Numbers(points.Y),
                    ["marker"] = new JsonObject { ["color"] = color, ["size"] = 2 * points.Radius },
                });
                break;
            case BarsMark bars:
                AddTrace(place, mark, legends, new JsonObject
                {
                    ["type"] = "bar",
                    ["x"] = Numbers([.. Enumerable.Range(0, bars.Values.Count).Select(i => (double)i)]),
                    ["y"] = Numbers(bars.Values),
                    ["width"] = bars.Fill,
                    ["marker"] = new JsonObject
                    {
                        ["color"] = new JsonArray([.. Enumerable.Range(0, bars.Values.Count)
                            .Select(i => JsonValue.Create(i == bars.Emphasis ? bars.EmphasisColor : color))]),
                    },
                });
                break;
            case RectanglesMark boxes:
                foreach (Box box in boxes.Boxes)
                    _shapes.Add((mark.Frames, MakeShape(place, boxes, box, color)));
                break;
            case TextMark text:
                _annotations.Add((mark.Frames, MakeAnnotation(place, text)));
                break;
        }
    }

    private void AddLine(Place place, LineMark line, string color, HashSet<string> legends)
    {
        AddTrace(place, line, legends, new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = line.X.Count == 1 ? "lines+markers" : "lines",
            ["x"] = Numbers(line.X),
            ["y"] = Numbers(line.Y),
            ["line"] = new JsonObject { ["color"] = color, ["width"] = line.Width, ["dash"] = line.Dashed ? "dash" : "solid" },
        });
        int last = Math.Min(line.X.Count, line.Y.Count) - 1;
        if (!line.Arrow || last < 1)
            return;
        _annotations.Add((line.Frames, new JsonObject
        {
            ["x"] = place.Position(place.X, line.X[last]),
            ["y"] = place.Position(place.Y, line.Y[last]),
            ["ax"] = place.Position(place.X, line.X[last - 1]),
            ["ay"] = place.Position(place.Y, line.Y[last - 1]),
            ["xref"] = place.X,
            ["yref"] = place.Y,
            ["axref"] = place.X,
            ["ayref"] = place.Y,
            ["text"] = "",
            ["showarrow"] = true,
            ["arrowhead"] = 2,
            ["arrowcolor"] = color,
            ["arrowwidth"] = line.Width,
        }));
    }

    private void AddTrace(Place place, Mark mark, HashSet<string> legends, JsonObject trace)
    {
        trace["xaxis"] = place.X;
        trace["yaxis"] = place.Y;
        if (mark is not ImageMark)
        {
            trace["showlegend"] = mark.Name is not null && legends.Add(mark.Name);
            trace["legend"] = place.Legend;
        }
        if (mark.Name is not null)
            trace["name"] = SvgWriter.Escape(mark.Name);
        _data.Add(trace);
        _dataFrames.Add(mark.Frames);
    }

    private static JsonObject MakeShape(Place place, RectanglesMark boxes, Box box, string color)
    {
        var shape = new JsonObject
        {
            ["type"] = "rect",
            ["xref"] = place.X,
            ["yref"] = place.Y,
            ["x0"] = box.X,
            ["x1"] = box.X + box.Width,
            ["y0"] = box.Y,
            ["y1"] = box.Y + box.Height,
            ["line"] = boxes.StrokeWidth > 0
                ? new JsonObject { ["color"] = color, ["width"] = boxes.StrokeWidth, ["dash"] = boxes.Dashed ? "dash" : "solid" }
                : new JsonObject { ["width"] = 0 },
        };
        if (boxes.Fill is not null)
            shape["fillcolor"] = boxes.Fill;
        return shape;
    }

    private static JsonObject MakeAnnotation(Place place, TextMark text)
    {
        string words = text.Subscripts
            ? string.Concat(TextMetrics.Runs(text.Text).Select(run =>
                run.Lowered ? $"<sub>{SvgWriter.Escape(run.Text)}</sub>" : SvgWriter.Escape(run.Text)))
            : SvgWriter.Escape(text.Text);
        return new JsonObject
        {
            ["x"] = place.Position(place.X, text.X),
            ["y"] = place.Position(place.Y, text.Y),
            ["xref"] = place.X,
            ["yref"] = place.Y,
            ["text"] = text.Bold ? $"<b>{words}</b>" : words,
            ["showarrow"] = false,
            ["xanchor"] = text.Anchor switch { TextAnchor.Start => "left", TextAnchor.End => "right", _ => "center" },
            ["yanchor"] = "middle",
            ["xshift"] = text.ShiftX,
            ["yshift"] = -text.ShiftY,
            ["font"] = new JsonObject { ["size"] = text.Size, ["color"] = text.Color ?? Palette.SoftInk },
        };
    }

    private void AddPaperText(double x, double y, string text, string color, string anchor) =>
        _annotations.Add((null, new JsonObject
        {
            ["x"] = x,
            ["y"] = y,
            ["xref"] = "paper",
            ["yref"] = "paper",
            ["text"] = text,
            ["align"] = "left",
            ["showarrow"] = false,
            ["xanchor"] = "left",
            ["yanchor"] = anchor,
            ["font"] = new JsonObject { ["size"] = Style.LabelSize, ["color"] = color },
        }));

    private void AddSlider(JsonObject layout, IReadOnlyList<string> frames, string label)
    {
        double height = Math.Ceiling(_height + ButtonsHeight + SliderHeight);
        layout["height"] = height;
        layout["margin"]!["b"] = SliderHeight;
        layout["title"]!["y"] = TitlePlace(height);
        layout["sliders"] = new JsonArray(new JsonObject
        {
            ["active"] = frames.Count - 1,
            ["x"] = Style.Margin / _layout.Width,
            ["len"] = 1 - 2 * Style.Margin / _layout.Width,
            ["y"] = 0,
            ["yanchor"] = "top",
            ["pad"] = new JsonObject { ["t"] = 12, ["b"] = 8 },
            ["currentvalue"] = new JsonObject { ["prefix"] = SvgWriter.Escape(label) + ": " },
            ["steps"] = new JsonArray([.. frames.Select((name, i) => new JsonObject
            {
                ["label"] = SvgWriter.Escape(name),
                ["method"] = "animate",
                ["args"] = new JsonArray(new JsonArray(FrameName(i)), new JsonObject
                {
                    ["mode"] = "immediate",
                    ["frame"] = new JsonObject { ["duration"] = 0, ["redraw"] = true },
                    ["transition"] = new JsonObject { ["duration"] = 0 },
                }),
            })]),
        });
    }

    private JsonArray MakeFrames(IReadOnlyList<string> frames)
    {
        int[] changing = [.. Enumerable.Range(0, _data.Count).Where(i => _dataFrames[i] is not null)];
        return new JsonArray([.. Enumerable.Range(0, frames.Count).Select(frame => new JsonObject
        {
            ["name"] = FrameName(frame),
            ["data"] = new JsonArray([.. changing.Select(
                i => new JsonObject { ["visible"] = _dataFrames[i]!.Value.Contains(frame) ? true : Hidden })]),
            ["traces"] = new JsonArray([.. changing.Select(i => JsonValue.Create(i))]),
            ["layout"] = new JsonObject { ["shapes"] = Seen(_shapes, frame), ["annotations"] = Seen(_annotations, frame) },
        })]);
    }

    // Every list has the same length in every frame, as plotly.js merges them item by item; what is not seen is transparent.
    private static JsonArray Seen(List<(FrameRange? Frames, JsonObject Item)> items, int frame) =>
        new([.. items.Select(item =>
        {
            JsonNode copy = item.Item.DeepClone();
            if (frame >= 0 && item.Frames is { } range)
                copy["opacity"] = range.Contains(frame) ? 1 : 0;
            return copy;
        })]);

    private static double TitlePlace(double height) => 1 - (ButtonsHeight + Style.Margin) / height;

    private static string FrameName(int frame) => frame.ToString(CultureInfo.InvariantCulture);

    private static JsonArray Numbers(IReadOnlyList<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? JsonValue.Create(value) : null)]);

    private sealed record Place(PanelLayout Panel, string X, string Y, string Legend)
    {
        /// <summary>Annotations are placed by the logarithm on a logarithmic axis.</summary>
        public double Position(string axis, double value) =>
            (axis[0] == 'x' ? Panel.X : Panel.Y).Logarithmic ? Math.Log10(value) : value;
    }
}
