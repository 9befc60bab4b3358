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
        ArgumentNullException.ThrowIfNull(curves);
        bool training = curves.Any(curve => curve.TrainErrorPercent is not null);
        var marks = new List<Mark>();
        for (int i = 0; i < curves.Count; i++)
        {
            string color = Palette.Series[i % Palette.Series.Count];
            string run = training && curves[i].Name.Length > 0 ? curves[i].Name + ", " : curves[i].Name;
            if (curves[i].TrainErrorPercent is { } train)
                marks.Add(new LineMark(curves[i].X, train) { Name = run + "training", Color = color, Dashed = true, Width = 1.5 });
            marks.Add(Measured(curves[i].X, curves[i].ValidationErrorPercent) with { Name = run + (training ? "validation" : ""), Color = color });
        }
        return new Figure
        {
            Title = title,
            AltText = $"The error in percent against the {xLabel.ToLowerInvariant()} of {string.Join(", ", curves.Select(Summary))}.",
            Panels =
            [
                new Panel
                {
                    Marks = marks,
                    X = new Axis { Label = xLabel, Whole = true },
                    Y = new Axis { Label = training ? "Error, %" : "Validation error, %", Logarithmic = logarithmic, Min = logarithmic ? null : 0 },
                },
            ],
        };
    }

    /// <summary>The errors of one run.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{Curve}, string, bool, string)"/>
    public static Figure Of(Curve curve, string xLabel = "Epoch", bool logarithmic = false, string title = "Learning curve") =>
        Of([curve], xLabel, logarithmic, title);

    /// <summary>The errors that a trainer logged.</summary>
    /// <param name="log">The trainer's log.</param>
    /// <param name="logarithmic">Whether the error is on a logarithmic axis.</param>
    public static Figure OfLog(IReadOnlyList<EpochLog> log, bool logarithmic = false) =>
        Of(Curve.ByEpoch("", log), logarithmic: logarithmic);

    // Validation may be measured at some epochs only, which are joined; a line would have gaps between them.
    private static LineMark Measured(IReadOnlyList<double> x, IReadOnlyList<double> error)
    {
        (double X, double Error)[] points = [.. x.Zip(error).Where(point => !double.IsNaN(point.Second))];
        return new LineMark([.. points.Select(point => point.X)], [.. points.Select(point => point.Error)]);
    }

    private static string Summary(Curve curve)
    {
        double best = curve.ValidationErrorPercent.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
        string name = curve.Name.Length == 0 ? "a run" : curve.Name;
        return double.IsNaN(best) ? $"{name} (no values)" : Invariant($"{name} (lowest validation error {best:0.##}%)");
    }
}

/// <summary>The errors of a training run as it went on.</summary>
/// <param name="Name">What sets the run apart.</param>
/// <param name="X">The epochs, or the rollouts used.</param>
/// <param name="ValidationErrorPercent">The validation error at each, in percent; NaN where it was not measured.</param>
/// <param name="TrainErrorPercent">The training error at each, in percent; null to leave it out.</param>
public sealed record Curve(
    string Name,
    IReadOnlyList<double> X,
    IReadOnlyList<double> ValidationErrorPercent,
    IReadOnlyList<double>? TrainErrorPercent = null)
{
    /// <summary>The errors that a trainer logged, by epoch.</summary>
    /// <param name="name">What sets the run apart; may be empty when it is alone.</param>
    /// <param name="log">The trainer's log.</param>
    public static Curve ByEpoch(string name, IReadOnlyList<EpochLog> log) => Of(name, log, epoch => epoch.Epoch);

    /// <summary>The errors that a trainer logged, by the rollouts used: runs of unlike batches compare.</summary>
    /// <inheritdoc cref="ByEpoch"/>
    public static Curve ByRollouts(string name, IReadOnlyList<EpochLog> log) => Of(name, log, epoch => epoch.Rollouts);

    private static Curve Of(string name, IReadOnlyList<EpochLog> log, Func<EpochLog, double> x) => new(
        name,
        [.. log.Select(x)],
        [.. log.Select(epoch => epoch.ValidationErrorPercent ?? double.NaN)],
        [.. log.Select(epoch => epoch.TrainErrorPercent)]);
}
