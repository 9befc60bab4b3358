using Ram.Model;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>
/// The loss of section 3.1, a mean over rollouts: cross-entropy, REINFORCE's -λ_r Σ A_t log π and the baseline's
/// λ_b Σ (R - b_t)², with the very options of <see cref="Model.HybridLoss"/>.
/// </summary>
public sealed class HybridLoss : nn.Module<TorchRollouts, Tensor, Tensor>
{
    private readonly RamOptions _model;
    private readonly Model.HybridLoss _options;
    private readonly int _rolloutsPerImage;
    private readonly ReinforceNormal _policy;

    /// <summary>The loss of a model.</summary>
    /// <param name="model">What the model is.</param>
    /// <param name="options">The loss and its weights; the defaults unless given.</param>
    /// <param name="rolloutsPerImage">M; the rollouts of an image are rows one after the other.</param>
    /// <param name="policy">The Gaussian that the locations come from; that of the model's options unless given.</param>
    public HybridLoss(
        RamOptions model, Model.HybridLoss? options = null, int rolloutsPerImage = 1, ReinforceNormal? policy = null)
        : base(nameof(HybridLoss))
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rolloutsPerImage);
        (_model, _rolloutsPerImage) = (model, rolloutsPerImage);
        _options = (options ?? new Model.HybridLoss()).Validate();
        _policy = policy ?? new ReinforceNormal(model.Std);
    }

    /// <summary>The loss, a scalar.</summary>
    /// <param name="rollouts">What the model did.</param>
    /// <param name="labels">The class of each row's image, 64-bit integers, <c>[rows]</c>.</param>
    public override Tensor forward(TorchRollouts rollouts, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        ArgumentNullException.ThrowIfNull(labels);
        Tensor loss = Action(rollouts.Logits, labels);
        long decisions = rollouts.Means.shape[0], rows = labels.shape[0];
        if (decisions == 0)
            return loss;
        Tensor returns = Returns(rollouts, labels), baselines = rollouts.Baselines.narrow(0, 0, decisions);
        Tensor errors = returns - baselines;
        Tensor advantages = _options.LeaveOneOut
            ? returns - OthersMean(returns)
            : Advantages(_options.BeliefBaseline ? Probabilities(rollouts.Logits, labels) : baselines.detach(), returns);
        Tensor reinforce = -(advantages * _policy.LogProbability(rollouts.Means, rollouts.Samples)).sum();
        return loss + (reinforce * _options.ReinforceWeight + errors.square().sum() * _options.BaselineWeight) / rows;
    }

    /// <summary>R of each row, <c>[rows]</c>: 1 for the right class, or its probability, times the scale.</summary>
    public Tensor Returns(TorchRollouts rollouts, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        ArgumentNullException.ThrowIfNull(labels);
        using var _ = no_grad();
        Tensor reward = _options.Reward == RewardKind.Correct
            ? rollouts.Predictions.eq(labels).to_type(ScalarType.Float32)
            : rollouts.Logits.select(0, -1).softmax(-1).gather(1, labels.unsqueeze(1)).squeeze(1);
        return reward * _options.RewardScale;
    }

    private Tensor Action(Tensor logits, Tensor labels)
    {
        long last = logits.shape[0] - 1;
        Tensor loss = nn.functional.cross_entropy(logits[last], labels);
        for (long step = 0; _model.ClassifyEveryGlimpse && step < last; step++)
            loss += nn.functional.cross_entropy(logits[step], labels) * _options.EveryGlimpseWeight;
        return loss;
    }

    // A_t = Σ_{k ≥ t} κ^(k-t) (b_{k+1} - b_k), the last b being R.
    private Tensor Advantages(Tensor expected, Tensor returns)
    {
        var advantages = new Tensor[expected.shape[0]];
        Tensor next = returns, advantage = zeros_like(returns);
        for (int step = advantages.Length - 1; step >= 0; step--)
        {
            advantage = next - expected[step] + advantage * _options.Lambda;
            (next, advantages[step]) = (expected[step], advantage);
        }
        return stack(advantages);
    }

    // p(y | h_t) of every glimpse but the last.
    private Tensor Probabilities(Tensor logits, Tensor labels)
    {
        using var _ = no_grad();
        long decisions = logits.shape[0] - 1;
        Tensor classes = labels.unsqueeze(0).expand(decisions, -1).unsqueeze(2);
        return logits.narrow(0, 0, decisions).softmax(-1).gather(2, classes).squeeze(2) * _options.RewardScale;
    }

    private Tensor OthersMean(Tensor returns)
    {
        Tensor images = returns.reshape(-1, _rolloutsPerImage);
        return ((images.sum(1, keepdim: true) - images) / (_rolloutsPerImage - 1)).reshape(-1);
    }
}
