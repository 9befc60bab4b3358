namespace Ram.Training;

/// <summary>How a training stands after an epoch.</summary>
/// <param name="Epoch">The epochs done.</param>
/// <param name="Updates">The updates done.</param>
/// <param name="Rollouts">The rollouts done.</param>
/// <param name="Loss">The mean hybrid loss of the epoch's rollouts.</param>
/// <param name="TrainErrorPercent">The wrong classes among the epoch's stochastic rollouts, in percent.</param>
/// <param name="MeanReturn">The mean return of the epoch's rollouts.</param>
/// <param name="ValidationErrorPercent">
/// The error on the validation images, one deterministic rollout each, in percent; null where it was not measured.
/// </param>
/// <param name="LearningRate">The learning rate of the epoch's last update.</param>
/// <param name="IsBest">Whether this is the best on validation so far.</param>
public sealed record EpochLog(
    int Epoch, long Updates, long Rollouts, double Loss, double TrainErrorPercent, double MeanReturn,
    double? ValidationErrorPercent, double LearningRate, bool IsBest);
