using System.Globalization;
using System.Text.Json.Serialization;

namespace Ram.Training;

/// <summary>How a training stands after an epoch. At the game of Catch, an error is a ball that was missed.</summary>
/// <param name="Epoch">The epochs done.</param>
/// <param name="Updates">The updates done.</param>
/// <param name="Rollouts">The rollouts or games done.</param>
/// <param name="Loss">The mean loss of the epoch's rollouts.</param>
/// <param name="TrainErrorPercent">The wrong classes among the epoch's stochastic rollouts, in percent.</param>
/// <param name="MeanReturn">The mean return of the epoch's rollouts.</param>
/// <param name="ValidationErrorPercent">
/// The error on validation, one deterministic rollout each, in percent; null where it was not measured.
/// </param>
/// <param name="LearningRate">The learning rate of the epoch's last update.</param>
/// <param name="IsBest">Whether this is the best on validation so far.</param>
public sealed record EpochLog(
    int Epoch, long Updates, long Rollouts, double Loss, double TrainErrorPercent, double MeanReturn,
    double? ValidationErrorPercent, double LearningRate, bool IsBest)
{
    /// <summary>The mean entropy of the action policy in the epoch's games, in nats; null where a class is named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ActionEntropy { get; init; }

    /// <summary>Loss and errors in one line.</summary>
    public override string ToString()
    {
        string validation = ValidationErrorPercent is double error
            ? string.Create(CultureInfo.InvariantCulture, $"  validation error {error,6:0.00}%{(IsBest ? " (best)" : "")}")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"epoch {Epoch}  loss {Loss,7:0.0000}  training error {TrainErrorPercent,6:0.00}%{validation}");
    }
}
