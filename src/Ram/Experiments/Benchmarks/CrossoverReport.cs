namespace Ram.Experiments.Benchmarks;

/// <summary>
/// What an image costs the recurrent attention model and the paper's convolutional network, forward, 32 images side by
/// side on one thread.
/// </summary>
/// <param name="Machine">What was measured on.</param>
/// <param name="Repetitions">The interleaved repetitions that the medians are of.</param>
/// <param name="FewerMultiplyAddsFrom">
/// The smallest side in pixels at which the model does with fewer multiply-adds than the network.
/// </param>
/// <param name="Rows">One for each size.</param>
public sealed record CrossoverReport(
    Machine Machine, int Repetitions, int FewerMultiplyAddsFrom, IReadOnlyList<CrossoverFigures> Rows)
{
    /// <summary>
    /// The side in pixels from which the model takes less time at every larger size measured: between two sizes the
    /// times are taken to be powers of the side. Null where it does not, or does at every size.
    /// </summary>
    public double? LessTimeFrom
    {
        get
        {
            int last = Rows.ToList().FindLastIndex(row => row.TimeRatio <= 1);
            if (last < 0 || last == Rows.Count - 1)
                return null;
            (CrossoverFigures before, CrossoverFigures after) = (Rows[last], Rows[last + 1]);
            double share = Math.Log(before.TimeRatio) / (Math.Log(before.TimeRatio) - Math.Log(after.TimeRatio));
            return Math.Round(before.ImageSize * Math.Pow((double)after.ImageSize / before.ImageSize, share));
        }
    }

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => BenchmarkJson.Of(this);
}

/// <summary>The costs at one size of image.</summary>
/// <param name="ImageSize">The side in pixels.</param>
/// <param name="Attention">The recurrent attention model, 8 glimpses of three patches of 12x12.</param>
/// <param name="Convolution">The paper's convolutional network.</param>
/// <param name="TimeRatio">The median over repetitions of the network's time, of that of the model.</param>
public sealed record CrossoverFigures(
    int ImageSize, NetworkCost Attention, NetworkCost Convolution, double TimeRatio);

/// <summary>What an image costs.</summary>
/// <param name="MultiplyAdds">The multiply-adds of the linear layers.</param>
/// <param name="Microseconds">The median time.</param>
public sealed record NetworkCost(long MultiplyAdds, double Microseconds)
{
    /// <summary>The floating-point operations of the linear layers, a multiply-add being two, 10⁹ a second.</summary>
    public double Gflops => 2e-3 * MultiplyAdds / Microseconds;
}
