using System.Globalization;
using Xunit.Abstractions;

namespace Ram.Tests.Networks;

/// <summary>Compares tensors by max|a - b| / max|b|, and prints the largest of all.</summary>
internal sealed class Agreement(ITestOutputHelper output)
{
    private const double Allowed = 1e-4;

    public double Largest { get; private set; }

    /// <summary>Both must be zero throughout, or agree to 1e-4 of the largest.</summary>
    public void Check(string name, IEnumerable<float> actual, IEnumerable<double> expected)
    {
        double[] found = [.. actual.Select(value => (double)value)], wanted = [.. expected];
        Assert.Equal(wanted.Length, found.Length);
        // The largest of several numbers passes over those that are none.
        Assert.All(found.Concat(wanted), value => Assert.True(double.IsFinite(value), $"{name} has {value}."));
        double scale = wanted.Max(Math.Abs);
        if (scale == 0)
        {
            Assert.All(found, value => Assert.Equal(0, value));
            return;
        }
        double error = found.Zip(wanted, (one, other) => Math.Abs(one - other)).Max() / scale;
        Assert.True(error < Allowed,
            string.Create(CultureInfo.InvariantCulture, $"{name} differs by {error:E1} of its largest."));
        Largest = Math.Max(Largest, error);
    }

    public void Print(string what) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: largest max|a - b| / max|b| = {Largest:E1}"));
}
