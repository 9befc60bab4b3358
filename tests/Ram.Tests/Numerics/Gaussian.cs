namespace Ram.Tests.Numerics;

/// <summary>The standard normal distribution, by Simpson's rule on its density; good to 1e-9.</summary>
internal static class Gaussian
{
    private const int Steps = 64;

    /// <summary>P(normal &lt; value).</summary>
    public static double Below(double value)
    {
        value = Math.Clamp(value, -8, 8);
        double width = value / Steps, sum = 0;
        for (int i = 0; i < Steps; i++)
            sum += width / 6 * (Density(i * width) + 4 * Density((i + 0.5) * width) + Density((i + 1) * width));
        return 0.5 + sum;
    }

    private static double Density(double value) => Math.Exp(-0.5 * value * value) / Math.Sqrt(2 * Math.PI);
}
