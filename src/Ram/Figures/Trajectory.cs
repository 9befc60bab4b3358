using System.Globalization;
using Ram.Figures.Rendering;
using Ram.Images;
using Ram.Model;

namespace Ram.Figures;

/// <summary>Where a model looked, what it saw and what it believed, glimpse by glimpse.</summary>
public static class Trajectory
{
    private const int WidestRow = 8;

    /// <summary>All glimpses over one image: numbered boxes and the path between them.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="index">The image that was looked at.</param>
    /// <param name="label">Its class, if known.</param>
    public static Figure Overview(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        var scene = new TrajectoryScene(rollout, images, index, label, pictureSize: 300);
        return new Figure
        {
            Title = "Where the model looked",
            AltText = scene.AltText,
            Panels = [scene.Overview()],
            Caption = $"It ends with {Shared.Outcome(rollout, label)}.",
        };
    }

    /// <summary>A column for each glimpse: the path so far, what the retina gave, and the belief after it.</summary>
    /// <inheritdoc cref="Overview"/>
    public static Figure Steps(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        int glimpses = rollout.Options.Glimpses, columns = Math.Min(glimpses, WidestRow);
        var scene = new TrajectoryScene(rollout, images, index, label, Math.Clamp(600.0 / columns - Style.Gap, 84, 150));
        var panels = new List<Panel>();
        for (int start = 0; start < glimpses; start += columns)
        {
            foreach (Func<int, Panel> row in new[] { scene.PathAt, scene.GlimpseAt, (Func<int, Panel>)scene.BeliefAt })
                for (int column = 0; column < columns; column++)
                    panels.Add(start + column < glimpses ? row(start + column) : Panel.Picture(new Box(0, 0, 1, 1), 1));
        }
        return new Figure
        {
            Title = "Where the model looked, what it saw, what it believed",
            AltText = scene.AltText,
            Caption = Shared.BeliefCaption(rollout.Options),
            Panels = panels,
            Columns = columns,
        };
    }

    /// <summary>A frame for each glimpse: the path so far, what the retina gave, and the belief after it.</summary>
    /// <inheritdoc cref="Overview"/>
    public static AnimatedFigure Animate(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var scene = new TrajectoryScene(rollout, images, index, label, pictureSize: 280);
        var figure = new Figure
        {
            Title = "Where the model looks, glimpse by glimpse",
            AltText = scene.AltText,
            Caption = Shared.BeliefCaption(rollout.Options),
            Panels = [scene.MovingPath(), scene.MovingGlimpse(size: 112), scene.MovingBelief()],
            Columns = 2,
        };
        int glimpses = rollout.Options.Glimpses;
        return new AnimatedFigure(figure, [.. Enumerable.Range(1, glimpses).Select(
            t => string.Create(CultureInfo.InvariantCulture, $"{t} of {glimpses}"))])
        {
            SliderLabel = "Glimpse",
        };
    }
}
