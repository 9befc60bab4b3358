using System.Text.Json.Serialization;
using Ram.Model;
using Ram.Networks;

namespace Ram.Training;

/// <summary>How a model is trained. All but <see cref="Threads"/> decides the result.</summary>
public sealed record TrainingOptions
{
    /// <summary>The name of the data; a checkpoint is resumed on no other.</summary>
    public string Data { get; init; } = "";

    /// <summary>The epochs, in each of which every training image is seen once; 1 or more.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>The updates, where they are to end a training within an epoch; null for whole epochs.</summary>
    public long? Updates { get; init; }

    /// <summary>The images of an update; 1 or more. The paper's: 20.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>The rollouts of each image, M; 1 or more.</summary>
    public int Rollouts { get; init; } = 1;

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The threads; 0 for one a core. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// The rollouts that go through the model together on one core; 1 or more. Gradients are summed shard by shard, so
    /// it is part of the result. 64 rows of activations and the weights share the second-level cache.
    /// </summary>
    public int ShardRollouts { get; init; } = 64;

    /// <summary>
    /// Half the side of the square around the centre in which a rollout's first location is uniformly random; 0 to 1, the
    /// whole image. Evaluation begins at the centre: the nearer training does, the more of it is of use there.
    /// </summary>
    public double FirstSpread { get; init; } = 1;

    /// <summary>
    /// The standard deviation of locations in the first update, as a multiple of the model's own, to which it falls along
    /// half a cosine; 1 (no annealing) or more. The policy explores widely at first, and in the end its glimpses are close
    /// to those of the evaluation, which is deterministic.
    /// </summary>
    public double StdAnnealing { get; init; } = 1;

    /// <summary>The recurrent weights of the first update.</summary>
    public CoreStart CoreStart { get; init; }

    /// <summary>The loss and its weights.</summary>
    public HybridLoss Loss { get; init; } = new();

    /// <summary>
    /// Whether every location is drawn uniformly from [-1, 1] x [-1, 1], in training and on validation, and none is
    /// decided: what a recurrent attention model learns without a policy. Only cross-entropy is left of the loss, and
    /// <see cref="FirstSpread"/> has no say.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RandomGlimpses { get; init; }

    /// <summary>The optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The learning rate.</summary>
    public LearningRate Rate { get; init; } = LearningRate.Constant(1e-3);

    /// <summary>The largest norm of the whole gradient; 0 for no limit.</summary>
    public double ClipNorm { get; init; }

    /// <summary>The epochs from one validation to the next; 1 or more.</summary>
    public int ValidateEvery { get; init; } = 1;

    /// <summary>The validations without a new best after which training stops; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>The multiple of the model's standard deviation in an update.</summary>
    /// <param name="update">The update, from 0.</param>
    /// <param name="updates">The updates of the whole training.</param>
    public double StdAnnealingAt(long update, long updates) =>
        LearningRate.Cosine(StdAnnealing, floor: 1).At(update, updates, updatesPerEpoch: 1);

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public TrainingOptions Validate()
    {
        Allowed.Check(Epochs >= 1, "epochs", Epochs, "1 or more");
        Allowed.Check(Updates is null or >= 1, "updates", Updates ?? 0, "1 or more");
        Allowed.Check(Batch is >= 1 and <= 1 << 20, "batch", Batch, "1 to 1048576");
        Allowed.Check(Rollouts is >= 1 and <= 1 << 14, "rollouts", Rollouts, "1 to 16384");
        Allowed.Check((long)Batch * Rollouts <= 1 << 24, "rollouts", Rollouts, "at most 16777216 rollouts of a batch, batch x rollouts");
        Allowed.Check(!Loss.LeaveOneOut || Rollouts >= 2, "rollouts", Rollouts, "2 or more with a leave-one-out baseline");
        Allowed.Check(Threads is >= 0 and <= 1024, "threads", Threads, "0 (one a core) to 1024");
        Allowed.Check(ShardRollouts is >= 1 and <= 1 << 14, "shardRollouts", ShardRollouts, "1 to 16384");
        Allowed.Check(FirstSpread is >= 0 and <= 1, "firstSpread", FirstSpread, "0 (the centre) to 1 (the whole image)");
        Allowed.Check(StdAnnealing is >= 1 and <= 1000, "stdAnnealing", StdAnnealing, "1 (no annealing) to 1000");
        Allowed.Check(ClipNorm is >= 0 and <= 1e6, "clipNorm", ClipNorm, "0 (none) to 1000000");
        Allowed.Check(ValidateEvery >= 1, "validateEvery", ValidateEvery, "1 or more");
        Allowed.Check(Patience >= 0, "patience", Patience, "0 (never) or more");
        Optimizer.Validate();
        Loss.Validate();
        Rate.Validate();
        return this;
    }
}
