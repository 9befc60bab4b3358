using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Catch;

/// <summary>
/// Trains an agent at the game of Catch from nothing but caught or missed, and keeps the weights that are best on
/// validation games.
/// </summary>
/// <remarks>
/// An agent that sees the whole screen from its centre keeps its gaze there: its location network is set to zero and
/// left so.
/// </remarks>
/// <example><code>
/// var agent = new RecurrentAttentionModel(CatchRecipe.Agent);
/// var trainer = new CatchTrainer(agent, CatchRecipe.Training.ForFrames(2_000_000));
/// foreach (EpochLog line in trainer.Run())
///     Console.WriteLine(line);
/// </code></example>
public sealed class CatchTrainer : TrainingLoop
{
    private readonly RecurrentAttentionModel _agent;
    private readonly int _validationGames;

    /// <summary>
    /// Prepares a training of an agent, which is changed in place; nothing is computed yet. An epoch is some updates,
    /// after which some games are played for validation.
    /// </summary>
    /// <exception cref="RamException">When an option is out of range, or the model no agent for this game.</exception>
    public CatchTrainer(
        RecurrentAttentionModel agent, TrainingOptions options, int epochUpdates = 256, int validationGames = 2048)
        : base(agent, ForGames(options, epochUpdates, validationGames), checked(epochUpdates * options.Batch))
    {
        CatchEvaluation.CheckAgent(agent);
        Allowed.Check(agent.Options.ClassifyEveryGlimpse, "classifyEveryGlimpse", false, "true, for a move in each frame");
        (_agent, _validationGames) = (agent, validationGames);
        if (!CatchRecipe.SeesAll(agent.Options))
            return;
        agent.Location.Linear.Weight.Value.Padded.Clear();
        agent.Location.Linear.Bias.Value.Padded.Clear();
        agent.Pack();
        KeepBest();
    }

    /// <summary>What results and checkpoints say of the data.</summary>
    public string DataName => Options.Data;

    private protected override Shard NewShard(int count)
    {
        var played = new AgentGames(_agent, count);
        var scratch = new GradientWorkspace(_agent, count);
        return (_, _, place, gradients) =>
        {
            played.Games.Begin(Options.Seed, StreamPurpose.Game, place.Update, place.First);
            if (CatchRecipe.SeesAll(_agent.Options))
                played.BeDeterministic();
            else
                played.Activations.DrawRandomness(Options.Seed, place.Update, place.First, Options.FirstSpread);
            played.DrawChances(Options.Seed, place.Update, place.First);
            played.Play();
            _agent.Baseline.Forward(played.Activations.Core.Hidden, played.Activations.Baselines);
            LossTerms terms = CatchLoss.Compute(Options.Loss, _agent.Policy, played, place.Batch, scratch);
            _agent.Backward(played.Activations, scratch, gradients, Options.Loss.BaselineIntoCore);
            return terms;
        };
    }

    private protected override double? Validate(WorkerPool pool) => CatchEvaluation
        .Run(_agent, _validationGames, Options.Seed, StreamPurpose.ValidationGame, pool).MissedPercent;

    private static TrainingOptions ForGames(TrainingOptions options, int epochUpdates, int validationGames)
    {
        Allowed.Check(epochUpdates is >= 1 and <= 1 << 14, "epochUpdates", epochUpdates, "1 to 16384");
        Allowed.Check(validationGames is >= 1 and <= 1 << 24, "validationGames", validationGames, "1 to 16777216");
        Allowed.Check(options.Batch is >= 1 and <= 1 << 16, "batch", options.Batch, "1 to 65536 games");
        Allowed.Check(options.Rollouts == 1, "rollouts", options.Rollouts, "1 at Catch");
        Allowed.Check(!options.RandomGlimpses, "randomGlimpses", true, "false at Catch");
        Allowed.Check(
            options.Loss is { Reward: RewardKind.Correct, RewardScale: 1, CustomReward: null }, "reward", options.Loss.Reward,
            "correct, unscaled and without a custom reward at Catch, where it is 1 for a ball that is caught");
        Allowed.Check(!options.Loss.LeaveOneOut, "leaveOneOut", true, "false at Catch");
        Allowed.Check(!options.Loss.BeliefBaseline, "beliefBaseline", true, "false at Catch");
        return options with
        {
            Data = $"Catch, games drawn afresh; epochs of {epochUpdates} updates, {validationGames} games for validation",
        };
    }
}

/// <summary>
/// The hybrid loss of an agent that is rewarded with R at the end of a game (section 3.2): the mean over games of the
/// sum over the frames with a move of -A_t [log π(a_t | h_t) + λ_r log π(l_{t+1} | h_t)] - λ_e H(π(a | h_t)) + λ_b (R -
/// b_t)².
/// </summary>
internal static class CatchLoss
{
    /// <summary>The loss of games that are over, a mean over the whole batch, and its gradients at the heads.</summary>
    public static LossTerms Compute(
        HybridLoss loss, ReinforceNormal policy, AgentGames played, int batchGames, GradientWorkspace gradients)
    {
        Workspace activations = played.Activations;
        for (int game = 0; game < activations.Rows; game++)
            gradients.Returns[game] = played.Games.IsCaught(game) ? 1 : 0;
        var terms = new LossTerms { Rollouts = activations.Rows, Return = gradients.Returns.Sum() };
        terms.Errors = terms.Rollouts - (long)terms.Return;
        float scale = 1f / batchGames;
        loss.CompareWithExpected(activations, labels: [], gradients);
        for (int at = 0; at < played.Actions.Length; at++)
            Act(activations.Probabilities.Row(at), (int)played.Actions[at], gradients.Advantages[at],
                loss.EntropyWeight, scale, gradients.Logits.Row(at), ref terms);
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
