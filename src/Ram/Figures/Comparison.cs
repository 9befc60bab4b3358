using System.Numerics;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>
/// Numbers that were found in two ways and should agree, such as gradients by formula and by differences: a line for
/// each pair of lists, with the pair of values that differ most.
/// </summary>
/// <param name="title">What is compared.</param>
/// <param name="exact">What the first list of each line is.</param>
/// <param name="approximate">What the second list of each line is.</param>
/// <example><code>
/// double[] exact = [0.5, 0.25], approximate = [0.5001, 0.2499];
/// new Comparison("Gradients").Add("slope", exact, approximate).ToTable()
/// </code></example>
public sealed class Comparison(string title, string exact = "Exact", string approximate = "Approximate")
{
    private readonly List<string[]> _rows = [];

    /// <summary>The largest difference of all lines; NaN as soon as one value is not a number.</summary>
    public double MaxDifference { get; private set; }

    /// <summary>Adds a line.</summary>
    /// <param name="name">What the numbers are.</param>
    /// <param name="exact">The numbers as they should be.</param>
    /// <param name="approximate">As many numbers, which should be the same.</param>
    /// <returns>This comparison.</returns>
    /// <exception cref="ArgumentException">When the lists are empty or not of one length.</exception>
    public Comparison Add<TExact, TApproximate>(
        string name, IReadOnlyList<TExact> exact, IReadOnlyList<TApproximate> approximate)
        where TExact : INumber<TExact>
        where TApproximate : INumber<TApproximate>
    {
        if (exact.Count == 0 || exact.Count != approximate.Count)
            throw new ArgumentException(
                $"{name}: {exact.Count} and {approximate.Count} numbers; as many of both are needed, at least one.");
        // Where nothing differs, the largest number stands for the rest; NaN, the smallest to MaxBy, is the worst here.
        (double a, double b, double difference) = exact.Zip(approximate, (exact, approximate) =>
        {
            (double a, double b) = (double.CreateChecked(exact), double.CreateChecked(approximate));
            return (a, b, Difference: a == b ? 0 : Math.Abs(a - b));
        }).MaxBy(pair => (double.IsNaN(pair.Difference) ? double.PositiveInfinity : pair.Difference, Math.Abs(pair.a)));
        MaxDifference = Math.Max(MaxDifference, difference);
        // Adding zero takes the sign off a zero.
        _rows.Add([name, Invariant($"{exact.Count:N0}"), Invariant($"{a + 0.0:g6}"), Invariant($"{b + 0.0:g6}"),
            difference == 0 ? "0" : Invariant($"{difference:0.0e-00}")]);
        return this;
    }

    /// <summary>The comparison as a table.</summary>
    public Table ToTable() => new(
        title,
        [new(""), new("Numbers", true), new(exact, true), new(approximate, true), new("Max difference", true)],
        _rows, "Of each line, the two values that differ most.");
}
