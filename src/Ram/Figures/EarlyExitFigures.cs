using Ram.Training;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>The error of models over the glimpses that they use.</summary>
public static class EarlyExitFigures
{
    /// <summary>The error after each fixed number of glimpses, then when looking stops at each threshold.</summary>
    /// <param name="answers">What the model said.</param>
    /// <param name="thresholds">The thresholds, 0 to 1.</param>
    public static Table ToTable(this EarlyExit answers, IEnumerable<double> thresholds) => new(
        "Error against glimpses used",
        [new("Stops"), new("Test error, %", true), new("Glimpses", true), new("Retina pixels", true)],
        [.. answers.AfterEachGlimpse().Concat(WhenSure(answers, thresholds)).Select(error => (string[])
        [
            error.Threshold is double threshold
                ? Invariant($"when {threshold:0.#####} sure")
                : error.MeanGlimpses == 1 ? "after 1 glimpse" : Invariant($"after {error.MeanGlimpses} glimpses"),
            Invariant($"{error.ErrorPercent:0.00}"), Invariant($"{error.MeanGlimpses:0.00}"),
            Invariant($"{error.MeanPixels:N0}"),
        ])])
    {
        Caption = "Glimpses and the pixels of their patches are means over the images.",
    };

    /// <summary>The error over the mean number of glimpses: of fixed numbers, and of stopping when sure.</summary>
    /// <param name="answers">What the model said.</param>
    /// <param name="thresholds">The thresholds, 0 to 1.</param>
    public static Figure ToFigure(this EarlyExit answers, IEnumerable<double> thresholds)
    {
        EarlyExitError[] numbers = [.. answers.AfterEachGlimpse()];
        EarlyExitError[] sure = [.. WhenSure(answers, thresholds).OrderBy(error => error.MeanGlimpses)];
        EarlyExitError all = numbers[^1];
        EarlyExitError? enough = Array.Find(sure, error => error.Errors <= all.Errors);
        string summary = Invariant($"All {all.MeanGlimpses} glimpses make {all.ErrorPercent:0.00}% errors")
            + (enough is null
                ? "."
                : Invariant($", and stopping when sure no more after {enough.MeanGlimpses:0.0} on average."));
        return new Figure
        {
            Title = "Stop looking when the model is sure",
            AltText = $"The error in percent against the mean number of glimpses. {summary}",
            Caption = summary,
            Panels =
            [
                new Panel
                {
                    Marks =
                    [
                        .. Curve(numbers, "a fixed number of glimpses", Palette.Series[0]),
                        .. Curve(sure, "until the model is sure", Palette.Series[1]),
                    ],
                    X = new Axis { Label = "Glimpses, mean over the images" },
                    Y = new Axis { Label = "Test error, %", Logarithmic = true },
                },
            ],
        };
    }

    private static Mark[] Curve(EarlyExitError[] errors, string name, string color)
    {
        double[] x = [.. errors.Select(error => error.MeanGlimpses)];
        double[] y = [.. errors.Select(error => error.ErrorPercent)];
        return [new LineMark(x, y) { Name = name, Color = color }, new PointsMark(x, y) { Color = color }];
    }

    private static IEnumerable<EarlyExitError> WhenSure(EarlyExit answers, IEnumerable<double> thresholds) =>
        thresholds.Order().Select(answers.WhenSure);
}
