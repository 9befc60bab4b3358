using Ram.Training;

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
