using System.Diagnostics;

namespace Ram.Benchmarks;

/// <summary>A figure that is measured several times.</summary>
/// <param name="measure">Measures it once.</param>
internal class Measurement(Func<double> measure)
{
    private readonly Func<double> _measure = measure;
    private readonly List<double> _values = [];

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public double Median => MedianOf(_values);

    /// <summary>The median of the ratios to another figure of the same repetition: a drift of the machine cancels.</summary>
    public double MedianRatioTo(Measurement other) =>
        MedianOf(_values.Zip(other._values, (own, reference) => own / reference));

    /// <summary>Measures each in turn, again and again; a first round, for the compiler, does not count.</summary>
    public static void Interleave(int repetitions, Action<string>? progress, IReadOnlyList<Measurement> measurements)
    {
        for (int repetition = 0; repetition <= repetitions; repetition++)
        {
            progress?.Invoke(repetition == 0 ? "warming up" : $"repetition {repetition} of {repetitions}");
            foreach (Measurement measurement in measurements)
            {
                double value = measurement._measure();
                if (repetition > 0)
                    measurement._values.Add(value);
            }
        }
    }

    /// <summary>The seconds that an action took.</summary>
    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length > 0 ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
            : throw new InvalidOperationException("Nothing has been measured.");
    }
}
