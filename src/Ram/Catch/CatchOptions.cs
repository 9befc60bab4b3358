using Ram.Model;
using Ram.Training;

namespace Ram.Catch;

/// <summary>How an agent learns the game of Catch. All but <see cref="Threads"/> decides the result.</summary>
public sealed record CatchOptions
{
    /// <summary>The frames to train on, rounded up to whole updates; 1 or more. The paper's: 20 million.</summary>
    public long Frames { get; init; } = 20_000_000;

    /// <summary>The updates, where they are given in place of the frames; else null.</summary>
    public long? Updates { get; init; }

    /// <summary>The games of an update; 1 or more.</summary>
    public int Games { get; init; } = 64;

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The threads; 0 for one a core. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// The games that one core plays side by side; 1 or more. Gradients are summed shard by shard, so it is part of the
    /// result.
    /// </summary>
    public int ShardGames { get; init; } = 32;

    /// <summary>The loss and its weights.</summary>
    public CatchLoss Loss { get; init; } = new();

    /// <summary>The optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The learning rate. An exponential one decays at each validation.</summary>
    public LearningRate Rate { get; init; } = LearningRate.Cosine(1e-3);

    /// <summary>The largest norm of the whole gradient; 0 for no limit.</summary>
    public double ClipNorm { get; init; } = 5;

    /// <summary>The updates from one validation to the next; 1 or more.</summary>
    public int ValidateEvery { get; init; } = 256;

    /// <summary>The games of a validation; 1 or more.</summary>
    public int ValidationGames { get; init; } = 2048;

    /// <summary>
    /// Whether the gaze stays at the centre, for a retina that sees the whole screen from there: the location network is
    /// set to zero and left so.
    /// </summary>
    public bool FullView { get; init; }

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

    /// <summary>The control that sees the whole screen in every frame, with the same core.</summary>
    public static RamOptions FullViewAgent { get; } = Agent with { PatchSize = CatchGame.Size, Patches = 1 };

    /// <summary>The updates of the whole training.</summary>
    public long TotalUpdates => Updates ?? (Frames + FramesPerUpdate - 1) / FramesPerUpdate;

    /// <summary>The frames of an update.</summary>
    public long FramesPerUpdate => (long)Games * CatchGame.Size;

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public CatchOptions Validate()
    {
        Allowed.Check(Frames is >= 1 and <= 1L << 50, "frames", Frames, "1 to 2^50");
        Allowed.Check(Updates is null or >= 1, "updates", Updates ?? 0, "1 or more");
        Allowed.Check(Games is >= 1 and <= 1 << 16, "games", Games, "1 to 65536");
        Allowed.Check(Threads is >= 0 and <= 1024, "threads", Threads, "0 (one a core) to 1024");
        Allowed.Check(ShardGames is >= 1 and <= 1 << 14, "shardGames", ShardGames, "1 to 16384");
        Allowed.Check(ValidateEvery >= 1, "validateEvery", ValidateEvery, "1 or more");
        Allowed.Check(ValidationGames is >= 1 and <= 1 << 24, "validationGames", ValidationGames, "1 to 16777216");
        Allowed.Check(ClipNorm is >= 0 and <= 1e6, "clipNorm", ClipNorm, "0 (none) to 1000000");
        Optimizer.Validate();
        Loss.Validate();
        Rate.Validate();
        return this;
    }
}
