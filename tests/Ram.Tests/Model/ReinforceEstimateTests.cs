using System.Globalization;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Networks;
using Ram.Tests.Numerics;
using Xunit.Abstractions;

namespace Ram.Tests.Model;

/// <summary>
/// REINFORCE on a task small enough to enumerate. The retina is one pixel and the glimpse network does not read the
/// location, so that a rollout depends on the pixels visited alone, and the expected reward is a finite sum: over the
/// pixels of two decisions, with the Gaussian probabilities of falling on each.
/// </summary>
public sealed class ReinforceEstimateTests(ITestOutputHelper output)
{
    private const int Height = 3, Width = 4, Rows = 1000, Batches = 200, Label = 1;

    private static readonly RamOptions _options = new()
    {
        PatchSize = 1,
        Glimpses = 3,
        Hidden = 7,
        Classes = 3,
        Std = 0.5,
        Squash = Squash.None,
    };

    private static readonly byte[] _image = [0, 250, 30, 130, 200, 10, 255, 60, 90, 170, 220, 40];

    [Theory]
    [InlineData(RewardKind.Correct)]
    [InlineData(RewardKind.Probability)]
    public void The_mean_estimate_is_the_gradient_of_the_expected_reward_and_a_baseline_lowers_its_variance(
        RewardKind reward)
    {
        RecurrentAttentionModel model = Model();
        var task = new Enumeration(new NaiveModel(model), reward);
        double expected = task.ExpectedReward();
        double[] analytic = [.. task.Gradient("location.weight"), .. task.Gradient("location.bias")];
        Assert.InRange(expected, 0.2, 0.8);
        Assert.All(analytic.TakeLast(2), value => Assert.True(Math.Abs(value) > 0.01));

        Estimate plain = Sample(model, reward, baseline: 0), reduced = Sample(model, reward, baseline: expected);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{reward}: expected reward {expected:F4}, {Rows * Batches} rollouts; variance of the estimate "
            + $"{plain.Variance:F3} without a baseline, {reduced.Variance:F3} with one."));
        foreach (Estimate estimate in new[] { plain, reduced })
        {
            Assert.Equal(expected, estimate.MeanReturn, 4 * 0.5 / Math.Sqrt(Rows * Batches));
            for (int i = 0; i < analytic.Length; i++)
                Assert.InRange(Math.Abs(estimate.Mean[i] - analytic[i]), 0, 4 * estimate.StandardError[i]);
        }
        // The error bars are narrow enough to tell this gradient from none.
        Assert.Contains(analytic.Zip(reduced.StandardError), pair => Math.Abs(pair.First) > 10 * pair.Second);
        Assert.True(reduced.Variance < 0.9 * plain.Variance);
    }

    private static RecurrentAttentionModel Model()
    {
        RecurrentAttentionModel model = TinyModel.Create(_options, new GlimpseWidths(9, 5, 11), seed: 4300, scale: 0.8);
        model.Glimpse.Location.Weight.Value.Padded.Clear();
        model.Baseline.Linear.Weight.Value.Padded.Clear();
        for (int row = 0; row < 2; row++)
            foreach (ref float weight in model.Location.Linear.Weight.Value.Row(row))
                weight *= 0.3f;
        model.Pack();
        return model;
    }

    private static Estimate Sample(RecurrentAttentionModel model, RewardKind reward, double baseline)
    {
        model.Baseline.Linear.Bias.Value[0, 0] = (float)baseline;
        var loss = new HybridLoss { Reward = reward };
        var workspace = new Workspace(model, Rows);
        var scratch = new GradientWorkspace(model, Rows);
        var gradients = new Gradients(model.Parameters);
        var labels = new byte[Rows];
        labels.AsSpan().Fill(Label);
        var estimate = new Estimate(model);
        for (int batch = 0; batch < Batches; batch++)
        {
            workspace.DrawRandomness(seed: 1, step: batch, firstRollout: 0);
            workspace.Locations.Slice(0, Rows).Padded.Clear();
            model.Forward(workspace, new ImageRows(_image, 0, 1, Height, Width, Rows));
            model.Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
            LossTerms terms = loss.Compute(model, workspace, labels, 1, Rows, scratch);
            model.Backward(workspace, scratch, gradients);
            estimate.Add(workspace, scratch, gradients, terms);
        }
        return estimate;
    }

    /// <summary>Moments of what single rollouts estimate as the gradient of the location network.</summary>
    private sealed class Estimate(RecurrentAttentionModel model)
    {
        private const int Count = Rows * Batches;
        private readonly double[] _sums = new double[16], _squares = new double[16];
        private double _returns;

        public double[] Mean => [.. _sums.Select(sum => sum / Count)];

        public double[] StandardError => [.. Variances.Select(variance => Math.Sqrt(variance / Count))];

        /// <summary>The sum of the variances of all components.</summary>
        public double Variance => Variances.Sum();

        public double MeanReturn => _returns / Count;

        private IEnumerable<double> Variances =>
            _squares.Zip(_sums, (square, sum) => square / Count - sum / Count * (sum / Count));

        public void Add(Workspace workspace, GradientWorkspace scratch, Gradients gradients, LossTerms terms)
        {
            _returns += terms.Return;
            var batch = new double[16];
            for (int row = 0; row < Rows; row++)
                AddRollout(workspace, scratch, row, batch);
            // What the engine sums over the batch is the sum of these rollouts.
            Linear linear = model.Location.Linear;
            float[] engine = [.. gradients[linear.Weight].ToArray(), .. gradients[linear.Bias].ToArray()];
            for (int i = 0; i < 16; i++)
                Assert.Equal(-batch[i] / Rows, engine[i], 1e-4);
        }

        // The loss is a mean over the batch and descends; a rollout's estimate of the ascent is -rows times its part.
        private void AddRollout(Workspace workspace, GradientWorkspace scratch, int row, double[] batch)
        {
            Span<double> estimate = stackalloc double[16];
            for (int step = 0; step < 2; step++)
                for (int axis = 0; axis < 2; axis++)
                {
                    double byMean = -Rows * scratch.Means[step * Rows + row, axis];
                    ReadOnlySpan<float> hidden = workspace.Core.Hidden.Row(step * Rows + row);
                    for (int unit = 0; unit < 7; unit++)
                        estimate[axis * 7 + unit] += byMean * hidden[unit];
                    estimate[14 + axis] += byMean;
                }
            for (int i = 0; i < 16; i++)
            {
                batch[i] += estimate[i];
                _sums[i] += estimate[i];
                _squares[i] += estimate[i] * estimate[i];
            }
        }
    }

    /// <summary>The expected reward as a sum over all pairs of pixels, those outside included.</summary>
    private sealed class Enumeration(NaiveModel model, RewardKind reward)
    {
        public double[] Gradient(string parameter) => CentralDifferences.By(model[parameter], ExpectedReward);

        public double ExpectedReward()
        {
            double[] start = Glimpse(Width / 2, Height / 2);
            double[] firstMean = model.Mean(model.Core([start])[^1]);
            double sum = 0;
            foreach ((int x, int y, double first) in Pixels(firstMean))
            {
                double[] seen = Glimpse(x, y), secondMean = model.Mean(model.Core([start, seen])[^1]);
                foreach ((int nextX, int nextY, double second) in Pixels(secondMean))
                    sum += first * second * Reward(model.Core([start, seen, Glimpse(nextX, nextY)])[^1]);
            }
            return sum;
        }

        private double Reward(double[] hidden)
        {
            double[] belief = model.Belief(hidden);
            return reward == RewardKind.Probability ? belief[Label] : belief[Label] == belief.Max() ? 1 : 0;
        }

        private double[] Glimpse(int x, int y) =>
            model.Glimpse([x < Width && y < Height ? _image[y * Width + x] / 255.0 : 0], [0, 0]);

        /// <summary>The pixels that a Gaussian around a mean falls on, with their probabilities.</summary>
        private static IEnumerable<(int X, int Y, double Probability)> Pixels(double[] mean)
        {
            double[] columns = Probabilities(mean[0], Width), rows = Probabilities(mean[1], Height);
            for (int y = 0; y <= Height; y++)
                for (int x = 0; x <= Width; x++)
                    yield return (x, y, columns[x] * rows[y]);
        }

        // Pixel i spans -1 + 2 i / size and on; samples left of the image are clamped onto its first pixel, those right
        // of it onto 1, which is the first pixel outside.
        private static double[] Probabilities(double mean, int size)
        {
            var probabilities = new double[size + 1];
            for (int i = 0; i <= size; i++)
            {
                double low = i == 0 ? 0 : Gaussian.Below((-1 + 2.0 * i / size - mean) / (float)_options.Std);
                double high = i == size ? 1 : Gaussian.Below((-1 + 2.0 * (i + 1) / size - mean) / (float)_options.Std);
                probabilities[i] = high - low;
            }
            return probabilities;
        }
    }
}
