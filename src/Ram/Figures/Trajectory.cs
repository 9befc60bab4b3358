using Ram.Images;
using Ram.Model;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Where a model looked, what it saw and what it believed, glimpse by glimpse.</summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// LabelledImages digits = Mnist.Load().Validation;
/// Rollout rollout = model.Look(digits.Images.Single(0));
/// Trajectory.Steps(rollout, digits.Images, index: 0, digits.Labels[0])
/// </code></example>
public static class Trajectory
{
    private const double PictureSize = 110;

    /// <summary>All glimpses over one image: numbered boxes and the path between them.</summary>
    /// <inheritdoc cref="Steps"/>
    public static Figure Overview(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        var scene = new GlimpseScene(rollout, images.Single(index), label, size: 300, sharpestOnly: true);
        return Figure.Of("Where the model looked", scene.AltText, 1,
            $"It ends with {GlimpseScene.Outcome(rollout, label)}.", scene.Overview());
    }

    /// <summary>A column for each glimpse: its patches and the way there, what the retina gave, the belief.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="index">The image that was looked at.</param>
    /// <param name="label">Its class, if known.</param>
    /// <param name="columns">The glimpses side by side; null for as many as make even rows, up to 4.</param>
    public static Figure Steps(
        Rollout rollout, ImageBatch images, int index = 0, int? label = null, int? columns = null)
    {
        int glimpses = rollout.Options.Glimpses, across = Math.Clamp(columns ?? Style.Columns(glimpses), 1, glimpses);
        var scene = new GlimpseScene(rollout, images.Single(index), label, PictureSize);
        var panels = new List<Panel>();
        for (int start = 0; start < glimpses; start += across)
            foreach (Func<int, Panel> row in (Func<int, Panel>[])[scene.PathAt, scene.GlimpseAt, scene.BeliefAt])
                for (int t = start; t < start + across; t++)
                    panels.Add(t < glimpses ? row(t) : Panel.Picture(new Box(0, 0, 1, 1), 1));
        string title = "Where the model looked, what it saw, what it believed";
        return Figure.Of(title, scene.AltText, across, Remark(rollout.Options), panels);
    }

    /// <summary>A frame for each glimpse: the path so far, what the retina gave, and the belief after it.</summary>
    /// <inheritdoc cref="Steps"/>
    public static Figure Animate(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        var scene = new GlimpseScene(rollout, images.Single(index), label, size: 260);
        string title = "Where the model looks, glimpse by glimpse";
        return scene.Animate(
            Figure.Of(title, scene.AltText, 2, Remark(rollout.Options)) with { SliderLabel = "Glimpse" },
            scene.MovingPath(joined: true, new PointsMark([], [], 3.5) { Halo = true }, width: 2),
            "What it believes", "Class", rollout.Options.Glimpses);
    }

    /// <summary>Bars over the classes, a panel for each glimpse.</summary>
    /// <inheritdoc cref="Steps"/>
    public static Figure Beliefs(Rollout rollout, int? label = null)
    {
        const double Width = 150;
        int glimpses = rollout.Options.Glimpses;
        string altText = $"Bars of the probability of {rollout.Options.Classes} classes "
            + $"after each of {glimpses} glimpses; the last says {GlimpseScene.Outcome(rollout, label)}.";
        string colors = label is not { } right ? "Blue: the most probable class."
            : $"The class is {rollout.NameOf(right)}. Green: the most probable class, and right; "
                + "vermilion: the most probable class, and wrong.";
        Panel[] panels = [.. Enumerable.Range(0, glimpses)
            .Select(t => GlimpseScene.Belief(rollout, t, label, Width, 84) with { Title = Title(t) })];
        int columns = glimpses == 4 ? 2 : Math.Min(glimpses, 3);
        string title = "Probability of each class after each glimpse", caption = $"{colors} {Remark(rollout.Options)}";
        return Figure.Of(title, altText, columns, caption, panels);

        string Title(int t) => GlimpseScene.IsLabelled(rollout, Width) ? Invariant($"After glimpse {t + 1}")
            : GlimpseScene.Best(rollout, t, Width, lines: 2, Invariant($"{t + 1}: "));
    }

    /// <summary>
    /// The baseline after each glimpse but the last, on average over rollouts that were right and that were wrong.
    /// </summary>
    /// <param name="rollouts">Rollouts of one model.</param>
    /// <param name="labels">The class of the image of each.</param>
    /// <exception cref="ArgumentException">When there is no rollout, or not one label a rollout.</exception>
    public static Figure Baselines(IReadOnlyList<Rollout> rollouts, IReadOnlyList<int> labels)
    {
        if (rollouts.Count == 0 || rollouts.Count != labels.Count)
            throw new ArgumentException($"{labels.Count} labels for {rollouts.Count} rollouts.", nameof(labels));
        ILookup<bool, Rollout> byReturn = rollouts.Index()
            .ToLookup(entry => entry.Item.Prediction == labels[entry.Index], entry => entry.Item);
        double mean = byReturn[true].Count() / (double)rollouts.Count;
        double last = Math.Max(1, rollouts[0].Options.Glimpses - 1);
        LineMark[] lines = [.. byReturn.OrderByDescending(group => group.Key).Select(group =>
        {
            IEnumerable<int> decisions = Enumerable.Range(0, rollouts[0].Options.Glimpses - 1);
            double[] means = [.. decisions.Select(t => group.Average(rollout => rollout.Baselines[t]))];
            (string name, string color) =
                group.Key ? ("baseline, return 1", Palette.Right) : ("baseline, return 0", Palette.Emphasis);
            return new LineMark([.. decisions.Select(t => t + 1.0)], means) { Name = name, Color = color };
        })];
        var overall = new LineMark([1, last], [mean, mean], 1.5, Dashed: true);
        bool unit = lines.All(line => line.Y.All(y => y is >= 0 and <= 1));
        string altText = $"The mean baseline after each glimpse of {rollouts.Count} rollouts, those with return 1 "
            + Invariant($"apart from those with return 0; the mean return is {mean:0.00}.");
        return Plot.Of(
            "The baseline beside the return", altText, new Axis("Glimpse", 1, Math.Max(2, last), Whole: true),
            new Axis("Expected return", unit ? 0 : null, unit ? 1 : null), 220,
            [.. lines, overall with { Name = "mean return", Color = Palette.SoftInk }]);
    }

    private static string? Remark(RamOptions options) => options.ClassifyEveryGlimpse || options.Glimpses == 1
        ? null
        : "Only the belief after the last glimpse was trained; "
            + "the earlier ones are what the same classifier makes of earlier states.";
}
