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
    public static TrainingOptions Training { get; } = new()
    {
        Updates = 12,
        Batch = 14,
        ShardRollouts = 5,
        Threads = 1,
        Rate = LearningRate.Cosine(0.01),
        ClipNorm = 5,
        Loss = CatchRecipe.Training.Loss with { ReinforceWeight = 0.2 },
    };

    public static RecurrentAttentionModel NewAgent(double scale = 0.25) => TinyModel.Create(
        CatchRecipe.Agent with { Hidden = 18 }, new GlimpseWidths(19, 5, 21), seed: 3, scale);

    /// <summary>The games of a validation.</summary>
    public const int ValidationGames = 70;

    public static CatchTrainer NewTrainer(TrainingOptions options) =>
        new(NewAgent(), options, epochUpdates: 5, ValidationGames) { Clock = new StillClock() };

    /// <summary>Trains to the end.</summary>
    public static List<EpochLog> RunToEnd(CatchTrainer trainer, (string Path, TimeSpan Every)? checkpoint = null) =>
        [.. trainer.Run(checkpoint)];
}
