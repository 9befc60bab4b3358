using Ram.Data;
using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Figures;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Benchmarks;

internal static class SizeBenchmarks
{
    private const int SizeRepetitions = 25, Rollouts = 64, Steps = 4;
    private const int CrossoverRepetitions = 15, CrossoverImages = 32;

    private static readonly int[] _sizes = [28, 60, 100, 256, 512, 1024, 2048];
    private static readonly int[] _crossoverSizes = [28, 60, 100, 128, 160, 200, 256, 384, 512];
    private static readonly RamOptions _attention = new() { PatchSize = 12, Patches = 3, Glimpses = 8 }; // as on 60x60

    /// <inheritdoc cref="Benchmark.ImageSize"/>
    public static BenchmarkReport ImageSize(Action<string>? progress = null)
    {
        LabelledImages[] images = [.. _sizes.Select(size => Benchmark.RandomImages(Rollouts, size))];
        return Report(
        [
            .. Measure(images, 1, round => progress?.Invoke($"1 scale, {round}")),
            .. Measure(images, 3, round => progress?.Invoke($"3 scales, {round}")),
        ]);
    }

    /// <inheritdoc cref="Benchmark.Crossover"/>
    public static BenchmarkReport Crossover(Action<string>? progress = null)
    {
        SizedSteps[] steps = [.. _crossoverSizes.Select(
            size => SizedSteps.Of(Benchmark.RandomImages(CrossoverImages, size), _attention, steps: 1))];
        Measurement.Interleave(
            CrossoverRepetitions, progress, [.. steps.SelectMany(at => new[] { at.Attention, at.Convolution })]);
        long cost = ForwardCost.MultiplyAdds(_attention);
        return Report(
            Enumerable.Range(_crossoverSizes[0], _crossoverSizes[^1]).First(size => ConvolutionCost(size) > cost),
            [.. _crossoverSizes.Zip(steps, (size, at) => new CrossoverFigures(
                size, new NetworkCost(cost, at.Attention.Median),
                new NetworkCost(ConvolutionCost(size), at.Convolution.Median),
                at.Convolution.MedianRatioTo(at.Attention)))]);
    }

    /// <summary>The times by the size of the image, and their curves, one for each step and number of scales.</summary>
    internal static BenchmarkReport Report(IReadOnlyList<ImageSizeFigures> rows)
    {
        double largest = rows.Max(row => Math.Max(row.Glimpse.Ratio, row.Training.Ratio));
        int smallest = rows.Min(row => row.ImageSize), widest = rows.Max(row => row.ImageSize);
        Figure figure = Plot.Of(
            "The time of a step hardly grows with the image",
            Invariant($"From {smallest} to {widest} pixels a side, times are at most {largest:0.00} of those ")
                + Invariant($"at {smallest}."),
            new Axis { Label = "Side of the image, pixels", Logarithmic = true },
            new Axis { Label = $"Time, of that at {smallest} pixels", Min = 0, Max = Math.Max(1.5, largest) },
            [.. rows.GroupBy(row => row.Patches == 1 ? "1 scale" : $"{row.Patches} scales").SelectMany(scale => new[]
            {
                Line($"glimpse, {scale.Key}", scale, row => row.ImageSize, row => row.Glimpse.Ratio),
                Line($"training, {scale.Key}", scale, row => row.ImageSize, row => row.Training.Ratio),
            })]);
        return Benchmark.Report(
            SizeRepetitions,
            $"""
            64 images and rollouts on one thread; times in microseconds and as a ratio to the smallest images.

            scales  pixels    glimpse  ratio   training  ratio     retina  ratio
            {Benchmark.Lines(rows, row => $"{row.Patches,6}{row.ImageSize,8}{row.Glimpse}{row.Training}{row.Retina}")}
            """,
            new { Machine = Machine.Current, Repetitions = SizeRepetitions, Rows = rows }, figure);
    }

    /// <summary>The multiply-adds of two networks beside their times, over the size of the image.</summary>
    internal static BenchmarkReport Report(int fewerMultiplyAddsFrom, IReadOnlyList<CrossoverFigures> rows)
    {
        double? lessTimeFrom = LessTimeFrom(rows);
        CrossoverFigures middle = rows[rows.Count / 2];
        string time = lessTimeFrom is double size
            ? Invariant($"less time from about {size:0} pixels on") : "no crossing of the times between these sizes";
        string speeds = Invariant(
            $"{middle.Attention.Gflops:0} and {middle.Convolution.Gflops:0} GFLOP/s at {middle.ImageSize} pixels");
        Figure figure = Plot.SideBySide(
            "From what size of image on glimpses are cheaper",
            "The attention model takes fewer multiply-adds than the convolutional network from "
                + Invariant($"{fewerMultiplyAddsFrom} pixels a side on, and {time}."),
            CostPanel(rows, "Arithmetic", "Multiply-adds an image, million", cost => 1e-6 * cost.MultiplyAdds),
            CostPanel(rows, "Time, one thread", "Microseconds an image", cost => cost.Microseconds));
        return Benchmark.Report(
            CrossoverRepetitions,
            Invariant($"""
                Forward on one thread: attention (8 glimpses, 12x12, 3 scales), the paper's convolutional network.

                          multiply-adds, million              microseconds                           GFLOP/s
                pixels    attention  convolution    attention  convolution   ratio    attention  convolution
                {Benchmark.Lines(rows, row => $"{row}")}

                Attention takes fewer multiply-adds from {fewerMultiplyAddsFrom} pixels on, {(lessTimeFrom is null
                    ? "and does not cross over in time between these sizes"
                    : Invariant($"with less time from about {lessTimeFrom:0} on"))}.
                """),
            new
            {
                Machine = Machine.Current,
                Repetitions = CrossoverRepetitions,
                FewerMultiplyAddsFrom = fewerMultiplyAddsFrom,
                Rows = rows,
                LessTimeFrom = lessTimeFrom,
            },
            figure with { Caption = $"Time also tells how well each is programmed: {speeds}." });
    }

    /// <summary>The side from which attention takes less time at all larger sizes, interpolated; else null.</summary>
    internal static double? LessTimeFrom(IReadOnlyList<CrossoverFigures> rows)
    {
        int last = rows.ToList().FindLastIndex(row => row.TimeRatio <= 1);
        if (last < 0 || last == rows.Count - 1)
            return null;
        (CrossoverFigures before, CrossoverFigures after) = (rows[last], rows[last + 1]);
        double share = Math.Log(before.TimeRatio) / (Math.Log(before.TimeRatio) - Math.Log(after.TimeRatio));
        return Math.Round(before.ImageSize * Math.Pow((double)after.ImageSize / before.ImageSize, share));
    }

    private static long ConvolutionCost(int size) => ForwardCost.MultiplyAdds(FeedForwardOptions.Convolutional(size));

    private static IEnumerable<ImageSizeFigures> Measure(LabelledImages[] images, int patches, Action<string> progress)
    {
        SizedSteps[] steps =
            [.. images.Select(sized => SizedSteps.Of(sized, new RamOptions { Patches = patches }, Steps))];
        Func<SizedSteps, Measurement>[] kinds = [at => at.Glimpse, at => at.Training, at => at.Retina];
        Measurement.Interleave(SizeRepetitions, progress, [.. kinds.SelectMany(steps.Select)]);
        SizeTime Time(SizedSteps at, Func<SizedSteps, Measurement> kind) =>
            new(kind(at).Median, kind(at).MedianRatioTo(kind(steps[0])));
        return images.Zip(steps, (sized, at) => new ImageSizeFigures(
            sized.Width, patches, Time(at, kinds[0]), Time(at, kinds[1]), Time(at, kinds[2])));
    }

    private static Panel CostPanel(
        IReadOnlyList<CrossoverFigures> rows, string title, string label, Func<NetworkCost, double> cost)
    {
        LineMark attention = Line("attention, 8 glimpses", rows, row => row.ImageSize, row => cost(row.Attention));
        LineMark convolution = Line("convolutional network", rows, row => row.ImageSize, row => cost(row.Convolution));
        return Plot.Half(title, "", "", attention, convolution) with
        {
            X = new Axis { Label = "Side of the image, pixels", Logarithmic = true },
            Y = new Axis { Label = label, Logarithmic = true },
            Width = 360,
        };
    }

    private static LineMark Line<TRow>(
        string name, IEnumerable<TRow> rows, Func<TRow, double> x, Func<TRow, double> y) =>
        new([.. rows.Select(x)], [.. rows.Select(y)]) { Name = name };
}

/// <summary>
/// The microseconds of steps on one thread, always at fresh random locations, so that no pixel waits in a cache; the
/// last two are those of one image, all its glimpses, and of one in the paper's convolutional network.
/// </summary>
internal sealed record SizedSteps(
    Measurement Glimpse, Measurement Training, Measurement Retina, Measurement Attention, Measurement Convolution)
{
    private const double Std = 0.5; // a policy that looks everywhere, an untrained mean being near the centre

    private static readonly WorkerPool _pool = new(threads: 1);

    /// <summary>A measurement is some steps, after one that does not count: others' data are in the caches.</summary>
    public static SizedSteps Of(LabelledImages images, RamOptions options, int steps)
    {
        int count = images.Count;
        var model = new RecurrentAttentionModel(options with { Std = Std });
        var workspace = new Workspace(model, count);
        var batch = new BatchUpdate(
            model, new TrainingOptions { Batch = count, ShardRollouts = count },
            rows => new ImageShard(model.NewPass(rows), images, rows, rolloutsPerImage: 1).Run);
        var rows = ImageRows.Of(images.Images);
        int[] all = [.. Enumerable.Range(0, count)];
        // Not of images so large that the network would have too many weights.
        Lazy<IPass> network = new(
            () => new FeedForwardNetwork(FeedForwardOptions.Convolutional(images.Width)).NewPass(count));
        long update = 0;
        return new SizedSteps(
            Measured(() => model.Forward(workspace, rows), workspace.Steps),
            Measured(() => batch.Run(_pool, epoch: 0, update, all, rate: 1e-4), 1),
            Measured(() => model.Sense(workspace, step: 0, rows), 1),
            Measured(() => model.Forward(workspace, rows), count),
            Measured(() => network.Value.Classify(rows, first: 0), count));

        Measurement Measured(Action step, int parts) => new(() =>
        {
            double seconds = 0;
            for (int i = 0; i <= steps; i++)
            {
                workspace.DrawRandomness(seed: 1, update++, firstRollout: 0);
                double taken = Measurement.Seconds(step);
                seconds += i == 0 ? 0 : taken;
            }
            return 1e6 * seconds / steps / parts;
        });
    }
}

/// <summary>Times at one size of image: a glimpse and its networks; an update; the retina alone.</summary>
internal sealed record ImageSizeFigures(
    int ImageSize, int Patches, SizeTime Glimpse, SizeTime Training, SizeTime Retina);

/// <summary>A median time, and the median ratio to the smallest images.</summary>
internal sealed record SizeTime(double Microseconds, double Ratio)
{
    public override string ToString() => Invariant($"{Microseconds,11:N1}{Ratio,7:0.00}");
}

/// <summary>What an image costs both networks, and the median ratio of convolution's time to attention's.</summary>
internal sealed record CrossoverFigures(int ImageSize, NetworkCost Attention, NetworkCost Convolution, double TimeRatio)
{
    public override string ToString() =>
        Invariant($"{ImageSize,6}{1e-6 * Attention.MultiplyAdds,13:0.000}{1e-6 * Convolution.MultiplyAdds,13:0.000}")
        + Invariant($"{Attention.Microseconds,13:0.0}{Convolution.Microseconds,13:0.0}{TimeRatio,8:0.00}")
        + Invariant($"{Attention.Gflops,13:0}{Convolution.Gflops,13:0}");
}

/// <summary>The multiply-adds of the linear layers, and the median time.</summary>
internal sealed record NetworkCost(long MultiplyAdds, double Microseconds)
{
    /// <summary>The floating-point operations of the linear layers, a multiply-add being two, 10⁹ a second.</summary>
    public double Gflops => 2e-3 * MultiplyAdds / Microseconds;
}
