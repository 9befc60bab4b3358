using Ram.Numerics;

namespace Ram.Networks;

/// <summary>
/// A stochastic unit: a Gaussian around the mean that it is given, with a fixed standard deviation. Its gradients are
/// REINFORCE's (equation 3): the advantage times the gradient of the sample's log-probability.
/// </summary>
public sealed class ReinforceNormal
{
    private readonly double _logNormaliser;

    private ReinforceNormal(double std)
    {
        Std = (float)std;
        if (!(Std > 0) || !float.IsNormal(Std * Std * Std))
            throw new ArgumentOutOfRangeException(
                nameof(std), std, "A standard deviation is above zero, and its cube is a normal number of 32 bits.");
        _logNormaliser = Math.Log(Std) + 0.5 * Math.Log(2 * Math.PI);
    }

    /// <summary>The standard deviation, in action units.</summary>
    public float Std { get; }

    /// <summary>A Gaussian with a standard deviation, which is not its variance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="std"/> is not above zero, or extreme.</exception>
    public static ReinforceNormal WithStd(double std) => new(std);

    /// <summary>A Gaussian with a variance, the square of the standard deviation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">When <paramref name="variance"/> is not above zero, or extreme.</exception>
    public static ReinforceNormal WithVariance(double variance) => new(Math.Sqrt(variance));

    /// <summary>
    /// sample = mean + std x standard normal noise, all <c>[rows, columns]</c>; without noise, the mean itself.
    /// </summary>
    public void Forward(Matrix means, Matrix noise, Matrix samples)
    {
        for (int row = 0; row < means.Rows; row++)
            for (int column = 0; column < means.Columns; column++)
                samples[row, column] = means[row, column] + Std * noise[row, column];
    }

    /// <summary>log N(sample; mean, std), summed over the components of one sample.</summary>
    public float LogProbability(ReadOnlySpan<float> mean, ReadOnlySpan<float> sample)
    {
        double sum = 0;
        for (int column = 0; column < mean.Length; column++)
        {
            double deviation = ((double)sample[column] - mean[column]) / Std;
            sum -= 0.5 * deviation * deviation + _logNormaliser;
        }
        return (float)sum;
    }

    /// <summary>
    /// The gradient of -advantage x log N(sample; mean, std) by the mean, -(sample - mean) / std² x advantage. Samples
    /// are unclamped, <c>[rows, columns]</c>, as are means and gradient; the advantages are one for each row.
    /// </summary>
    public void Backward(Matrix means, Matrix samples, ReadOnlySpan<float> advantages, Matrix meanGradient)
    {
        for (int row = 0; row < means.Rows; row++)
            for (int column = 0; column < means.Columns; column++)
                meanGradient[row, column] =
                    -(samples[row, column] - means[row, column]) / (Std * Std) * advantages[row];
    }

    /// <summary>The same gradient by each component's standard deviation: -((sample - mean)² - std²) / std³ x advantage.</summary>
    /// <inheritdoc cref="Backward"/>
    public void BackwardStd(Matrix means, Matrix samples, ReadOnlySpan<float> advantages, Matrix stdGradient)
    {
        for (int row = 0; row < means.Rows; row++)
            for (int column = 0; column < means.Columns; column++)
            {
                float deviation = samples[row, column] - means[row, column];
                stdGradient[row, column] = -(deviation * deviation - Std * Std) / (Std * Std * Std) * advantages[row];
            }
    }
}
