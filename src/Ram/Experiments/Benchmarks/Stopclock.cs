using System.Diagnostics;

namespace Ram.Experiments.Benchmarks;

/// <summary>Times an action by the machine's finest clock.</summary>
internal static class Stopclock
{
    /// <summary>The seconds that <paramref name="action"/> took.</summary>
    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
