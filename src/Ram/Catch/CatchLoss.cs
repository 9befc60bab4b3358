using Ram.Model;
using Ram.Networks;

namespace Ram.Catch;

/// <summary>
/// The loss of an agent that is rewarded with R at the end of a game and learns by REINFORCE alone where to look and how
/// to move (section 3.1). It is the mean over games of the sum over the frames with a move of
/// -A_t [log π(a_t | h_t) + λ_l log π(l_{t+1} | h_t)] - λ_e H(π(a | h_t)) + λ_b (R - b_t)².
/// </summary>
/// <remarks>
/// The paper's advantage is R - b_t, and its baseline trains nothing but itself (<see cref="Trace"/> 1,
/// <see cref="BaselineIntoCore"/> off). So begun, games are caught by luck alone, and the gradient drowns in it. A
/// baseline that trains the core soon knows how far the ball is from the paddle; and with a shorter trace, a move is
/// judged by what it did to that forecast.
/// </remarks>
public sealed record CatchLoss
{
    /// <summary>λ_l, the weight of the location policy; 0 or more.</summary>
    public double LocationWeight { get; init; } = 0.02;

    /// <summary>λ_b, the weight of the baseline's squared error; 0 or more.</summary>
    public double BaselineWeight { get; init; } = 0.5;

    /// <summary>λ_e, the weight of the action policy's entropy, which keeps it from deciding too early; 0 or more.</summary>
    public double EntropyWeight { get; init; } = 0.01;

    /// <summary>
    /// κ of the advantage A_t = Σ_{k ≥ t} κ^(k-t) (b_{k+1} - b_k), the last b being R; 0 to 1. With 1 it is R - b_t, as
    /// in the paper; with less, what later moves do to the return counts less for earlier ones.
    /// </summary>
    public double Trace { get; init; } = 0.9;

    /// <summary>
    /// Whether the baseline's error trains the core too: what foretells a catch is what a player must attend to.
    /// </summary>
    public bool BaselineIntoCore { get; init; } = true;

    /// <summary>Throws when a value is out of its range.</summary>
    /// <exception cref="RamException">Names the option, the value found and the range allowed.</exception>
    public CatchLoss Validate()
    {
        Allowed.Check(LocationWeight is >= 0 and <= 1e6, "locationWeight", LocationWeight, "0 to 1000000");
        Allowed.Check(BaselineWeight is >= 0 and <= 1e6, "baselineWeight", BaselineWeight, "0 to 1000000");
        Allowed.Check(EntropyWeight is >= 0 and <= 1e6, "entropyWeight", EntropyWeight, "0 to 1000000");
        Allowed.Check(Trace is >= 0 and <= 1, "trace", Trace, "0 to 1");
        return this;
    }

    /// <summary>Computes the loss of some games that are over, and its gradients at the heads.</summary>
    /// <param name="policy">The location policy.</param>
    /// <param name="activations">What the model computed, beliefs and baselines of all frames among it.</param>
    /// <param name="actions">What was done, <c>[moves x games]</c>.</param>
    /// <param name="batchGames">The games of the whole batch, over which the loss is a mean.</param>
    /// <param name="gradients">Holds the returns; receives the gradients of logits, means and baselines.</param>
    internal CatchTerms Compute(
        ReinforceNormal policy, Workspace activations, ReadOnlySpan<CatchAction> actions, int batchGames,
        GradientWorkspace gradients)
    {
        var terms = new CatchTerms { Games = activations.Rows };
        foreach (float reward in gradients.Returns)
            terms.Caught += reward > 0 ? 1 : 0;
        for (int at = 0; at < actions.Length; at++)
            gradients.Advantages[at] = activations.Baselines[at, 0];
        Advantage.Replace(gradients.Advantages, gradients.Returns, Trace);
        float scale = 1f / batchGames;
        for (int at = 0; at < actions.Length; at++)
        {
            Act(activations.Beliefs.Row(at), (int)actions[at], gradients.Advantages[at], scale,
                gradients.Logits.Row(at), ref terms);
            Expect(gradients.Returns[at % activations.Rows] - activations.Baselines[at, 0], scale,
                gradients.Baselines.Row(at), ref terms);
        }
        Look(policy, activations, scale, gradients, ref terms);
        return terms;
    }

    // By logit k, -log p_a has the slope p_k - [k = a], and -H has p_k (log p_k + H). A probability may round to zero, and
    // zero times its logarithm is zero.
    private void Act(
        ReadOnlySpan<float> belief, int action, float advantage, float scale, Span<float> gradient, ref CatchTerms terms)
    {
        Span<double> logs = stackalloc double[belief.Length];
        double entropy = 0;
        for (int k = 0; k < belief.Length; k++)
        {
            logs[k] = Math.Log(MathF.Max(belief[k], float.Epsilon));
            entropy -= belief[k] * logs[k];
        }
        for (int k = 0; k < belief.Length; k++)
        {
            double slope = advantage * (belief[k] - (k == action ? 1 : 0))
                + EntropyWeight * belief[k] * (logs[k] + entropy);
            gradient[k] = (float)(scale * slope);
        }
        terms.Action -= advantage * logs[action];
        terms.Entropy += entropy;
        terms.Bonus += EntropyWeight * entropy;
    }

    private void Expect(float error, float scale, Span<float> gradient, ref CatchTerms terms)
    {
        terms.Baseline += BaselineWeight * error * error;
        gradient[0] = -2 * (float)BaselineWeight * scale * error;
    }

    private void Look(
        ReinforceNormal policy, Workspace activations, float scale, GradientWorkspace gradients, ref CatchTerms terms)
    {
        Span<float> advantages = gradients.Advantages;
        for (int at = 0; at < advantages.Length; at++)
        {
            float logProbability = policy.LogProbability(activations.Means.Row(at), activations.Samples.Row(at));
            terms.Location -= LocationWeight * advantages[at] * logProbability;
            advantages[at] *= (float)LocationWeight * scale;
        }
        policy.Backward(activations.Means, activations.Samples, advantages, gradients.Means);
    }
}
