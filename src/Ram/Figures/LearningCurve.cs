using Ram.Training;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>How the error falls in training.</summary>
/// <example><code>
/// RunResult result = RunResult.Load("data/results/mnist-6.json");
/// LearningCurve.OfLog(result.LearningCurve, logarithmic: true)
/// </code></example>
public static class LearningCurve
{
    /// <summary>The errors of runs.</summary>
    /// <param name="curves">The runs.</param>
    /// <param name="xLabel">What the horizontal positions count.</param>
    /// <param name="logarithmic">Whether the error is on a logarithmic axis, on which small errors keep apart.</param>
    /// <param name="title">What the figure shows.</param>
    public static Figure Of(
        IReadOnlyList<Curve> curves, string xLabel = "Epoch", bool logarithmic = false, string title = "Learning curve")
    {
        bool training = curves.Any(curve => curve.TrainErrorPercent is not null);
        var marks = new List<Mark>();
        foreach ((int i, Curve curve) in curves.Index())
        {
            string color = Palette.OfSeries(i);
            string run = training && curve.Name.Length > 0 ? curve.Name + ", " : curve.Name;
            if (curve.TrainErrorPercent is { } train)
                marks.Add(new LineMark(curve.X, train, 1.5, Dashed: true) { Name = run + "training", Color = color });
            if (!curve.ValidationErrorPercent.All(double.IsNaN))
                marks.Add(Measured(curve) with { Name = run + (training ? "validation" : ""), Color = color });
        }
        string summary = string.Join(", ", curves.Select(Summary));
        string altText = $"The error in percent against the {xLabel.ToLowerInvariant()} of {summary}.";
        string error = training ? "Error, %" : "Validation error, %";
        var vertical = new Axis(error, logarithmic ? null : 0, Logarithmic: logarithmic);
        return Plot.Of(title, altText, new Axis(xLabel, Whole: true), vertical, 300, marks);
    }

    /// <summary>The errors of one run.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{Curve}, string, bool, string)"/>
    public static Figure Of(
        Curve curve, string xLabel = "Epoch", bool logarithmic = false, string title = "Learning curve") =>
        Of([curve], xLabel, logarithmic, title);

    /// <summary>The errors that a trainer logged.</summary>
    /// <param name="log">The trainer's log.</param>
    /// <param name="logarithmic">Whether the error is on a logarithmic axis.</param>
    public static Figure OfLog(IReadOnlyList<EpochLog> log, bool logarithmic = false) =>
        Of(Curve.ByEpoch("", log), logarithmic: logarithmic);

    // Validation may be measured at some epochs only, which are joined; a line would have gaps between them.
    private static LineMark Measured(Curve curve)
    {
        IReadOnlyList<double> errors = curve.ValidationErrorPercent;
        return new LineMark(
            [.. curve.X.Where((_, i) => !double.IsNaN(errors[i]))], [.. errors.Where(error => !double.IsNaN(error))]);
    }

    private static string Summary(Curve curve)
    {
        double best = curve.ValidationErrorPercent.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
        string error = double.IsNaN(best) ? "no values" : Invariant($"lowest validation error {best:0.##}%");
        return $"{(curve.Name.Length == 0 ? "a run" : curve.Name)} ({error})";
    }
}

/// <summary>The errors of a training run as it went on.</summary>
/// <param name="Name">What sets the run apart; may be empty when it is alone.</param>
/// <param name="X">The epochs, or the rollouts used.</param>
/// <param name="ValidationErrorPercent">The validation error at each, in percent; NaN where not measured.</param>
/// <param name="TrainErrorPercent">The training error at each, in percent; null to leave it out.</param>
public sealed record Curve(
    string Name, IReadOnlyList<double> X, IReadOnlyList<double> ValidationErrorPercent,
    IReadOnlyList<double>? TrainErrorPercent = null)
{
    /// <summary>The errors that a trainer logged, by epoch.</summary>
    /// <param name="name">What sets the run apart; may be empty when it is alone.</param>
    /// <param name="log">The trainer's log.</param>
    public static Curve ByEpoch(string name, IReadOnlyList<EpochLog> log) => new(
        name, [.. log.Select(epoch => (double)epoch.Epoch)],
        [.. log.Select(epoch => epoch.ValidationErrorPercent ?? double.NaN)],
        [.. log.Select(epoch => epoch.TrainErrorPercent)]);
}
