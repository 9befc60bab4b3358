using System.Globalization;
using Ram.Figures.Rendering;
using Ram.Model;

namespace Ram.Figures;

/// <summary>What the baseline network expects, beside what it gets.</summary>
public static class BaselineView
{
    /// <summary>The baseline after each glimpse, on average over rollouts that were right and that were wrong.</summary>
    /// <param name="rollouts">Rollouts of one model.</param>
    /// <param name="labels">The class of the image of each.</param>
    /// <exception cref="ArgumentException">When there is no rollout, or not one label a rollout.</exception>
    public static Figure Of(IReadOnlyList<Rollout> rollouts, IReadOnlyList<int> labels)
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
                marks.Add(Line(name, MeanBaselines(kept), color));
        }
        return Draw(marks, rollouts[0].Options.Glimpses - 1, meanReturn, "mean return", string.Create(CultureInfo.InvariantCulture,
            $"The mean baseline after each glimpse of {rollouts.Count} rollouts, those with return 1 apart from those with return 0; the mean return is {meanReturn:0.00}."));
    }

    /// <summary>The baseline after each glimpse of one rollout.</summary>
    /// <param name="baselines">What the baseline network expected after each glimpse that a decision followed.</param>
    /// <param name="gain">The return that the rollout got.</param>
    public static Figure Of(IReadOnlyList<double> baselines, double gain)
    {
        ArgumentNullException.ThrowIfNull(baselines);
        return Draw([Line("baseline", baselines, Palette.Series[0])], baselines.Count, gain, "return", string.Create(
            CultureInfo.InvariantCulture, $"The baseline after each of {baselines.Count} glimpses beside the return of {gain:0.##}."));
    }

    /// <summary>The baseline after each glimpse of one rollout; the one after the last is never used, and left out.</summary>
    /// <param name="rollout">What happened.</param>
    /// <param name="label">The image's class.</param>
    public static Figure Of(Rollout rollout, int label)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        return Of(Shared.ToDoubles(rollout.Baselines.AsSpan(..^1)), rollout.Prediction == label ? 1 : 0);
    }

    private static Figure Draw(List<Mark> marks, int glimpses, double gain, string gainName, string altText)
    {
        double last = Math.Max(1, glimpses);
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
                    Y = new Axis { Label = "Expected return" },
                    Height = 220,
                },
            ],
        };
    }

    private static LineMark Line(string name, IReadOnlyList<double> values, string color) =>
        new([.. Enumerable.Range(1, values.Count).Select(t => (double)t)], values) { Name = name, Color = color };

    private static double[] MeanBaselines(Rollout[] rollouts) =>
        [.. Enumerable.Range(0, rollouts[0].Options.Glimpses - 1).Select(t => rollouts.Average(rollout => rollout.Baselines[t]))];
}
