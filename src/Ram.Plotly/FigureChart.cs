using System.Net;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Ram.Figures;
using Box = Ram.Figures.Box;
using Figure = Ram.Figures.Figure;

namespace Ram.Plotly;

/// <summary>A chart in the making: traces with the frames in which they are seen, and axes for each panel.</summary>
// Axes, titles, lines and markers get the types of Plotly.NET, whose own styling replaces what is of any other type.
internal sealed class FigureChart
{
    private const double MarginLeft = 60, MarginRight = 20, MarginTop = 78, MarginBottom = 60;
    private const double LegendWidth = 170, SliderHeight = 90;
    private const double CaptionLine = 16, CaptionLetter = 6.5, TitleLine = 32, TitleLetter = 9;

    private readonly List<(Trace2D Trace, Func<int, bool> IsSeen)> _traces = [];
    private readonly List<Annotation> _annotations = [];
    private readonly List<Shape> _grounds = [];
    private readonly HashSet<string> _legend = [];
    private readonly double _plotHeight;
    private double _above = MarginTop, _below = MarginBottom;

    public FigureChart(Figure figure)
    {
        IReadOnlyList<Box> places = figure.Places;
        (double left, double top) = (places.Min(place => place.X), places.Min(place => place.Y));
        double width = places.Max(place => place.X + place.Width) - left;
        _plotHeight = places.Max(place => place.Y + place.Height) - top;
        foreach ((int i, Panel panel) in figure.Panels.Index())
        {
            // plotly.js drops axes without a trace; a panel that only keeps a place in the grid has none to lose.
            if (panel.Marks.Count == 0 && !panel.X.Visible)
                continue;
            AddAxes(panel, i, places[i] with { X = places[i].X - left, Y = places[i].Y - top }, width);
            foreach ((Mark mark, string color) in panel.ColoredMarks)
                Add(i, mark.IsSeen, NewTrace(mark, color));
        }
        List<string> caption = Lines(figure.Caption, width / CaptionLetter);
        if (caption.Count > 0)
        {
            AddText(string.Join("<br>", caption), 0, 0, "top", shift: -MarginBottom);
            _below += CaptionLine * (caption.Count + 1);
        }
        width += MarginLeft + MarginRight + (_legend.Count > 0 ? LegendWidth : 0);
        List<string> title = Lines(figure.Title, width / TitleLetter);
        _above += TitleLine * (title.Count - 1);
        Fill(Layout, [
            // Low enough to clear the buttons in the corner, above the titles of panels.
            ("title", Fill(new Title(), ("text", string.Join("<br>", title)), ("x", 0.02), ("y", 1), ("yref", "paper"),
                ("yanchor", "bottom"), ("pad", Fill(new Padding(), ("b", 30))))), ("width", (int)width),
            ("font", Fill(new Font(), ("color", Palette.SoftInk), ("size", 12))), ("paper_bgcolor", Palette.Paper),
            ("plot_bgcolor", Palette.Paper), ("showlegend", _legend.Count > 0), ("hovermode", "closest"),
            ("barmode", figure.Panels.Any(panel => panel.Marks.Any(mark => mark is BarsMark)) ? "overlay" : null)]);
    }

    /// <summary>All but the traces, to be added to.</summary>
    public Layout Layout { get; } = new();

    /// <summary>Adds a trace to a panel, seen in some frames.</summary>
    public void Add(int panel, Func<int, bool> isSeen, Trace2D trace) =>
        _traces.Add((Fill(trace, [("xaxis", Id("x", panel)), ("yaxis", Id("y", panel))]), isSeen));

    /// <summary>The chart; with frames, a slider shows the traces of one at a time, first those of the last.</summary>
    public GenericChart ToChart(IReadOnlyList<string> frames, string sliderLabel)
    {
        if (frames.Count > 0)
            AddSlider(sliderLabel, frames);
        Fill(Layout, [
            ("height", (int)(_above + _plotHeight + _below)), ("annotations", _annotations.ToArray()),
            ("shapes", _grounds.Count > 0 ? _grounds.ToArray() : null),
            ("margin", Fill(new Margin(), ("l", MarginLeft), ("r", MarginRight), ("t", _above), ("b", _below)))]);
        Trace[] traces = [.. _traces.Select(entry => entry.Trace)];
        return GenericChart.setLayout(Layout, GenericChart.ofTraceObjects(true, traces));
    }

    /// <summary>Sets the properties of an object of Plotly.NET; null values are left out.</summary>
    /// <remarks>From C#, the <c>init</c> of these types wants every one of its dozens of arguments.</remarks>
    public static T Fill<T>(T target, params ReadOnlySpan<(string Name, object? Value)> values)
        where T : DynamicObj.DynamicObj
    {
        foreach ((string name, object? value) in values)
            if (value is not null)
                target.SetProperty(name, value);
        return target;
    }

    private static string Id(string letter, int panel) => panel == 0 ? letter : $"{letter}{panel + 1}";

    private Trace2D NewTrace(Mark mark, string color) => mark switch
    {
        ImageMark { Area: Box area } image => Fill(new Trace2D("image"),
            ("source", image.ToDataUri()), ("opacity", image.Opacity), ("hoverinfo", "skip"),
            ("x0", area.X + area.Width / image.PixelWidth / 2), ("dx", area.Width / image.PixelWidth),
            ("y0", area.Y + area.Height / image.PixelHeight / 2), ("dy", area.Height / image.PixelHeight)),
        LineMark line => Scatter(mark, line.X, line.Y, line.X.Count == 1 ? "lines+markers" : "lines",
            ("line", NewLine(color, line.Width, line.Dashed))),
        PointsMark points => Scatter(mark, points.X, points.Y, "markers",
            ("marker", Fill(new Marker(), ("color", color), ("size", 2 * points.Radius)))),
        RectanglesMark boxes => Scatter(mark, // around each box, with a gap before the next
            [.. boxes.Boxes.SelectMany(_ => new[] { 0, 1, 1, 0, 0, double.NaN }, (box, at) => box.X + at * box.Width)],
            [.. boxes.Boxes.SelectMany(_ => new[] { 0, 0, 1, 1, 0, double.NaN }, (box, at) => box.Y + at * box.Height)],
            "lines", ("line", NewLine(color, boxes.StrokeWidth, dashed: false)), ("hoverinfo", "skip"),
            ("fill", boxes.Fill is null ? null : "toself"), ("fillcolor", boxes.Fill)),
        BarsMark bars => Fill(new Trace2D("bar"),
            ("x", Enumerable.Range(0, bars.Values.Count).ToArray()), ("y", Numbers(bars.Values)),
            ("width", BarsMark.Width), ("showlegend", false), ("marker", Fill(new Marker(), ("color", bars.Values
                .Select((_, i) => i == bars.Emphasis ? bars.EmphasisColor : color).ToArray())))),
        TextMark text => Scatter(mark, [text.X], [text.Y], "text",
            ("text", text.Bold ? $"<b>{WebUtility.HtmlEncode(text.Text)}</b>" : WebUtility.HtmlEncode(text.Text)),
            ("textposition", (text.ShiftY < 0 ? "top " : text.ShiftY > 0 ? "bottom " : "middle ")
                + (text.Align < 0.25 ? "right" : text.Align > 0.75 ? "left" : "center")), ("hoverinfo", "skip"),
            ("textfont", Fill(new Font(), ("color", text.Color ?? Palette.SoftInk), ("size", text.Size)))),
        _ => throw new NotSupportedException($"There is no trace for a {mark.GetType().Name}."),
    };

    private Trace2D Scatter(
        Mark mark, IReadOnlyList<double> x, IReadOnlyList<double> y, string mode,
        params ReadOnlySpan<(string Name, object? Value)> values)
    {
        string? name = string.IsNullOrEmpty(mark.Name) ? null : mark.Name;
        return Fill(Fill(new Trace2D("scatter"), values),
            [("mode", mode), ("x", Numbers(x)), ("y", Numbers(y)), ("name", WebUtility.HtmlEncode(name)),
                ("legendgroup", name), ("showlegend", name is not null && _legend.Add(name))]);
    }

    private static Line NewLine(string color, double width, bool dashed) =>
        Fill(new Line(), ("color", color), ("width", width), ("dash", dashed ? "dash" : "solid"));

    // What is not finite is a gap.
    private static double?[] Numbers(IReadOnlyList<double> values) =>
        [.. values.Select(value => double.IsFinite(value) ? value : (double?)null)];

    private void AddAxes(Panel panel, int index, Box place, double width)
    {
        double top = 1 - place.Y / _plotHeight, left = place.X / width;
        double right = Math.Min(1, left + place.Width / width), bottom = Math.Max(0, top - place.Height / _plotHeight);
        Fill(Layout, [
            (Id("xaxis", index), NewAxis(panel.X, Id("y", index), left, right)),
            (Id("yaxis", index), NewAxis(panel.Y, Id("x", index), bottom, top))]);
        if (panel.Background is not null)
            _grounds.Add(Fill(new Shape(), ("type", "rect"), ("layer", "below"), ("xref", "paper"), ("yref", "paper"),
                ("x0", left), ("x1", right), ("y0", bottom), ("y1", top), ("fillcolor", panel.Background),
                ("line", Fill(new Line(), ("width", 0)))));
        if (panel.Title is not null)
            AddText($"<b>{WebUtility.HtmlEncode(panel.Title)}</b>", left, top, "bottom", shift: 4);
    }

    private static LinearAxis NewAxis(Axis axis, string anchor, double start, double end)
    {
        bool grid = axis.Visible && axis.Categories is null;
        double?[] range = [.. new[] { axis.Min, axis.Max }
            .Select(end => axis.Logarithmic && end is { } value ? Math.Log10(value) : end)];
        if (axis.Descending)
            Array.Reverse(range);
        bool fromZero = axis is { Min: 0, Max: null, Descending: false, Logarithmic: false };
        bool ranged = range.Any(end => end is not null);
        return Fill(new LinearAxis(),
            ("domain", new[] { start, end }), ("anchor", anchor), ("visible", axis.Visible),
            ("type", axis.Logarithmic ? "log" : "linear"), ("gridcolor", grid ? Palette.Grid : null),
            ("zeroline", axis.Visible ? false : null), ("showgrid", axis.Visible ? grid : null),
            ("title", axis.Label is not { } label
                ? null
                : Fill(new Title(), ("text", WebUtility.HtmlEncode(label)), ("standoff", 6))),
            ("rangemode", fromZero ? "tozero" : null), ("range", ranged && !fromZero ? range : null),
            ("autorange", axis.Descending && !ranged ? "reversed" : null),
            ("tickvals", axis.Categories?.Select((_, i) => i).ToArray()),
            ("ticktext", axis.Categories?.Select(name => WebUtility.HtmlEncode(name)).ToArray()));
    }

    private void AddText(string html, double x, double y, string anchor, double shift) =>
        _annotations.Add(Fill(new Annotation(),
            ("text", html), ("x", x), ("y", y), ("xref", "paper"), ("yref", "paper"), ("xanchor", "left"),
            ("yanchor", anchor), ("yshift", shift), ("align", "left"), ("showarrow", false)));

    // A text broken between words, for HTML.
    private static List<string> Lines(string? text, double letters)
    {
        var lines = new List<string>();
        foreach (string word in (WebUtility.HtmlEncode(text) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (lines.Count > 0 && lines[^1].Length + word.Length < letters)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        return lines;
    }

    private void AddSlider(string label, IReadOnlyList<string> frames)
    {
        int last = frames.Count - 1;
        // It hides a trace as false does, but lets plotly.js fill in the trace's other properties.
        foreach ((Trace2D trace, _) in _traces.Where(entry => !entry.IsSeen(last)))
            trace.SetProperty("visible", "legendonly");
        SliderStep[] steps = [.. frames.Select((name, frame) => Fill(new SliderStep(),
            ("label", name), ("method", "restyle"),
            ("args", new object[] { "visible", _traces.Select(entry => entry.IsSeen(frame)).ToArray() })))];
        Layout.SetProperty("sliders", new[]
        {
            Fill(new Slider(), ("active", last), ("steps", steps), ("pad", Fill(new Padding(), ("t", _below))),
                ("currentvalue", Fill(new SliderCurrentValue(), ("prefix", label + ": ")))),
        });
        _below += SliderHeight;
    }
}
