namespace Ram.Catch;

/// <summary>How a training stands at a validation.</summary>
/// <param name="Updates">The updates done.</param>
/// <param name="Frames">The frames done.</param>
/// <param name="Loss">The mean loss of the games since the last validation.</param>
/// <param name="TrainCaughtPercent">The share caught of those games, in which actions and locations are sampled.</param>
/// <param name="Entropy">The mean entropy of the action policy in those games, in nats; at most log 3.</param>
/// <param name="ValidationCaughtPercent">The share caught of the validation games, played deterministically.</param>
/// <param name="LearningRate">The learning rate of the last update.</param>
/// <param name="IsBest">Whether this is the best validation so far.</param>
public sealed record CatchLog(
    long Updates, long Frames, double Loss, double TrainCaughtPercent, double Entropy, double ValidationCaughtPercent,
    double LearningRate, bool IsBest);
