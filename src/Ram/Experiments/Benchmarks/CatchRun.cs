using Ram.Catch;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments.Benchmarks;

/// <summary>The training at the game of Catch that is measured: the paper's agent, some updates at a time.</summary>
internal sealed class CatchRun : IDisposable
{
    private const int UpdatesPerTurn = 24;

    private static readonly TrainingOptions _options = CatchRecipe.Training with { Updates = long.MaxValue };

    // Validation is no part of what is measured: one game of it is nothing beside the 1536 that are learned from.
    private readonly IEnumerator<EpochLog> _turns = new CatchTrainer(
        new RecurrentAttentionModel(CatchRecipe.Agent), _options, UpdatesPerTurn, validationGames: 1)
        .Run().GetEnumerator();

    /// <summary>The frames per second of some more updates.</summary>
    public double FramesPerSecond() =>
        UpdatesPerTurn * _options.Batch * CatchGame.Size / Stopclock.Seconds(() => _turns.MoveNext());

    /// <summary>The figures of what was measured.</summary>
    /// <param name="framesPerSecond">What <see cref="FramesPerSecond"/> gave.</param>
    /// <param name="peak">GFLOP/s of all threads in the same repetitions.</param>
    public static CatchFigures Figures(Measurement framesPerSecond, Measurement peak)
    {
        double megaflops = Math.Round(ForwardCost.TrainingMegaflops(CatchRecipe.Agent) / CatchGame.Size, 3);
        double gigaflops = 1e-3 * megaflops;
        return new CatchFigures(
            _options.Batch, megaflops, framesPerSecond.Median, gigaflops * framesPerSecond.Median,
            gigaflops * framesPerSecond.MedianRatioTo(peak));
    }

    public void Dispose() => _turns.Dispose();
}
