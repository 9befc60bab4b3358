using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class ParameterUpdateTests
{
    private static readonly OptimizerOptions _plain = new() { Kind = OptimizerKind.Sgd, Momentum = 0 };

    [Theory]
    [InlineData(0, 1)] // no limit
    [InlineData(1e6, 1)] // a limit that is not met
    [InlineData(0.5, 0)] // a limit that is
    public void The_sum_of_the_shards_is_clipped_to_its_norm(double clipNorm, int unclipped)
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        Gradients[] shards = [Random(model, 1), Random(model, 2), Random(model, 3)];
        double[] sum = [.. Flat(model, shards[0]).Zip(Flat(model, shards[1]), Flat(model, shards[2])).Select(
            values => (double)values.First + values.Second + values.Third)];
        double norm = Math.Sqrt(sum.Sum(value => value * value)), factor = unclipped == 1 ? 1 : clipNorm / norm;
        float[] before = TinyTask.Weights(model);
        using var pool = new WorkerPool(2);
        new ParameterUpdate(model, _plain, clipNorm).Apply(pool, shards, 3, rate: 0.1, update: 1);
        float[] after = TinyTask.Weights(model);
        for (int i = 0; i < sum.Length; i++)
            Assert.Equal(before[i] - 0.1 * factor * sum[i], after[i], 1e-5);
    }

    [Fact]
    public void Shards_beyond_the_count_are_left_out()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(), other = TinyTask.NewModel();
        using var pool = new WorkerPool(1);
        new ParameterUpdate(model, _plain, 0).Apply(pool, [Random(model, 1), Random(model, 2)], 1, 0.1, 1);
        new ParameterUpdate(other, _plain, 0).Apply(pool, [Random(other, 1)], 1, 0.1, 1);
        Bits.Equal(TinyTask.Weights(other), TinyTask.Weights(model));
    }

    [Theory]
    [InlineData(CoreKind.Rectifier)]
    [InlineData(CoreKind.Lstm)]
    public void New_weights_are_packed_for_the_next_pass(CoreKind core)
    {
        RecurrentAttentionModel model = TinyTask.NewModel(TinyTask.Model with { Core = core });
        using var pool = new WorkerPool(2);
        new ParameterUpdate(model, _plain, 0).Apply(pool, [Random(model, 1)], 1, 0.1, 1);
        float[] beliefs = model.Look(TinyTask.Train.Images).Probabilities.ToArray();
        model.Pack();
        Bits.Equal(model.Look(TinyTask.Train.Images).Probabilities.ToArray(), beliefs);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_gradient_that_is_not_finite_stops_before_any_weight_changes(float value)
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        Gradients gradients = Random(model, 1);
        gradients[model.Action.Linear.Bias][0, 1] = value;
        float[] before = TinyTask.Weights(model);
        using var pool = new WorkerPool(2);
        var error = Assert.Throws<RamException>(
            () => new ParameterUpdate(model, new OptimizerOptions(), 1).Apply(pool, [gradients], 1, 0.1, 17));
        Assert.Contains("The gradient is not a finite number", error.Message, StringComparison.Ordinal);
        Bits.Equal(before, TinyTask.Weights(model));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_gradient_that_is_not_finite_stops_the_training_without_a_limit_too(int shards)
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        Gradients[] gradients = [.. Enumerable.Range(1, shards).Select(seed => Random(model, seed))];
        gradients[^1][model.Action.Linear.Bias][0, 1] = float.NaN;
        using var pool = new WorkerPool(2);
        var error = Assert.Throws<RamException>(
            () => new ParameterUpdate(model, _plain, 0).Apply(pool, gradients, shards, 0.1, 1));
        Assert.Contains("The gradient is not a finite number", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Shards_step_as_their_sum_does(OptimizerKind kind)
    {
        RecurrentAttentionModel apart = TinyTask.NewModel(), together = TinyTask.NewModel();
        Gradients[] shards = [Random(apart, 1), Random(apart, 2), Random(apart, 3)];
        var sum = new Gradients(together.Parameters);
        foreach ((Parameter of, Parameter at) in apart.Parameters.Zip(together.Parameters))
            for (int i = 0; i < sum[at].Padded.Length; i++)
                sum[at].Padded[i] = shards[0][of].Padded[i] + shards[1][of].Padded[i] + shards[2][of].Padded[i];
        using var pool = new WorkerPool(2);
        var options = new OptimizerOptions { Kind = kind };
        new ParameterUpdate(apart, options, 0).Apply(pool, shards, 3, 0.1, 1);
        new ParameterUpdate(together, options, 0).Apply(pool, [sum], 1, 0.1, 1);
        Bits.Equal(TinyTask.Weights(together), TinyTask.Weights(apart));
    }

    [Fact]
    public void A_weight_that_overflows_stops_the_training()
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        model.Core.Hidden.Weight.Value[2, 3] = -3e38f;
        Gradients gradients = new(model.Parameters);
        gradients[model.Core.Hidden.Weight][2, 3] = 1e18f;
        using var pool = new WorkerPool(1);
        var error = Assert.Throws<RamException>(
            () => new ParameterUpdate(model, _plain, 0).Apply(pool, [gradients], 1, 1000 * 1e18, 5));
        Assert.Contains("A weight is not a finite number", error.Message, StringComparison.Ordinal);
    }

    private static Gradients Random(RecurrentAttentionModel model, int seed)
    {
        var gradients = new Gradients(model.Parameters);
        foreach (Parameter parameter in model.Parameters)
            RandomMatrix.Fill(gradients[parameter], 100 * seed + parameter.Index);
        return gradients;
    }

    private static float[] Flat(RecurrentAttentionModel model, Gradients gradients) =>
        [.. model.Parameters.SelectMany(parameter => gradients[parameter].ToArray())];
}
