using System.Net;
using Plotly.NET;
using Plotly.NET.TraceObjects;
using Ram.Figures;
using Ram.Images;
using Ram.Model;
using static System.FormattableString;
using Figure = Ram.Figures.Figure;

namespace Ram.Plotly;

/// <summary>
/// The library's figures and objects as Plotly.NET charts, to hover, zoom, restyle and combine with one's own.
/// </summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// LabelledImages digits = Mnist.Load().Validation;
/// Rollout rollout = model.Look(digits.Images.Single(0));
/// GenericChart chart = Charts.Trajectory(rollout, digits.Images, index: 0, digits.Labels[0]);
/// </code></example>
public static class Charts
{
    /// <summary>A figure as a chart: a trace for each mark, axes for each panel, a slider over its frames.</summary>
    /// <param name="figure">The figure.</param>
    public static GenericChart ToChart(this Figure figure) =>
        new FigureChart(figure).ToChart(figure.Frames, figure.SliderLabel);

    /// <summary>
    /// Where a model looked, what it saw and what it believed, with a slider over the glimpses; the pointer shows a
    /// glimpse's location and the most probable classes after it.
    /// </summary>
    /// <inheritdoc cref="Figures.Trajectory.Animate"/>
    public static GenericChart Trajectory(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        Figure figure = Figures.Trajectory.Animate(rollout, images, index, label);
        var chart = new FigureChart(figure);
        foreach (int t in Enumerable.Range(0, rollout.Options.Glimpses))
        {
            (float x, float y) = (rollout.Locations[t, 0], rollout.Locations[t, 1]);
            // The figure has its dots; this one, unseen, is what the pointer meets.
            chart.Add(0, frame => frame >= t, FigureChart.Fill(new Trace2D("scatter"),
                ("mode", "markers"), ("showlegend", false), ("hoverinfo", "text"), ("hovertext", HoverText(rollout, t)),
                ("x", new[] { 0.5 * (x + 1) * images.Width }), ("y", new[] { 0.5 * (y + 1) * images.Height }),
                ("opacity", 0.0), ("marker", FigureChart.Fill(new Marker(), ("size", 14)))));
        }
        return chart.ToChart(figure.Frames, figure.SliderLabel);
    }

    /// <summary>
    /// The probability of each class after each glimpse, a line for each class; dashed where colours come again.
    /// </summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="label">The image's class, whose line is thick; null if it is not known.</param>
    public static GenericChart Beliefs(Rollout rollout, int? label = null)
    {
        double[] glimpses = [.. Enumerable.Range(1, rollout.Options.Glimpses).Select(t => (double)t)];
        LineMark[] lines = [.. Enumerable.Range(0, rollout.Options.Classes).Select(category =>
            new LineMark(
                glimpses, [.. glimpses.Select(t => (double)rollout.Probabilities[(int)t - 1, category])],
                category == label ? 4 : 1.5, category >= Palette.Series.Count) { Name = rollout.NameOf(category) })];
        string altText = $"A line for each of {lines.Length} classes over {glimpses.Length} glimpses.";
        var panel = new Panel { Marks = lines, X = new("Glimpse", Whole: true), Y = new("Probability", 0, 1) };
        return Figure.Of("The probability of each class after each glimpse", altText, panel).ToChart();
    }

    /// <summary>The errors of runs; the pointer shows those of all runs at its place.</summary>
    /// <inheritdoc cref="Figures.LearningCurve.Of(IReadOnlyList{Curve}, string, bool, string)"/>
    public static GenericChart LearningCurve(
        IReadOnlyList<Curve> curves, string xLabel = "Epoch", bool logarithmic = false)
    {
        var chart = new FigureChart(Figures.LearningCurve.Of(curves, xLabel, logarithmic));
        chart.Layout.SetProperty("hovermode", "x unified");
        return chart.ToChart([], "");
    }

    /// <summary>Where a policy looks, with a slider over the glimpses; the pointer shows the share of a cell.</summary>
    /// <param name="rollouts">Rollouts of one model.</param>
    /// <param name="cells">The cells of the map, across and down.</param>
    /// <param name="images">The images that they looked at, whose shape the map takes; null for a square.</param>
    /// <exception cref="ArgumentException">When there is no rollout.</exception>
    public static GenericChart HeatMap(IReadOnlyList<Rollout> rollouts, int cells = 14, ImageBatch? images = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
        if (rollouts.Count == 0)
            throw new ArgumentException("A heat map needs at least one rollout.", nameof(rollouts));
        int longer = Math.Max(images?.Width ?? 1, images?.Height ?? 1);
        (int width, int height) = (380 * (images?.Width ?? 1) / longer, 380 * (images?.Height ?? 1) / longer);
        Axis x = new("x", -1, 1), y = new("y", -1, 1, Descending: true);
        var map = new Panel(Width: width, Height: height) { Marks = [], X = x, Y = y };
        string title = $"Where the policy looks, {rollouts.Count} rollouts";
        var chart = new FigureChart(Figure.Of(title, "The share of rollouts in each cell, for each glimpse.", map));
        chart.Layout.SetProperty("width", width + 160); // with the colour bar
        double[] centres = [.. Enumerable.Range(0, cells).Select(cell => (2 * cell + 1.0) / cells - 1)];
        int glimpses = rollouts[0].Options.Glimpses;
        foreach (int t in Enumerable.Range(0, glimpses))
            chart.Add(0, frame => frame == t, FigureChart.Fill(new Trace2D("heatmap"),
                ("x", centres), ("y", centres), ("z", Figures.HeatMap.Shares(rollouts, t, cells)),
                ("colorscale", "Hot"), ("hovertemplate", "(%{x:.2f}, %{y:.2f}): %{z:.1%}<extra></extra>"),
                ("colorbar", FigureChart.Fill(new ColorBar(), ("tickformat", ".0%")))));
        return chart.ToChart([.. Enumerable.Range(1, glimpses).Select(t => $"{t} of {glimpses}")], "Glimpse");
    }

    private static string HoverText(Rollout rollout, int t)
    {
        IEnumerable<string> classes = rollout.Probabilities.Row(t).ToArray().Index()
            .OrderByDescending(entry => entry.Item).Take(3)
            .Select(entry => Invariant($"<br>{WebUtility.HtmlEncode(rollout.NameOf(entry.Index))}: {entry.Item:0.0%}"));
        // Adding zero takes the sign off a zero.
        double x = Math.Round(rollout.Locations[t, 0], 2) + 0.0, y = Math.Round(rollout.Locations[t, 1], 2) + 0.0;
        return Invariant($"<b>glimpse {t + 1}</b><br>location ({x:0.00}, {y:0.00}){string.Concat(classes)}");
    }
}
