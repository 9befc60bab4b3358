namespace Ram.Tests.Networks;

/// <summary>The derivative of a function in doubles, (f(x + h) - f(x - h)) / 2h.</summary>
internal static class CentralDifferences
{
    /// <summary>The formula's error falls as h², rounding's grows as 1/h: near the cube root of 2^-52.</summary>
    private const double Step = 1e-5;

    /// <summary>The derivative by each of <paramref name="variables"/>, which the function reads.</summary>
    public static double[] By(double[] variables, Func<double> function)
    {
        var derivatives = new double[variables.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            double value = variables[i];
            variables[i] = value + Step;
            double above = function();
            variables[i] = value - Step;
            derivatives[i] = (above - function()) / (2 * Step);
            variables[i] = value;
        }
        return derivatives;
    }
}
