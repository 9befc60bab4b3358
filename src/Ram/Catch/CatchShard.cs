using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>A few games that one thread plays and learns from, on memory allocated once.</summary>
internal sealed class CatchShard(RecurrentAttentionModel model, CatchOptions options, int games)
{
    private readonly AgentGames _agents = new(model, games);
    private readonly GradientWorkspace _gradients = new(model, games);

    /// <summary>Draws games, plays them and computes the gradients.</summary>
    /// <param name="update">The update, from 0.</param>
    /// <param name="first">The number of the first game within the update.</param>
    /// <param name="gradients">Receives this shard's share of the update's gradients.</param>
    /// <returns>The sums of the loss over the shard's games.</returns>
    public CatchTerms Run(long update, int first, Gradients gradients)
    {
        Workspace activations = _agents.Activations;
        _agents.Games.Begin(options.Seed, StreamPurpose.Game, update, first);
        if (options.FullView)
            _agents.BeDeterministic();
        else
            activations.DrawRandomness(options.Seed, update, first);
        _agents.DrawChances(options.Seed, update, first);
        _agents.Play();
        model.Baseline.Forward(activations.Core.Hidden, activations.Baselines);
        for (int game = 0; game < games; game++)
            _gradients.Returns[game] = _agents.Games.IsCaught(game) ? 1 : 0;
        CatchTerms terms = options.Loss.Compute(
            model.Policy, activations, _agents.Actions, options.Games, _gradients);
        model.Backward(activations, _gradients, gradients, options.Loss.BaselineIntoCore);
        return terms;
    }
}
