using Ram.Catch;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Networks;
using Ram.Tests.Training;
using Ram.Training;

namespace Ram.Tests.Catch;

/// <summary>A small agent and a training of a few updates.</summary>
internal static class TinyCatch
{
    /// <summary>Twelve updates, three validations; shards of unequal size.</summary>
    public static CatchOptions Training { get; } = new()
    {
        Updates = 12,
        Games = 14,
        ShardGames = 5,
        Threads = 1,
        Rate = LearningRate.Cosine(0.01),
        ValidateEvery = 5,
        ValidationGames = 70,
        Loss = new CatchLoss { LocationWeight = 0.2, Trace = 0.9 },
    };

    public static RecurrentAttentionModel NewAgent(double scale = 0.25) => TinyModel.Create(
        CatchOptions.Agent with { Hidden = 18 }, new GlimpseWidths(19, 5, 21), seed: 3, scale);

    public static CatchTrainer NewTrainer(CatchOptions options) => new(NewAgent(), options) { Clock = new StillClock() };

    /// <summary>Trains to the end.</summary>
    public static List<CatchLog> RunToEnd(CatchTrainer trainer, CheckpointFile? checkpoint = null) =>
        [.. trainer.Run(checkpoint)];
}
