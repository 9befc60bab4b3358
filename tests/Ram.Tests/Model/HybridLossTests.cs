using Ram.Model;
using Ram.Tests.Networks;

namespace Ram.Tests.Model;

public sealed class HybridLossTests
{
    private static readonly HybridLoss _good = new();

    private static readonly Dictionary<string, (HybridLoss Loss, string Named)> _bad = new()
    {
        ["negative weight of REINFORCE"] = (_good with { ReinforceWeight = -1 }, "reinforceWeight"),
        ["weight of REINFORCE NaN"] = (_good with { ReinforceWeight = double.NaN }, "reinforceWeight"),
        ["negative weight of the baseline"] = (_good with { BaselineWeight = -1e-9 }, "baselineWeight"),
        ["weight of the baseline infinite"] =
            (_good with { BaselineWeight = double.PositiveInfinity }, "baselineWeight"),
        ["weight of every glimpse NaN"] = (_good with { EveryGlimpseWeight = double.NaN }, "everyGlimpseWeight"),
        ["weight of every glimpse too large"] = (_good with { EveryGlimpseWeight = 1e7 }, "everyGlimpseWeight"),
        ["negative weight of the entropy"] = (_good with { EntropyWeight = -1 }, "entropyWeight"),
        ["reward scale 0"] = (_good with { RewardScale = 0 }, "rewardScale"),
        ["reward scale NaN"] = (_good with { RewardScale = double.NaN }, "rewardScale"),
        ["negative lambda"] = (_good with { Lambda = -0.1 }, "lambda"),
        ["lambda above 1"] = (_good with { Lambda = 1.1 }, "lambda"),
        ["lambda of a leave-one-out baseline"] = (_good with { Lambda = 0.9, LeaveOneOut = true }, "lambda"),
        ["two baselines"] = (_good with { BeliefBaseline = true, LeaveOneOut = true }, "beliefBaseline"),
        ["unknown reward"] = (_good with { Reward = (RewardKind)2 }, "reward"),
    };

    public static TheoryData<string> BadNames => [.. _bad.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void An_option_out_of_range_is_named(string name)
    {
        var error = Assert.Throws<RamException>(() => _bad[name].Loss.Validate());
        Assert.StartsWith($"{_bad[name].Named} is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rewards_are_for_the_right_class_or_its_probability()
    {
        (RecurrentAttentionModel model, Workspace workspace, GradientWorkspace scratch) =
            Probabilities([0.7f, 0.2f, 0.1f], [0.3f, 0.4f, 0.3f]);
        LossTerms terms = (_good with { RewardScale = 2 }).Compute(model, workspace, [0, 2], 1, 2, scratch);
        Assert.Equal([2, 0], scratch.Returns);
        Assert.Equal((1, 2), (terms.Errors, terms.Return));
        Assert.Equal(-Math.Log(0.7) - Math.Log(0.3), terms.Action, 1e-6);

        terms = (_good with { Reward = RewardKind.Probability }).Compute(model, workspace, [1, 1], 1, 2, scratch);
        Assert.Equal([0.2f, 0.4f], scratch.Returns);
        Assert.Equal(1, terms.Errors);

        (_good with { CustomReward = (probabilities, label) => label - probabilities[label] })
            .Compute(model, workspace, [1, 1], 1, 2, scratch);
        Assert.Equal([0.8f, 0.6f], scratch.Returns);
    }

    [Fact]
    public void A_belief_of_zero_gives_a_finite_loss()
    {
        (RecurrentAttentionModel model, Workspace workspace, GradientWorkspace scratch) = Probabilities([1, 0, 0], [1, 0, 0]);
        LossTerms terms = _good.Compute(model, workspace, [1, 2], 1, 2, scratch);
        Assert.True(double.IsFinite(terms.Loss));
        Assert.InRange(terms.Action / 2, 80, 90);
    }

    [Fact]
    public void Not_a_number_in_a_belief_reaches_the_loss()
    {
        (RecurrentAttentionModel model, Workspace workspace, GradientWorkspace scratch) =
            Probabilities([float.NaN, 0, 1], [0, 1, 0]);
        Assert.True(double.IsNaN(_good.Compute(model, workspace, [0, 1], 1, 2, scratch).Loss));
    }

    [Fact]
    public void An_advantage_is_the_return_less_the_baseline_or_less_the_mean_of_the_others()
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options with { Glimpses = 2 });
        Workspace workspace = new(model, 6);
        var scratch = new GradientWorkspace(model, 6);
        workspace.Probabilities.Padded.Fill(1f / 7);
        for (int row = 0; row < 6; row++)
            workspace.Baselines[row, 0] = 0.1f * row;
        byte[] labels = [1, 0, 1, 0, 0, 1];
        HybridLoss loss = _good with { BaselineWeight = 0.5, CustomReward = (_, label) => label };

        LossTerms terms = loss.Compute(model, workspace, labels, 3, 6, scratch);
        AssertClose([1 / 6.0, -0.1 / 6, 0.8 / 6, -0.3 / 6, -0.4 / 6, 0.5 / 6], scratch.Advantages);
        AssertClose([-1 / 6.0, 0.1 / 6, -0.8 / 6, 0.3 / 6, 0.4 / 6, -0.5 / 6], scratch.Baselines.ToArray());
        Assert.Equal(0.5 * (1 + 0.01 + 0.64 + 0.09 + 0.16 + 0.25), terms.Baseline, 1e-5);

        (loss with { LeaveOneOut = true }).Compute(model, workspace, labels, 3, 6, scratch);
        AssertClose([0.5 / 6, -1 / 6.0, 0.5 / 6, -0.5 / 6, -0.5 / 6, 1 / 6.0], scratch.Advantages);
        AssertClose([-1 / 6.0, 0.1 / 6, -0.8 / 6, 0.3 / 6, 0.4 / 6, -0.5 / 6], scratch.Baselines.ToArray());
    }

    [Fact]
    public void Terms_add_up()
    {
        var sum = new LossTerms { Rollouts = 2, Action = 1, Reinforce = -3, Baseline = 5, Errors = 1, Return = 1 };
        sum.Add(new LossTerms { Rollouts = 4, Action = 2, Reinforce = 4, Baseline = 3, Errors = 2, Return = 3 });
        Assert.Equal(
            new LossTerms { Rollouts = 6, Action = 3, Reinforce = 1, Baseline = 8, Errors = 3, Return = 4 }, sum);
        Assert.Equal(2, sum.Loss);
    }

    /// <summary>Two rollouts of one glimpse that ended with these beliefs.</summary>
    private static (RecurrentAttentionModel, Workspace, GradientWorkspace) Probabilities(float[] first, float[] second)
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options with { Glimpses = 1, Classes = 3 });
        Workspace workspace = new(model, 2);
        first.CopyTo(workspace.Probabilities.Row(0));
        second.CopyTo(workspace.Probabilities.Row(1));
        return (model, workspace, new GradientWorkspace(model, 2));
    }

    private static void AssertClose(double[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}
