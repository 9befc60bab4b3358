using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Model;
using Ram.Tests.Numerics;
using Xunit.Abstractions;

namespace Ram.Tests.Networks;

/// <summary>The location, action and baseline networks.</summary>
public sealed class HeadTests(ITestOutputHelper output)
{
    private const int Rows = 9;

    [Theory]
    [InlineData(Squash.Clip)]
    [InlineData(Squash.Tanh)]
    [InlineData(Squash.None)]
    public void Location_network_agrees_with_the_naive_one(Squash squash)
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options with { Squash = squash }, scale: 0.3);
        var naive = new NaiveModel(model);
        Matrix hidden = RandomMatrix.Of(Rows, 18, 2), outputs = new(Rows, 2), means = new(Rows, 2);
        model.Location.Forward(hidden, outputs, means);
        double[][] states = TinyModel.Doubles(hidden);
        double[][] Means() => [.. states.Select(naive.Mean)];
        var agreement = new Agreement(output);
        agreement.Check("means", means.ToArray(), Means().SelectMany(row => row));
        Assert.Contains(outputs.ToArray(), value => Math.Abs(value) > 1);
        Assert.Contains(outputs.ToArray(), value => Math.Abs(value) < 1);

        Matrix byMean = RandomMatrix.Of(Rows, 2, 3);
        double[][] factors = TinyModel.Doubles(byMean);
        var gradients = new Gradients(model.Parameters);
        model.Location.Backward(hidden, outputs, means, byMean, gradients);
        CheckLinear(agreement, model.Location.Linear, gradients, naive, () => TinyModel.Dot(Means(), factors));
        agreement.Print($"location, {squash}");
    }

    [Fact]
    public void Action_network_agrees_with_the_naive_one()
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options);
        var naive = new NaiveModel(model);
        Matrix hidden = RandomMatrix.Of(Rows, 18, 2), beliefs = new(Rows, 7);
        model.Action.Forward(hidden, beliefs);
        double[][] states = TinyModel.Doubles(hidden);
        var agreement = new Agreement(output);
        agreement.Check("beliefs", beliefs.ToArray(), states.SelectMany(naive.Belief));

        // Cross-entropy with class row mod 7: its gradient by the logits is belief - one-hot.
        Matrix byLogits = new(Rows, 7);
        for (int row = 0; row < Rows; row++)
            for (int label = 0; label < 7; label++)
                byLogits[row, label] = beliefs[row, label] - (label == row % 7 ? 1 : 0);
        var gradients = new Gradients(model.Parameters);
        model.Action.Linear.WeightGradients(hidden, byLogits, gradients);
        CheckLinear(agreement, model.Action.Linear, gradients, naive,
            () => -states.Select((state, row) => Math.Log(naive.Belief(state)[row % 7])).Sum());
        agreement.Print("action");
    }

    [Fact]
    public void Beliefs_of_extreme_logits_are_probabilities()
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options, scale: 1000);
        Matrix beliefs = new(Rows, 7);
        model.Action.Forward(RandomMatrix.Of(Rows, 18, 2), beliefs);
        for (int row = 0; row < Rows; row++)
        {
            Assert.Equal(1, beliefs.Row(row).ToArray().Sum(), 1e-6);
            Assert.All(beliefs.Row(row).ToArray(), value => Assert.InRange(value, 0, 1));
        }
    }

    [Fact]
    public void Baseline_network_agrees_with_the_naive_one()
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options);
        var naive = new NaiveModel(model);
        Matrix hidden = RandomMatrix.Of(Rows, 18, 2), baselines = new(Rows, 1), byBaseline = new(Rows, 1);
        model.Baseline.Forward(hidden, baselines);
        double[][] states = TinyModel.Doubles(hidden);
        var agreement = new Agreement(output);
        agreement.Check("baselines", baselines.ToArray(), states.Select(naive.Baseline));

        // Squared error against a return of row mod 2.
        for (int row = 0; row < Rows; row++)
            byBaseline[row, 0] = -2 * (row % 2 - baselines[row, 0]);
        var gradients = new Gradients(model.Parameters);
        model.Baseline.Backward(hidden, byBaseline, gradients);
        CheckLinear(agreement, model.Baseline.Linear, gradients, naive,
            () => states.Select((state, row) => Math.Pow(row % 2 - naive.Baseline(state), 2)).Sum());
        agreement.Print("baseline");
    }

    private static void CheckLinear(
        Agreement agreement, Linear linear, Gradients gradients, NaiveModel naive, Func<double> loss)
    {
        foreach (Parameter parameter in new[] { linear.Weight, linear.Bias })
            agreement.Check(parameter.Name, gradients[parameter].ToArray(),
                CentralDifferences.By(naive[parameter.Name], loss));
    }
}
