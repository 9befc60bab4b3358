namespace Ram.Figures;

/// <summary>The errors of a training run as it went on.</summary>
/// <param name="Name">What sets the run apart.</param>
/// <param name="X">The epochs, or the rollouts used.</param>
/// <param name="ValidationErrorPercent">The validation error at each, in percent; NaN where it was not measured.</param>
/// <param name="TrainErrorPercent">The training error at each, in percent; null to leave it out.</param>
public sealed record Curve(
    string Name,
    IReadOnlyList<double> X,
    IReadOnlyList<double> ValidationErrorPercent,
    IReadOnlyList<double>? TrainErrorPercent = null);
