using Ram.Model;
using Ram.Training;

namespace Ram.Catch;

/// <summary>The paper's agents for the game of Catch, and how they learn it.</summary>
/// <remarks>
/// The paper's advantage is R - b_t, and its baseline trains nothing but itself (<see cref="HybridLoss.Lambda"/> 1,
/// <see cref="HybridLoss.BaselineIntoCore"/> off). So begun, games are caught by luck alone, and the gradient drowns in
/// it. A baseline that trains the core soon knows how far the ball is from the paddle; and with a smaller λ, a move is
/// judged by what it did to that forecast.
/// </remarks>
public static class CatchRecipe
{
    /// <summary>The paper's frames of a training.</summary>
    public const long Frames = 20_000_000;

    /// <summary>The paper's agent: a 6x6 retina at three scales, 256 LSTM units, three actions.</summary>
    public static RamOptions Agent { get; } = new()
    {
        PatchSize = 6,
        Patches = 3,
        Glimpses = CatchGame.Size,
        Core = CoreKind.Lstm,
        Hidden = 256,
        Classes = 3,
        Std = 0.1,
        ReinforceIntoCore = true,
        ClassifyEveryGlimpse = true,
        InputStd = 0.05,
    };

    /// <summary>The control that sees the whole screen in every frame from its centre, with the same core.</summary>
    public static RamOptions FullViewAgent { get; } = Agent with { PatchSize = CatchGame.Size, Patches = 1 };

    /// <summary>How they learn: 64 games an update, 20 million frames.</summary>
    public static TrainingOptions Training { get; } = new TrainingOptions
    {
        Batch = 64,
        ShardRollouts = 32,
        Rate = LearningRate.Cosine(1e-3),
        ClipNorm = 5,
        Loss = new HybridLoss
        {
            ReinforceWeight = 0.02,
            BaselineWeight = 0.5,
            EntropyWeight = 0.01,
            Lambda = 0.9,
            BaselineIntoCore = true,
        },
    }.ForFrames(Frames);

    /// <summary>The same training for some frames, 1 or more, rounded up to whole updates.</summary>
    public static TrainingOptions ForFrames(this TrainingOptions training, long frames) =>
        training with { Updates = (long)Math.Ceiling((decimal)frames / (training.Batch * CatchGame.Size)) };

    /// <summary>Whether an agent sees the whole screen from its centre, and so has no need to look around.</summary>
    public static bool SeesAll(RamOptions agent) => agent.PatchSize >= CatchGame.Size;
}
