using System.Globalization;
using Ram.Model;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>The probabilities of classes as bars, and what is said of them.</summary>
internal static class ClassBars
{
    private const string OnlyLastTrained =
        "Only the belief after the last glimpse was trained; the earlier ones are what the same classifier makes of earlier states.";

    public static string? Caption(RamOptions options) =>
        options.ClassifyEveryGlimpse || options.Glimpses == 1 ? null : OnlyLastTrained;

    public static double[] ToDoubles(ReadOnlySpan<float> values)
    {
        double[] doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
            doubles[i] = values[i];
        return doubles;
    }

    private static IReadOnlyList<string> Names(int classes) =>
        [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The bars of a belief; the most probable class is green where it is the label and vermilion where it is not.</summary>
    public static BarsMark Of(ReadOnlySpan<float> belief, int? label)
    {
        double[] values = ToDoubles(belief);
        int best = Array.IndexOf(values, values.Max());
        return new BarsMark(values)
        {
            Color = "#b5b5b5",
            Emphasis = best,
            EmphasisColor = label is null ? Palette.Series[0] : best == label ? Palette.Right : Palette.Emphasis,
        };
    }

    public static Axis Axis(int classes) =>
        new() { Min = -0.6, Max = classes - 0.4, Categories = Names(classes) };

    /// <summary>The outcome of a rollout in words.</summary>
    public static string Outcome(Rollout rollout, int? label)
    {
        double belief = rollout.Probabilities[rollout.Options.Glimpses - 1, rollout.Prediction];
        string verdict = label is null ? "" : rollout.Prediction == label ? ", which is right" : $", but it is a {label}";
        return Invariant($"class {rollout.Prediction} with probability {belief:0.00}{verdict}");
    }
}
