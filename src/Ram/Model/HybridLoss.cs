using System.Numerics.Tensors;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>
/// The loss of section 3.1: cross-entropy for the action network, REINFORCE for the location network, squared error
/// for the baseline. It is the mean over rollouts of
/// -log p(y | h_T) - λ_r Σ_{t&lt;T} A_t log π(l_{t+1} | h_t) + λ_b Σ_{t&lt;T} (R - b_t)²,
/// where the advantage A_t is R - b_t unless <see cref="Trace"/> is less than 1.
/// </summary>
public sealed record HybridLoss
{
    /// <summary>λ_r, the weight of REINFORCE; 0 or more.</summary>
    public double ReinforceWeight { get; init; } = 1;

    /// <summary>λ_b, the weight of the baseline's squared error; 0 or more.</summary>
    public double BaselineWeight { get; init; } = 1;

    /// <summary>The weight of the cross-entropy at t &lt; T, where the model classifies at every glimpse.</summary>
    public double EveryGlimpseWeight { get; init; } = 1;

    /// <summary>The factor of the reward; above 0.</summary>
    public double RewardScale { get; init; } = 1;

    /// <summary>What is rewarded.</summary>
    public RewardKind Reward { get; init; } = RewardKind.Correct;

    /// <summary>
    /// κ of the advantage A_t = Σ_{k ≥ t} κ^(k-t) (b_{k+1} - b_k), the last b being R; 0 to 1. With 1 it is R - b_t, as
    /// in the paper; with less, a decision is judged more by what the next glimpse did to the forecast, and less by the
    /// luck of all the later ones.
    /// </summary>
    public double Trace { get; init; } = 1;

    /// <summary>
    /// Whether b_t is the probability that the action network gives the right class after glimpse t, and not what the
    /// baseline network expects without being told the class. Both leave REINFORCE's gradient unbiased, and the better
    /// informed one leaves it less noise. The model must classify at every glimpse.
    /// </summary>
    public bool BeliefBaseline { get; init; }

    /// <summary>
    /// Whether the advantage of a rollout is taken against the mean return of the other M - 1 rollouts of its image
    /// instead of b_t.
    /// </summary>
    public bool LeaveOneOut { get; init; }

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public HybridLoss Validate()
    {
        Allowed.Check(ReinforceWeight is >= 0 and <= 1e6, "reinforceWeight", ReinforceWeight, "0 to 1000000");
        Allowed.Check(BaselineWeight is >= 0 and <= 1e6, "baselineWeight", BaselineWeight, "0 to 1000000");
        Allowed.Check(EveryGlimpseWeight is >= 0 and <= 1e6, "everyGlimpseWeight", EveryGlimpseWeight, "0 to 1000000");
        Allowed.Check(RewardScale is > 0 and <= 1e6, "rewardScale", RewardScale, "above 0, at most 1000000");
        Allowed.Check(Trace is >= 0 and <= 1, "trace", Trace, "0 to 1");
        Allowed.Check(!LeaveOneOut || Trace == 1, "trace", Trace, "1 with a leave-one-out baseline");
        Allowed.Check(!LeaveOneOut || !BeliefBaseline, "beliefBaseline", BeliefBaseline, "false with a leave-one-out baseline");
        Allowed.Check(Enum.IsDefined(Reward), "reward", Reward, "correct or probability");
        return this;
    }

    /// <summary>Rewards the rollouts and computes the loss of a shard and its gradients at the heads.</summary>
    /// <param name="model">The model that looked.</param>
    /// <param name="activations">What it computed.</param>
    /// <param name="labels">The class of each rollout's image, <c>[rollouts]</c>.</param>
    /// <param name="rolloutsPerImage">M.</param>
    /// <param name="batchRollouts">The rollouts of the whole batch, over which the loss is a mean.</param>
    /// <param name="gradients">Receives the gradients of logits, means and baselines.</param>
    internal LossTerms Compute(
        RecurrentAttentionModel model, Workspace activations, ReadOnlySpan<byte> labels, int rolloutsPerImage,
        int batchRollouts, GradientWorkspace gradients)
    {
        var terms = new LossTerms { Rollouts = activations.Rows };
        for (int row = 0; row < activations.Rows; row++)
        {
            Span<float> belief = activations.Beliefs.Row((activations.Steps - 1) * activations.Rows + row);
            bool correct = TensorPrimitives.IndexOfMax<float>(belief) == labels[row];
            float reward = Reward == RewardKind.Correct ? (correct ? 1 : 0) : belief[labels[row]];
            gradients.Returns[row] = (float)RewardScale * reward;
            terms.Errors += correct ? 0 : 1;
            terms.Return += gradients.Returns[row];
        }
        return Compute(model, activations, labels, gradients.Returns, rolloutsPerImage, batchRollouts, gradients, terms);
    }

    /// <summary>The same for returns that are given.</summary>
    internal LossTerms Compute(
        RecurrentAttentionModel model, Workspace activations, ReadOnlySpan<byte> labels, ReadOnlySpan<float> returns,
        int rolloutsPerImage, int batchRollouts, GradientWorkspace gradients, LossTerms terms)
    {
        float scale = 1f / batchRollouts;
        int first = model.Options.ClassifyEveryGlimpse ? 0 : activations.Steps - 1;
        for (int step = first; step < activations.Steps; step++)
        {
            float weight = step == activations.Steps - 1 ? 1 : (float)EveryGlimpseWeight;
            terms.Action += CrossEntropy.Compute(
                activations.At(activations.Beliefs, step), labels, weight, scale,
                activations.At(gradients.Logits, step));
        }
        Expect(activations.Baselines, returns, scale, gradients, ref terms);
        if (LeaveOneOut)
            CompareWithOthers(returns, rolloutsPerImage, gradients.Advantages);
        else
            CompareWithExpected(activations, labels, returns, gradients.Advantages);
        Reinforce(model.Policy, activations, scale, gradients, ref terms);
        return terms;
    }

    private void Expect(
        Matrix baselines, ReadOnlySpan<float> returns, float scale, GradientWorkspace gradients, ref LossTerms terms)
    {
        for (int at = 0; at < gradients.Advantages.Length; at++)
        {
            float error = returns[at % returns.Length] - baselines[at, 0];
            terms.Baseline += BaselineWeight * error * error;
            gradients.Baselines[at, 0] = -2 * (float)BaselineWeight * scale * error;
        }
    }

    private void CompareWithExpected(
        Workspace activations, ReadOnlySpan<byte> labels, ReadOnlySpan<float> returns, Span<float> advantages)
    {
        for (int at = 0; at < advantages.Length; at++)
            advantages[at] = BeliefBaseline
                ? (float)RewardScale * activations.Beliefs[at, labels[at % returns.Length]]
                : activations.Baselines[at, 0];
        Advantage.Replace(advantages, returns, Trace);
    }

    private static void CompareWithOthers(ReadOnlySpan<float> returns, int rolloutsPerImage, Span<float> advantages)
    {
        for (int at = 0; at < advantages.Length; at++)
        {
            int row = at % returns.Length;
            advantages[at] = returns[row] - OthersMean(returns, rolloutsPerImage, row);
        }
    }

    private static float OthersMean(ReadOnlySpan<float> returns, int rolloutsPerImage, int row)
    {
        int first = row / rolloutsPerImage * rolloutsPerImage;
        float sum = 0;
        for (int other = first; other < first + rolloutsPerImage; other++)
            sum += other == row ? 0 : returns[other];
        return sum / (rolloutsPerImage - 1);
    }

    private void Reinforce(
        ReinforceNormal policy, Workspace activations, float scale, GradientWorkspace gradients, ref LossTerms terms)
    {
        float weight = (float)ReinforceWeight;
        for (int at = 0; at < gradients.Advantages.Length; at++)
        {
            float advantage = gradients.Advantages[at];
            float logProbability = policy.LogProbability(activations.Means.Row(at), activations.Samples.Row(at));
            terms.Reinforce -= weight * (double)advantage * logProbability;
            gradients.Advantages[at] = weight * scale * advantage;
        }
        policy.Backward(activations.Means, activations.Samples, gradients.Advantages, gradients.Means);
    }
}
