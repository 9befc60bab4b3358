using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>What a rollout is rewarded for.</summary>
public enum RewardKind
{
    /// <summary>1 if the most probable class after the last glimpse is right, else 0: the paper's reward.</summary>
    Correct,
    /// <summary>The probability of the right class after the last glimpse, which varies less.</summary>
    Probability,
}

/// <summary>
/// The loss of section 3.2: cross-entropy for the action network, REINFORCE for the location network, squared error
/// for the baseline. It is the mean over rollouts of
/// -log p(y | h_T) - λ_r Σ_{t&lt;T} A_t log π(l_{t+1} | h_t) + λ_b Σ_{t&lt;T} (R - b_t)²,
/// where the advantage A_t is R - b_t unless <see cref="Lambda"/> is less than 1.
/// </summary>
/// <example><code>
/// // REINFORCE at a third of its weight, and a reward that makes sure answers worth more.
/// var loss = new HybridLoss
/// {
///     ReinforceWeight = 0.3,
///     CustomReward = (probabilities, label) =&gt; probabilities[label] * probabilities[label],
/// };
/// </code></example>
/// <param name="ReinforceWeight">λ_r, the weight of REINFORCE; 0 or more.</param>
/// <param name="BaselineWeight">λ_b, the weight of the baseline's squared error; 0 or more.</param>
/// <param name="EveryGlimpseWeight">
/// The weight of the cross-entropy at t &lt; T, if every glimpse is classified.
/// </param>
/// <param name="RewardScale">The factor of the reward; above 0.</param>
/// <param name="Reward">What is rewarded.</param>
/// <param name="Lambda">
/// λ of generalized advantage estimation, A_t = Σ_{k ≥ t} λ^(k-t) (b_{k+1} - b_k), the last b being R; 0 to 1. With 1
/// it is R - b_t, as in the paper; with less, a decision is judged more by what the next glimpse did to the forecast.
/// </param>
/// <param name="BeliefBaseline">
/// Whether b_t is the probability of the right class after glimpse t, and not what the baseline network expects without
/// being told the class, which leaves more noise in REINFORCE's gradient. Neither makes it biased. The model must
/// classify at every glimpse.
/// </param>
/// <param name="LeaveOneOut">
/// Whether the mean return of the other M - 1 rollouts of the image takes b_t's place.
/// </param>
/// <param name="EntropyWeight">
/// λ_e, the weight of the entropy of an action policy, which lowers the loss so that it does not decide too early; 0 or
/// more, and 0 where a class is named.
/// </param>
/// <param name="BaselineIntoCore">Whether the baseline's error trains the core too.</param>
public sealed record HybridLoss(
    [property: Range(0.0, 1e6)] double ReinforceWeight = 1,
    [property: Range(0.0, 1e6)] double BaselineWeight = 1,
    [property: Range(0.0, 1e6)] double EveryGlimpseWeight = 1,
    [property: Range(0.0, 1e6, MinimumIsExclusive = true)] double RewardScale = 1,
    RewardKind Reward = RewardKind.Correct,
    [property: Range(0.0, 1)] double Lambda = 1,
    bool BeliefBaseline = false,
    bool LeaveOneOut = false,
    [property: Range(0.0, 1e6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    double EntropyWeight = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool BaselineIntoCore = false)
{
    /// <summary>The least probability whose logarithm is taken: a probability may round to zero.</summary>
    private const float LeastProbability = 1e-37f;

    /// <summary>
    /// A reward of your own in place of <see cref="Reward"/>, from the class probabilities after the last glimpse and the
    /// right class. Files do not tell one from another.
    /// </summary>
    [JsonIgnore]
    public Func<ReadOnlySpan<float>, int, float>? CustomReward { get; init; }

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public HybridLoss Validate()
    {
        Allowed.CheckRanges(this);
        Allowed.Check(!LeaveOneOut || Lambda == 1, "lambda", Lambda, "1 with a leave-one-out baseline");
        Allowed.Check(
            !LeaveOneOut || !BeliefBaseline, "beliefBaseline", BeliefBaseline, "false with a leave-one-out baseline");
        return this;
    }

    /// <summary>The loss of rollouts, M to an image, a mean over the batch, and its gradients at the heads.</summary>
    internal LossTerms Compute(
        RecurrentAttentionModel model, Workspace activations, ReadOnlySpan<byte> labels, int rolloutsPerImage,
        int batchRollouts, GradientWorkspace gradients)
    {
        float scale = 1f / batchRollouts;
        LossTerms terms = GiveReturns(activations.Last(activations.Probabilities), labels, gradients.Returns);
        int last = activations.Steps - 1;
        for (int step = model.Options.ClassifyEveryGlimpse ? 0 : last; step <= last; step++)
            terms.Action += CrossEntropy(
                activations.At(activations.Probabilities, step), labels, step == last ? 1 : (float)EveryGlimpseWeight,
                scale, activations.At(gradients.Logits, step));
        if (LeaveOneOut)
            CompareWithOthers(gradients.Returns, rolloutsPerImage, gradients.Advantages);
        else
            CompareWithExpected(activations, labels, gradients);
        Reinforce(model.Policy, activations, scale, gradients, ref terms);
        return terms;
    }

    /// <summary>-log p(y), weighted and summed over rows, and its gradient by the logits, as of a mean.</summary>
    internal static double CrossEntropy(
        Matrix probabilities, ReadOnlySpan<byte> labels, float weight, float scale, Matrix gradients)
    {
        double sum = 0;
        for (int row = 0; row < probabilities.Rows; row++)
        {
            ReadOnlySpan<float> of = probabilities.Row(row);
            Span<float> gradient = gradients.Row(row);
            for (int label = 0; label < of.Length; label++)
                gradient[label] = weight * scale * (of[label] - (label == labels[row] ? 1 : 0));
            sum -= weight * Math.Log(MathF.Max(of[labels[row]], LeastProbability));
        }
        return sum;
    }

    /// <summary>The advantages over what was expected.</summary>
    internal void CompareWithExpected(Workspace activations, ReadOnlySpan<byte> labels, GradientWorkspace gradients)
    {
        Span<float> advantages = gradients.Advantages;
        for (int at = 0; at < advantages.Length; at++)
            advantages[at] = BeliefBaseline
                ? (float)RewardScale * activations.Probabilities[at, labels[at % gradients.Returns.Length]]
                : activations.Baselines[at, 0];
        EstimateAdvantages(advantages, gradients.Returns, Lambda);
    }

    /// <summary>Generalized advantage estimation (Schulman et al. 2016) of b, <c>[decisions x rollouts]</c>.</summary>
    internal static void EstimateAdvantages(Span<float> values, ReadOnlySpan<float> returns, double lambda)
    {
        for (int rollout = 0; rollout < returns.Length; rollout++)
        {
            float next = returns[rollout], advantage = 0;
            for (int at = values.Length - returns.Length + rollout; at >= 0; at -= returns.Length)
            {
                advantage = next - values[at] + (float)lambda * advantage;
                (next, values[at]) = (values[at], advantage);
            }
        }
    }

    /// <summary>REINFORCE, by advantages that become the gradients' weights, and the baselines' squared error.</summary>
    internal void Reinforce(
        ReinforceNormal policy, Workspace activations, float scale, GradientWorkspace gradients, ref LossTerms terms)
    {
        float weight = (float)ReinforceWeight;
        for (int at = 0; at < gradients.Advantages.Length; at++)
        {
            ref float advantage = ref gradients.Advantages[at];
            terms.Reinforce -= weight * (double)advantage
                * policy.LogProbability(activations.Means.Row(at), activations.Samples.Row(at));
            advantage = weight * scale * advantage;
            float error = gradients.Returns[at % gradients.Returns.Length] - activations.Baselines[at, 0];
            terms.Baseline += BaselineWeight * error * error;
            gradients.Baselines[at, 0] = -2 * (float)BaselineWeight * scale * error;
        }
        policy.Backward(activations.Means, activations.Samples, gradients.Advantages, gradients.Means);
    }

    private LossTerms GiveReturns(Matrix probabilities, ReadOnlySpan<byte> labels, Span<float> returns)
    {
        var terms = new LossTerms { Rollouts = returns.Length };
        for (int row = 0; row < returns.Length; row++)
        {
            ReadOnlySpan<float> of = probabilities.Row(row);
            bool correct = TensorPrimitives.IndexOfMax(of) == labels[row];
            float reward = CustomReward is not null ? CustomReward(of, labels[row])
                : Reward == RewardKind.Probability ? of[labels[row]]
                : correct ? 1 : 0;
            returns[row] = (float)RewardScale * reward;
            terms.Errors += correct ? 0 : 1;
            terms.Return += returns[row];
        }
        return terms;
    }

    // The advantages over the mean return of the other M - 1 rollouts of the image.
    private static void CompareWithOthers(ReadOnlySpan<float> returns, int rolloutsPerImage, Span<float> advantages)
    {
        for (int at = 0; at < advantages.Length; at++)
        {
            int row = at % returns.Length, first = row - row % rolloutsPerImage;
            float others = 0;
            for (int other = first; other < first + rolloutsPerImage; other++)
                others += other == row ? 0 : returns[other];
            advantages[at] = returns[row] - others / (rolloutsPerImage - 1);
        }
    }
}

/// <summary>
/// Sums over rollouts: cross-entropy, or of actions -Σ A log π - λ_e H(π); -λ_r Σ A log π; λ_b Σ (R - b)²; wrong
/// classes or games lost; returns; the mean entropy of a game's action policy in nats, 0 where a class is named.
/// </summary>
internal struct LossTerms
{
    public long Rollouts { get; set; }
    public double Action { get; set; }
    public double Reinforce { get; set; }
    public double Baseline { get; set; }
    public long Errors { get; set; }
    public double Return { get; set; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public double Entropy { get; set; }

    /// <summary>The mean over rollouts of all three terms.</summary>
    public readonly double Loss => (Action + Reinforce + Baseline) / Rollouts;

    public void Add(LossTerms other)
    {
        (Rollouts, Errors, Return) = (Rollouts + other.Rollouts, Errors + other.Errors, Return + other.Return);
        (Action, Reinforce) = (Action + other.Action, Reinforce + other.Reinforce);
        (Baseline, Entropy) = (Baseline + other.Baseline, Entropy + other.Entropy);
    }
}
