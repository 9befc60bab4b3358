using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Model;
using Ram.Tests.Numerics;
using Xunit.Abstractions;

namespace Ram.Tests.Networks;

public sealed class ReinforceNormalTests(ITestOutputHelper output)
{
    private const double Std = 0.23;

    [Fact]
    public void A_sample_is_the_mean_and_std_times_the_noise()
    {
        Matrix means = RandomMatrix.Of(5, 2, 1), noise = RandomMatrix.Of(5, 2, 2), samples = new(5, 2);
        ReinforceNormal normal = ReinforceNormal.WithStd(Std);
        normal.Forward(means, noise, samples);
        for (int row = 0; row < 5; row++)
            for (int axis = 0; axis < 2; axis++)
                Assert.Equal(means[row, axis] + Std * noise[row, axis], samples[row, axis], 1e-6);
        normal.Forward(means, new Matrix(5, 2), samples);
        Bits.Equal(means.ToArray(), samples.ToArray());
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0.5, -0.3, 0.7, -0.9)]
    [InlineData(0.9, 0.9, 3.5, -2)] // far outside [-1, 1]: the probability is that of the unclamped sample
    public void Log_probability_is_that_of_a_gaussian(float meanX, float meanY, float x, float y)
    {
        double expected = NaiveModel.LogProbability([meanX, meanY], [x, y], Std);
        Assert.Equal(expected, ReinforceNormal.WithStd(Std).LogProbability([meanX, meanY], [x, y]),
            Math.Abs(expected) * 1e-6);
    }

    [Fact]
    public void Gradients_agree_with_differences()
    {
        const int Rows = 7;
        Matrix means = RandomMatrix.Of(Rows, 2, 1), samples = RandomMatrix.Of(Rows, 2, 2);
        float[] advantages = RandomMatrix.Of(1, Rows, 3).ToArray();
        double[][] mean = TinyModel.Doubles(means), sample = TinyModel.Doubles(samples);
        double[][] std = [.. mean.Select(_ => new[] { Std, Std })];
        // Each component has its own deviation here, so that the derivative by each can be taken.
        double Loss() => -Enumerable.Range(0, Rows).Sum(row => advantages[row] * Enumerable.Range(0, 2).Sum(axis =>
            NaiveModel.LogProbability([mean[row][axis]], [sample[row][axis]], std[row][axis])));

        ReinforceNormal normal = ReinforceNormal.WithStd(Std);
        Matrix byMean = new(Rows, 2), byStd = new(Rows, 2);
        normal.Backward(means, samples, advantages, byMean);
        normal.BackwardStd(means, samples, advantages, byStd);
        var agreement = new Agreement(output);
        agreement.Check("mean", byMean.ToArray(), mean.SelectMany(row => CentralDifferences.By(row, Loss)));
        agreement.Check("std", byStd.ToArray(), std.SelectMany(row => CentralDifferences.By(row, Loss)));
        agreement.Print("ReinforceNormal");
    }

    [Fact]
    public void A_variance_is_the_square_of_a_standard_deviation()
    {
        Assert.Equal(0.3f, ReinforceNormal.WithStd(0.3).Std);
        Assert.Equal(0.3, ReinforceNormal.WithVariance(0.09).Std, 1e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void A_spread_that_is_none_is_refused(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReinforceNormal.WithStd(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReinforceNormal.WithVariance(value));
    }

    [Fact]
    public void Not_a_number_is_not_hidden()
    {
        ReinforceNormal normal = ReinforceNormal.WithStd(Std);
        Matrix means = new(1, 2), samples = new(1, 2), gradient = new(1, 2);
        means[0, 1] = float.NaN;
        Assert.True(float.IsNaN(normal.LogProbability(means.Row(0), samples.Row(0))));
        normal.Backward(means, samples, [1], gradient);
        Assert.Equal([false, true], gradient.ToArray().Select(float.IsNaN));
        normal.Forward(means, new Matrix(1, 2), samples);
        Assert.True(float.IsNaN(samples[0, 1]));
    }
}
