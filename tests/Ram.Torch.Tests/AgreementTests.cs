using System.Globalization;
using Ram.Experiments;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Networks;
using Ram.Training;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Ram.Torch.Tests;

/// <summary>The module beside the engine: same weights, images and locations.</summary>
public sealed class AgreementTests(ITestOutputHelper output)
{
    // Few rows, so that hardly ever a rectifier's input is so near zero that the two round it to different sides.
    private const int Rows = 8;

    // At ten times this rate, the rectifiers' kinks and rewards of 0 or 1 make differences in the last bit grow tenfold
    // in a few steps.
    private const double Rate = 1e-4;

    public static TheoryData<string> Names => [.. _cases.Keys];

    private static readonly Dictionary<string, (RamOptions Model, HybridLoss Loss, int Rollouts)> _cases = new()
    {
        ["rectifier-1"] = (new RamOptions(), new(), 1),
        ["rectifier-3"] = (new RamOptions { PatchSize = 12, Patches = 3 }, new(), 1),
        ["rectifier-2"] = (new RamOptions { Patches = 2, Glimpses = 3 }, new(), 1),
        ["rectifier-4"] = (new RamOptions { PatchSize = 12, Patches = 4 }, new(), 1),
        ["lstm-1"] = (new RamOptions { Core = CoreKind.Lstm }, new(), 1),
        ["lstm-3"] = (new RamOptions { Core = CoreKind.Lstm, PatchSize = 6, Patches = 3, Scale = 1.5 }, new(), 1),
        ["lstm-4, colour"] = (
            new RamOptions { Core = CoreKind.Lstm, PatchSize = 5, Patches = 4, Channels = 3, Glimpses = 4 }, new(), 1),
        ["every option"] = (
            new RamOptions
            {
                Channels = 3,
                Patches = 2,
                Glimpses = 4,
                Hidden = 64,
                Classes = 5,
                Squash = Squash.Tanh,
                Std = 0.3,
                UnitWidth = 0.8,
                ReinforceIntoCore = true,
                ClassifyEveryGlimpse = true,
                InputMean = 0.2,
                InputStd = 0.4,
            },
            new()
            {
                ReinforceWeight = 0.5,
                BaselineWeight = 2,
                EveryGlimpseWeight = 0.3,
                RewardScale = 3,
                Reward = RewardKind.Probability,
                LeaveOneOut = true,
            },
            4),
        ["our recipe"] = (
            new RamOptions { PatchSize = 6, Patches = 3, ReinforceIntoCore = true, ClassifyEveryGlimpse = true },
            Recipe.Find("ours", "cluttered-60").Training.Loss with { RewardScale = 2 }, 1),
        ["one glimpse"] = (new RamOptions { Glimpses = 1, Squash = Squash.None }, new(), 1),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Outputs_loss_and_every_gradient_agree(string name)
    {
        (RamOptions options, HybridLoss loss, int rollouts) = _cases[name];
        var engine = new RecurrentAttentionModel(options, seed: 3);
        var situation = new Situation(engine, Rows);
        (Workspace ours, LossTerms terms, Gradients gradients) = Learn(engine, situation, loss, rollouts);
        using var scope = NewDisposeScope();
        using TorchRam module = TorchRam.From(engine);
        TorchRollouts theirs = situation.Follow(module);
        Tensor total = new TorchLoss(options, loss, rollouts).Compute(theirs, situation.Labels.ToTensor());
        total.backward();

        var agreement = new Agreement(output);
        void Check(string what, Tensor found, float[] wanted) =>
            agreement.Check(what, Values(found), wanted.Select(value => (double)value));
        Check("locations", theirs.Locations, ours.Locations.ToArray());
        Check("hidden", theirs.Hidden, ours.Core.Hidden.ToArray());
        Check("beliefs", theirs.Logits.softmax(-1), ours.Probabilities.ToArray());
        Check("baselines", theirs.Baselines, ours.Baselines.ToArray());
        if (options.Glimpses > 1)
            Check("means", theirs.Means, ours.Means.ToArray());
        Check("loss", total.reshape(1), [(float)terms.Loss]);
        var parameters = module.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        foreach (Parameter parameter in engine.Parameters)
        {
            Tensor own = parameters[parameter.Name];
            Check(parameter.Name, own.grad ?? zeros_like(own), gradients[parameter].ToArray());
        }
        agreement.Print(name);
    }

    [Theory]
    [InlineData("rectifier-1")]
    [InlineData("rectifier-3")]
    [InlineData("lstm-1")]
    [InlineData("lstm-3")]
    public void Fifty_steps_of_Adam_where_the_engine_looked_stay_together(string name)
    {
        (RamOptions options, HybridLoss loss, _) = _cases[name];
        var engine = new RecurrentAttentionModel(options, seed: 5);
        using TorchRam module = TorchRam.From(engine);
        using var adam = optim.Adam(module.parameters(), lr: Rate);
        var hybrid = new TorchLoss(options, loss);
        using var pool = new WorkerPool(1);
        var update = new ParameterUpdate(engine, new OptimizerOptions(), clipNorm: 0);
        double largest = 0, last = 0;
        for (int step = 1; step <= 50; step++)
        {
            using var scope = NewDisposeScope();
            var situation = new Situation(engine, 32, (ulong)(1000 * step));
            Tensor theirs = hybrid.Compute(situation.Follow(module), situation.Labels.ToTensor());
            adam.zero_grad();
            theirs.backward();
            adam.step();
            (_, LossTerms terms, Gradients gradients) = Learn(engine, situation, loss, rollouts: 1);
            update.Apply(pool, [gradients], 1, Rate, step);
            last = terms.Loss;
            largest = Math.Max(largest, Math.Abs(theirs.ToDouble() - last));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: the loss, {last:F3} at the end, differed by at most {largest:E1}"));
        Assert.InRange(largest, 0, 1e-3);
    }

    [Fact]
    public void Without_training_the_module_looks_where_the_engine_looks()
    {
        var options = new RamOptions { PatchSize = 6, Patches = 2 };
        var engine = new RecurrentAttentionModel(options);
        var situation = new Situation(engine, Rows);
        using var scope = NewDisposeScope();
        using TorchRam module = TorchRam.From(engine);
        module.eval();
        TorchRollouts theirs = module.forward(situation.Images.ToTensor());
        var agreement = new Agreement(output);
        for (int row = 0; row < Rows; row++)
        {
            Rollout ours = engine.Look(situation.Images.Single(row));
            agreement.Check(
                "locations", Values(theirs.Locations.select(1, row)),
                ours.Locations.ToArray().Select(value => (double)value));
            Assert.Equal(ours.Prediction, theirs.Predictions[row].ToInt64());
        }
    }

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static (Workspace Activations, LossTerms Terms, Gradients Gradients) Learn(
        RecurrentAttentionModel model, Situation situation, HybridLoss loss, int rollouts)
    {
        Workspace workspace = situation.Follow(model);
        var scratch = new GradientWorkspace(model, situation.Rows);
        var gradients = new Gradients(model.Parameters);
        LossTerms terms = loss.Compute(model, workspace, situation.Labels, rollouts, situation.Rows, scratch);
        model.Backward(workspace, scratch, gradients);
        return (workspace, terms, gradients);
    }
}
