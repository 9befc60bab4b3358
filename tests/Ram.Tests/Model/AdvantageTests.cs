using Ram.Model;

namespace Ram.Tests.Model;

public sealed class AdvantageTests
{
    // Two rollouts of three decisions each, decision by decision.
    private static readonly float[] _expected = [0.1f, 0.2f, 0.3f, 0.5f, 0.6f, 0.4f], _returns = [1, 0];

    [Fact]
    public void With_a_lambda_of_1_it_is_the_return_less_what_was_expected() =>
        AssertClose([0.9, -0.2, 0.7, -0.5, 0.4, -0.4], Replaced(1));

    [Fact]
    public void With_a_lambda_of_0_it_is_what_the_next_glimpse_changed() =>
        AssertClose([0.2, 0.3, 0.3, -0.1, 0.4, -0.4], Replaced(0));

    [Fact]
    public void Between_them_later_changes_count_less() => AssertClose(
        [0.2 + 0.5 * 0.3 + 0.25 * 0.4, 0.3 - 0.5 * 0.1 - 0.25 * 0.4, 0.3 + 0.5 * 0.4, -0.1 - 0.5 * 0.4, 0.4, -0.4],
        Replaced(0.5));

    [Fact]
    public void Without_a_decision_there_is_none() => HybridLoss.EstimateAdvantages([], _returns, 0.9);

    private static float[] Replaced(double lambda)
    {
        float[] values = [.. _expected];
        HybridLoss.EstimateAdvantages(values, _returns, lambda);
        return values;
    }

    private static void AssertClose(double[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}
