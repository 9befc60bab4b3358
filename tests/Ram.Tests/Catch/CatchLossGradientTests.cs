using Ram.Catch;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Model;
using Ram.Tests.Networks;
using Xunit.Abstractions;

namespace Ram.Tests.Catch;

/// <summary>The gradient of the whole agent by the whole loss, on games that it played, against differences.</summary>
public sealed class CatchLossGradientTests(ITestOutputHelper output)
{
    private const int Games = 3;

    private static readonly HybridLoss _weighted =
        new() { ReinforceWeight = 0.3, BaselineWeight = 1.7, EntropyWeight = 0.2, Lambda = 0.6, BaselineIntoCore = false };

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Loss_and_gradients_agree_with_the_naive_model(bool weighted, bool intoCore)
    {
        HybridLoss loss = weighted ? _weighted : CatchRecipe.Training.Loss;
        RamOptions options = CatchRecipe.Agent with
        {
            PatchSize = 2,
            Hidden = 5,
            Squash = Squash.Tanh,
            ReinforceIntoCore = intoCore,
        };
        RecurrentAttentionModel model = TinyModel.Create(options, new GlimpseWidths(4, 3, 6), seed: 5, scale: 0.6);
        var agents = new AgentGames(model, Games);
        Workspace activations = agents.Activations;
        agents.Games.Begin(1, StreamPurpose.Game, update: 0, first: 0);
        activations.DrawRandomness(seed: 1, step: 0, firstRollout: 0);
        agents.DrawChances(1, 0, 0);
        agents.Play();
        model.Baseline.Forward(activations.Core.Hidden, activations.Baselines);
        var scratch = new GradientWorkspace(model, Games);
        LossTerms terms = CatchLoss.Compute(loss, model.Policy, agents, Games, scratch);
        double[] returns = [.. scratch.Returns.Select(value => (double)value)];
        var gradients = new Gradients(model.Parameters);
        model.Backward(activations, scratch, gradients, loss.BaselineIntoCore);

        NaiveRollout[] rollouts =
            [.. Enumerable.Range(0, Games).Select(game => NaiveRollout.Of(activations, game, label: 0))];
        int[] actions = [.. agents.Actions.ToArray().Select(action => (int)action)];
        var naive = new NaiveModel(model);
        var oracle = new NaiveCatchLoss(options, loss, new NaiveModel(model), rollouts, actions, returns);
        var agreement = new Agreement(output);
        Assert.Equal((returns.Sum(), Games - returns.Sum()), (terms.Return, terms.Errors));
        agreement.Check("loss", [(float)terms.Loss], [oracle.Of(naive)]);
        foreach (Parameter parameter in model.Parameters)
            agreement.Check(parameter.Name, gradients[parameter].ToArray(),
                CentralDifferences.By(naive[parameter.Name], () => oracle.Of(naive)));
        agreement.Print($"weighted {weighted}, into the core {intoCore}");
    }
}
