using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Ram.Model;
using Ram.Networks;

namespace Ram.Training;

/// <summary>How a model is trained. All but <see cref="Threads"/> decides the result.</summary>
/// <param name="Data">The name of the data; a checkpoint is resumed on no other.</param>
/// <param name="Epochs">The epochs, in each of which every training image is seen once; 1 or more.</param>
/// <param name="Updates">The updates, where they are to end a training within an epoch; null for whole epochs.</param>
/// <param name="Batch">The images of an update; 1 or more. The paper's: 20.</param>
/// <param name="Rollouts">The rollouts of each image, M; 1 or more.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Threads">The threads; 0 for one a core. The result does not depend on it.</param>
/// <param name="ShardRollouts">
/// The rollouts that go through the model together on one core; 1 or more. It is part of the result, since gradients
/// are summed shard by shard. 64 rows of activations and the weights share the second-level cache.
/// </param>
/// <param name="FirstSpread">
/// Half the side of the square around the centre in which a rollout's first location is uniformly random; 0, where
/// evaluation begins, to 1, the whole image.
/// </param>
/// <param name="StdAnnealing">
/// The standard deviation of locations in the first update, as a multiple of the model's own, to which it falls along
/// half a cosine; 1 (no annealing) to 1000. The policy explores widely at first and little in the end.
/// </param>
/// <param name="CoreStart">The recurrent weights of the first update.</param>
/// <param name="RandomGlimpses">
/// Whether every location is drawn uniformly from the whole image, in training and on validation, and none is decided:
/// what a model learns without a policy. Only cross-entropy is left of the loss.
/// </param>
/// <param name="ClipNorm">The largest norm of the whole gradient; 0 for no limit.</param>
/// <param name="ValidateEvery">The epochs from one validation to the next; 1 or more.</param>
/// <param name="Patience">The validations without a new best after which training stops; 0 for never.</param>
public sealed record TrainingOptions(
    string Data = "",
    [property: Range(1, int.MaxValue)] int Epochs = 30,
    long? Updates = null,
    [property: Range(1, 1 << 20)] int Batch = 128,
    [property: Range(1, 1 << 14)] int Rollouts = 1,
    ulong Seed = 1,
    [property: Range(0, 1024, ErrorMessage = "0 (one a core) to 1024")] int Threads = 0,
    [property: Range(1, 1 << 14)] int ShardRollouts = 64,
    [property: Range(0.0, 1, ErrorMessage = "0 (the centre) to 1 (the whole image)")] double FirstSpread = 1,
    [property: Range(1.0, 1000, ErrorMessage = "1 (no annealing) to 1000")] double StdAnnealing = 1,
    CoreStart CoreStart = CoreStart.Random,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool RandomGlimpses = false,
    [property: Range(0.0, 1e6, ErrorMessage = "0 (none) to 1000000")] double ClipNorm = 0,
    [property: Range(1, int.MaxValue)] int ValidateEvery = 1,
    [property: Range(0, int.MaxValue, ErrorMessage = "0 (never) or more")] int Patience = 0)
{
    /// <summary>The loss and its weights.</summary>
    public HybridLoss Loss { get; init; } = new();

    /// <summary>The optimizer.</summary>
    public OptimizerOptions Optimizer { get; init; } = new();

    /// <summary>The learning rate.</summary>
    public LearningRate Rate { get; init; } = LearningRate.Constant(1e-3);

    /// <summary>The multiple of the model's standard deviation in an update, from 0, of all updates.</summary>
    public double StdAnnealingAt(long update, long updates) =>
        LearningRate.Cosine(StdAnnealing, floor: 1).At(update, updates, updatesPerEpoch: 1);

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public TrainingOptions Validate()
    {
        Allowed.CheckRanges(this);
        Allowed.Check(Updates is null or >= 1, "updates", Updates ?? 0, "1 or more");
        Allowed.Check((long)Batch * Rollouts <= 1 << 24, "rollouts", Rollouts,
            "at most 16777216 rollouts of a batch, batch x rollouts");
        Allowed.Check(
            !Loss.LeaveOneOut || Rollouts >= 2, "rollouts", Rollouts, "2 or more with a leave-one-out baseline");
        Optimizer.Validate();
        Loss.Validate();
        Rate.Validate();
        return this;
    }
}

/// <summary>Which rule turns gradients into steps.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015), as in PyTorch.</summary>
    Adam,
    /// <summary>Stochastic gradient descent with momentum, as in PyTorch: the paper's.</summary>
    Sgd,
}

/// <summary>An optimizer's settings.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Momentum">SGD's momentum, or Adam's decay of the mean, beta 1; 0 to below 1.</param>
/// <param name="SquareDecay">Adam's decay of the mean square, beta 2; 0 to below 1.</param>
/// <param name="Epsilon">What Adam adds to the root of the mean square; above 0.</param>
/// <param name="Nesterov">Whether SGD looks ahead along its momentum (Nesterov).</param>
/// <param name="WeightDecay">
/// The share by which Adam's weights shrink in a step, in units of the learning rate, apart from the gradient
/// (Loshchilov and Hutter 2019), as in PyTorch's AdamW; 0 or more. SGD has none.
/// </param>
public sealed record OptimizerOptions(
    [property: Display(Name = "optimizer")] OptimizerKind Kind = OptimizerKind.Adam,
    [property: Range(0.0, 1, MaximumIsExclusive = true)] double Momentum = 0.9,
    [property: Range(0.0, 1, MaximumIsExclusive = true)] double SquareDecay = 0.999,
    [property: Range(0.0, 1, MinimumIsExclusive = true)] double Epsilon = 1e-8,
    bool Nesterov = false,
    [property: Range(0.0, 1000), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    double WeightDecay = 0)
{
    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public OptimizerOptions Validate()
    {
        Allowed.CheckRanges(this);
        Allowed.Check(WeightDecay == 0 || Kind == OptimizerKind.Adam, "weightDecay", WeightDecay, "0 with SGD");
        return this;
    }
}
