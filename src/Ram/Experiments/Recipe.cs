using Ram.Model;
using Ram.Training;

namespace Ram.Experiments;

/// <summary>A model and a training for a task.</summary>
/// <param name="Model">What the model is.</param>
/// <param name="Training">How it is trained.</param>
public sealed record Recipe(RamOptions Model, TrainingOptions Training)
{
    /// <summary>
    /// The names of the recipes: <c>ours</c>, the best that we know; <c>paper</c>, the published one; <c>quick</c>, ours
    /// cut to about a minute and classifying at every glimpse, for a first look.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = ["ours", "paper", "quick"];

    /// <summary>The epochs of the quick recipe: about a minute on two cores for 28x28 images.</summary>
    public const int QuickEpochs = 32;

    /// <summary>A recipe for a task, with its own glimpses, epochs and batch.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="task">The task's name, as in <c>DigitTask</c>.</param>
    /// <exception cref="RamException">When there is no such recipe or task.</exception>
    public static Recipe Find(string name, string task) => name switch
    {
        "ours" => new Recipe(ModelFor(task) with { Std = 0.1 }, Ours),
        "paper" => new Recipe(ModelFor(task) with { Std = 0.1 }, Paper),
        "quick" => new Recipe(
            ModelFor(task) with { Std = 0.1, ClassifyEveryGlimpse = true }, Ours with { Epochs = QuickEpochs }),
        _ => throw new RamException($"There is no recipe \"{name}\"; there are {string.Join(", ", Names)}."),
    };

    private static TrainingOptions Ours => new()
    {
        Epochs = 20,
        Batch = 128,
        Rate = LearningRate.Cosine(2e-3),
        ClipNorm = 5,
        Loss = new HybridLoss { ReinforceWeight = 0.1 },
    };

    // Section 4: momentum 0.9, minibatches of 20, the rate annealed linearly to zero. The rate itself and the standard
    // deviation were found by random search and not published.
    private static TrainingOptions Paper => new()
    {
        Epochs = 200,
        Batch = 20,
        ShardRollouts = 10,
        Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd, Momentum = 0.9 },
        Rate = LearningRate.LinearToZero(0.01),
    };

    private static RamOptions ModelFor(string task) => task switch
    {
        "digits" or "mnist" => new RamOptions { PatchSize = 8, Patches = 1, Glimpses = 6 },
        "translated-60" or "cluttered-60" => new RamOptions { PatchSize = 12, Patches = 3, Glimpses = 8 },
        "cluttered-100" => new RamOptions { PatchSize = 12, Patches = 4, Glimpses = 8 },
        _ => throw new RamException($"There is no recipe for the task \"{task}\"."),
    };
}
