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

    /// <summary>Prepares a training; nothing is computed yet.</summary>
    /// <param name="agent">The agent, which is changed in place.</param>
    /// <param name="options">How to train; its data are the games.</param>
    /// <param name="epochUpdates">The updates of an epoch, after which there is a validation; 1 or more.</param>
    /// <param name="validationGames">The games of a validation; 1 or more.</param>
    /// <exception cref="RamException">When an option is out of range, or the model is no agent for this game.</exception>
    public CatchTrainer(
        RecurrentAttentionModel agent, TrainingOptions options, int epochUpdates = 256, int validationGames = 2048)
        : base(agent, ForGames(options, epochUpdates, validationGames), checked(epochUpdates * options.Batch))
    {
        CatchEvaluation.CheckAgent(agent);
        (_agent, _validationGames) = (agent, validationGames);
        if (CatchRecipe.SeesAll(agent.Options))
            FixGaze();
    }

    /// <summary>What results and checkpoints say of the data.</summary>
    public string DataName => Options.Data;

    private protected override IShard NewShard(int count) => new Shard(_agent, Options, count);

    private protected override double? Validate(WorkerPool pool) => CatchEvaluation
        .Run(_agent, _validationGames, Options.Seed, StreamPurpose.ValidationGame, pool).MissedPercent;

    private static TrainingOptions ForGames(TrainingOptions options, int epochUpdates, int validationGames)
    {
        ArgumentNullException.ThrowIfNull(options);
        Allowed.Check(epochUpdates is >= 1 and <= 1 << 14, "epochUpdates", epochUpdates, "1 to 16384");
        Allowed.Check(validationGames is >= 1 and <= 1 << 24, "validationGames", validationGames, "1 to 16777216");
        Allowed.Check(options.Batch is >= 1 and <= 1 << 16, "batch", options.Batch, "1 to 65536 games");
        Allowed.Check(options.Rollouts == 1, "rollouts", options.Rollouts, "1 at Catch");
        Allowed.Check(!options.RandomGlimpses, "randomGlimpses", true, "false at Catch");
        Allowed.Check(!options.Loss.LeaveOneOut, "leaveOneOut", true, "false at Catch");
        Allowed.Check(!options.Loss.BeliefBaseline, "beliefBaseline", true, "false at Catch");
        return options with
        {
            Data = $"Catch, games drawn afresh; epochs of {epochUpdates} updates, {validationGames} games for validation",
        };
    }

    private void FixGaze()
    {
        _agent.Location.Linear.Weight.Value.Padded.Clear();
        _agent.Location.Linear.Bias.Value.Padded.Clear();
        _agent.Pack();
        KeepBest();
    }

    /// <summary>Games that one thread plays and learns from.</summary>
    private sealed class Shard(RecurrentAttentionModel agent, TrainingOptions options, int games) : IShard
    {
        private readonly AgentGames _agents = new(agent, games);
        private readonly GradientWorkspace _gradients = new(agent, games);

        public LossTerms Run(int epoch, ReadOnlySpan<int> indices, RolloutPlace place, Gradients gradients)
        {
            Workspace activations = _agents.Activations;
            _agents.Games.Begin(options.Seed, StreamPurpose.Game, place.Update, place.First);
            if (CatchRecipe.SeesAll(agent.Options))
                _agents.BeDeterministic();
            else
                activations.DrawRandomness(options.Seed, place.Update, place.First, options.FirstSpread);
            _agents.DrawChances(options.Seed, place.Update, place.First);
            _agents.Play();
            agent.Baseline.Forward(activations.Core.Hidden, activations.Baselines);
            LossTerms terms = CatchLoss.Compute(options.Loss, agent.Policy, _agents, place.Batch, _gradients);
            agent.Backward(activations, _gradients, gradients, options.Loss.BaselineIntoCore);
            return terms;
        }
    }
}
