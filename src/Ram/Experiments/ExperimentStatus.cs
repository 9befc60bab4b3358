using Ram.Training;

namespace Ram.Experiments;

/// <summary>How a run stands: done, begun or missing.</summary>
/// <param name="Run">The run.</param>
/// <param name="Result">What came of it; null while it is not done.</param>
/// <param name="Progress">How far its checkpoint is; null without one, or when it is done.</param>
public sealed record ExperimentStatus(ExperimentRun Run, RunResult? Result, CheckpointProgress? Progress)
{
    /// <summary>The share of the rollouts that is done, 0 to 1.</summary>
    public double Done => Result is not null ? 1 : Math.Min(1, (double)(Progress?.Rollouts ?? 0) / Run.Rollouts);

    /// <summary>
    /// The seconds of the whole training: as it was, as its checkpoint lets expect, or from its arithmetic.
    /// </summary>
    public double Seconds => Result?.Seconds
        ?? (Progress is { Seconds: > 0 } progress && Done > 0 ? progress.Seconds / Done : Run.ExpectedSeconds);

    /// <summary>The seconds that are still to go.</summary>
    public double SecondsLeft => Seconds * (1 - Done);
}
