using Ram.Model;
using Ram.Networks;

namespace Ram.Catch;

/// <summary>
/// The hybrid loss of an agent that is rewarded with R at the end of a game and learns by REINFORCE alone where to look
/// and how to move (section 3.1). It is the mean over games of the sum over the frames with a move of
/// -A_t [log π(a_t | h_t) + λ_r log π(l_{t+1} | h_t)] - λ_e H(π(a | h_t)) + λ_b (R - b_t)².
/// </summary>
internal static class CatchLoss
{
    /// <summary>
    /// Computes the loss of games that are over, a mean over <paramref name="batchGames"/>, from the probabilities and
    /// baselines of all frames. The gradients receive the returns and those of logits, means and baselines.
    /// </summary>
    public static LossTerms Compute(
        HybridLoss loss, ReinforceNormal policy, AgentGames played, int batchGames, GradientWorkspace gradients)
    {
        Workspace activations = played.Activations;
        for (int game = 0; game < activations.Rows; game++)
            gradients.Returns[game] = played.Games.IsCaught(game) ? 1 : 0;
        var terms = new LossTerms { Rollouts = activations.Rows, Return = gradients.Returns.Sum() };
        terms.Errors = terms.Rollouts - (long)terms.Return;
        float scale = 1f / batchGames;
        loss.Expect(activations.Baselines, scale, gradients, ref terms);
        loss.CompareWithExpected(activations, labels: [], gradients);
        for (int at = 0; at < played.Actions.Length; at++)
            Act(activations.Probabilities.Row(at), (int)played.Actions[at], gradients.Advantages[at], loss.EntropyWeight, scale,
                gradients.Logits.Row(at), ref terms);
        loss.Reinforce(policy, activations, scale, gradients, ref terms);
        return terms;
    }

    // By logit k, -log p_a has the slope p_k - [k = a], and -H has p_k (log p_k + H). A probability may round to zero, and
    // zero times its logarithm is zero.
    private static void Act(
        ReadOnlySpan<float> probabilities, int action, float advantage, double entropyWeight, float scale,
        Span<float> gradient, ref LossTerms terms)
    {
        Span<double> logs = stackalloc double[probabilities.Length];
        double entropy = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            logs[k] = Math.Log(MathF.Max(probabilities[k], float.Epsilon));
            entropy -= probabilities[k] * logs[k];
        }
        for (int k = 0; k < probabilities.Length; k++)
        {
            double slope = advantage * (probabilities[k] - (k == action ? 1 : 0))
                + entropyWeight * probabilities[k] * (logs[k] + entropy);
            gradient[k] = (float)(scale * slope);
        }
        terms.Action -= advantage * logs[action] + entropyWeight * entropy;
        terms.Entropy += entropy / CatchGame.Moves;
    }
}
