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
    private const int WidestRow = 8, MostBeliefColumns = 4;
    private const double SmallPicture = 100;

    /// <summary>All glimpses over one image: numbered boxes and the path between them.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="index">The image that was looked at.</param>
    /// <param name="label">Its class, if known.</param>
    public static Figure Overview(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        var scene = new TrajectoryScene(rollout, images, index, label, pictureSize: 300, sharpestOnly: true);
        return new Figure
        {
            Title = "Where the model looked",
            AltText = scene.AltText,
            Panels = [scene.Overview()],
            Caption = $"It ends with {ClassBars.Outcome(rollout, label)}.",
        };
    }

    /// <summary>A column for each glimpse: its patches and the way there, what the retina gave, and the belief after it.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="index">The image that was looked at.</param>
    /// <param name="label">Its class, if known.</param>
    /// <param name="columns">The glimpses side by side, small ones, for a narrow page; null for all, up to 8.</param>
    public static Figure Steps(Rollout rollout, ImageBatch images, int index = 0, int? label = null, int? columns = null)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        int glimpses = rollout.Options.Glimpses, across = Math.Min(glimpses, columns ?? WidestRow);
        var scene = new TrajectoryScene(rollout, images, index, label,
            columns is null ? Math.Clamp(680.0 / across - Style.Gap, 84, 150) : SmallPicture);
        var panels = new List<Panel>();
        for (int start = 0; start < glimpses; start += across)
        {
            foreach (Func<int, Panel> row in new[] { scene.PathAt, scene.GlimpseAt, (Func<int, Panel>)scene.BeliefAt })
                for (int column = 0; column < across; column++)
                    panels.Add(start + column < glimpses ? row(start + column) : Panel.Picture(new Box(0, 0, 1, 1), 1));
        }
        return new Figure
        {
            Title = "Where the model looked, what it saw, what it believed",
            AltText = scene.AltText,
            Caption = ClassBars.Caption(rollout.Options),
            Panels = panels,
            Columns = across,
        };
    }

    /// <summary>A frame for each glimpse: the path so far, what the retina gave, and the belief after it.</summary>
    /// <inheritdoc cref="Overview"/>
    public static AnimatedFigure Animate(Rollout rollout, ImageBatch images, int index = 0, int? label = null)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        var scene = new TrajectoryScene(rollout, images, index, label, pictureSize: 260);
        var figure = new Figure
        {
            Title = "Where the model looks, glimpse by glimpse",
            AltText = scene.AltText,
            Caption = ClassBars.Caption(rollout.Options),
            Panels = [scene.MovingPath(), scene.MovingGlimpse(size: 112), scene.MovingBelief()],
            Columns = 2,
        };
        int glimpses = rollout.Options.Glimpses;
        return new AnimatedFigure(figure, [.. Enumerable.Range(1, glimpses).Select(
            t => Invariant($"{t} of {glimpses}"))])
        {
            SliderLabel = "Glimpse",
        };
    }

    /// <summary>Bars over the classes, a panel for each glimpse.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="label">The image's class, if known.</param>
    public static Figure Beliefs(Rollout rollout, int? label = null)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        int glimpses = rollout.Options.Glimpses;
        int columns = glimpses <= MostBeliefColumns ? glimpses : glimpses % 4 == 0 ? 4 : 3;
        var panels = new List<Panel>();
        for (int t = 0; t < glimpses; t++)
        {
            panels.Add(new Panel
            {
                Title = Invariant($"After glimpse {t + 1}"),
                Marks = [ClassBars.Of(rollout.Probabilities.Row(t), label)],
                X = ClassBars.Axis(rollout.Options.Classes),
                Y = new Axis { Min = 0, Max = 1, Visible = true },
                Width = 150,
                Height = 84,
            });
        }
        string answer = label is null
            ? "Blue: the most probable class."
            : $"The class is {label}. Green: the most probable class, and right; vermilion: the most probable class, and wrong.";
        return new Figure
        {
            Title = "Probability of each class after each glimpse",
            AltText = $"Bars of the probability of {rollout.Options.Classes} classes after each of {glimpses} glimpses; the last says {ClassBars.Outcome(rollout, label)}.",
            Caption = $"{answer} {ClassBars.Caption(rollout.Options)}",
            Panels = panels,
            Columns = columns,
        };
    }

    /// <summary>The baseline after each glimpse, on average over rollouts that were right and that were wrong.</summary>
    /// <param name="rollouts">Rollouts of one model.</param>
    /// <param name="labels">The class of the image of each.</param>
    /// <exception cref="ArgumentException">When there is no rollout, or not one label a rollout.</exception>
    public static Figure Baselines(IReadOnlyList<Rollout> rollouts, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        ArgumentNullException.ThrowIfNull(labels);
        if (rollouts.Count == 0 || rollouts.Count != labels.Count)
            throw new ArgumentException($"{labels.Count} labels for {rollouts.Count} rollouts.", nameof(labels));
        bool[] right = [.. rollouts.Zip(labels, (rollout, label) => rollout.Prediction == label)];
        double meanReturn = right.Count(isRight => isRight) / (double)right.Length;
        var marks = new List<Mark>();
        foreach ((bool wanted, string name, string color) in new[]
            { (true, "baseline, return 1", Palette.Right), (false, "baseline, return 0", Palette.Emphasis) })
        {
            Rollout[] kept = [.. rollouts.Where((_, i) => right[i] == wanted)];
            if (kept.Length > 0)
                marks.Add(BaselineLine(name, MeanBaselines(kept), color));
        }
        return DrawBaselines(marks, rollouts[0].Options.Glimpses - 1, meanReturn, "mean return", Invariant($"The mean baseline after each glimpse of {rollouts.Count} rollouts, those with return 1 apart from those with return 0; the mean return is {meanReturn:0.00}."));
    }

    /// <summary>The baseline after each glimpse of one rollout.</summary>
    /// <param name="baselines">What the baseline network expected after each glimpse that a decision followed.</param>
    /// <param name="gain">The return that the rollout got.</param>
    public static Figure Baselines(IReadOnlyList<double> baselines, double gain)
    {
        ArgumentNullException.ThrowIfNull(baselines);
        return DrawBaselines([BaselineLine("baseline", baselines, Palette.Series[0])], baselines.Count, gain, "return", Invariant($"The baseline after each of {baselines.Count} glimpses beside the return of {gain:0.##}."));
    }

    /// <summary>The baseline after each glimpse of one rollout; the one after the last is never used, and left out.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="label">The image's class.</param>
    public static Figure Baselines(Rollout rollout, int label)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return Baselines(ClassBars.ToDoubles(rollout.Baselines.AsSpan(..^1)), rollout.Prediction == label ? 1 : 0);
    }

    private static Figure DrawBaselines(List<Mark> marks, int glimpses, double gain, string gainName, string altText)
    {
        double last = Math.Max(1, glimpses);
        bool unit = marks.All(mark => mark.Ys.All(y => y is >= 0 and <= 1)) && gain is >= 0 and <= 1;
        marks.Add(new LineMark([1, last], [gain, gain]) { Name = gainName, Color = Palette.SoftInk, Dashed = true, Width = 1.5 });
        return new Figure
        {
            Title = "The baseline beside the return",
            AltText = altText,
            Panels =
            [
                new Panel
                {
                    Marks = marks,
                    X = new Axis { Label = "Glimpse", Whole = true, Min = 1, Max = Math.Max(2, last) },
                    Y = new Axis { Label = "Expected return", Min = unit ? 0 : null, Max = unit ? 1 : null },
                    Height = 220,
                },
            ],
        };
    }

    private static LineMark BaselineLine(string name, IReadOnlyList<double> values, string color) =>
        new([.. Enumerable.Range(1, values.Count).Select(t => (double)t)], values) { Name = name, Color = color };

    private static double[] MeanBaselines(Rollout[] rollouts) =>
        [.. Enumerable.Range(0, rollouts[0].Options.Glimpses - 1).Select(t => rollouts.Average(rollout => rollout.Baselines[t]))];
}
