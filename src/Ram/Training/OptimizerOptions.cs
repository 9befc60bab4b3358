using System.Text.Json.Serialization;

namespace Ram.Training;

/// <summary>Which rule turns gradients into steps.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (Kingma and Ba 2015), as in PyTorch.</summary>
    Adam,
    /// <summary>Stochastic gradient descent with momentum, as in PyTorch: the paper's.</summary>
    Sgd,
}

/// <summary>An optimizer's settings.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Which rule.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>SGD's momentum, or Adam's decay of the mean, beta 1; 0 to below 1.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Adam's decay of the mean square, beta 2; 0 to below 1.</summary>
    public double SquareDecay { get; init; } = 0.999;

    /// <summary>What Adam adds to the root of the mean square; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Whether SGD looks ahead along its momentum (Nesterov).</summary>
    public bool Nesterov { get; init; }

    /// <summary>
    /// By how much of themselves Adam's weights shrink in a step, in units of the learning rate; 0 or more. It is apart
    /// from the gradient (Loshchilov and Hutter 2019), as in PyTorch's AdamW. SGD has none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double WeightDecay { get; init; }

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public OptimizerOptions Validate()
    {
        Allowed.Check(Enum.IsDefined(Kind), "optimizer", Kind, "adam or sgd");
        Allowed.Check(Momentum is >= 0 and < 1, "momentum", Momentum, "0 to below 1");
        Allowed.Check(SquareDecay is >= 0 and < 1, "squareDecay", SquareDecay, "0 to below 1");
        Allowed.Check(WeightDecay is >= 0 and <= 1000, "weightDecay", WeightDecay, "0 to 1000");
        Allowed.Check(WeightDecay == 0 || Kind == OptimizerKind.Adam, "weightDecay", WeightDecay, "0 with SGD");
        Allowed.Check(Epsilon is > 0 and <= 1, "epsilon", Epsilon, "above 0, at most 1");
        return this;
    }
}
