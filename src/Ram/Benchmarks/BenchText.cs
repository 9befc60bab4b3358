using Ram.Experiments;
using static System.FormattableString;

namespace Ram.Benchmarks;

/// <summary>Benchmark reports as tables of plain text.</summary>
internal static class BenchText
{
    /// <summary>The engine.</summary>
    public static string Of(EngineReport report) => Invariant(
        $"""
        {On(report.Machine, report.Repetitions)}
        Training: {report.Training.Images:N0} images of {report.Data}, 28x28, 8x8, 6 glimpses, batch 128, Adam.

        peak, one thread    {report.Peak.OneThread,14:N0} GFLOP/s
        peak, all threads   {report.Peak.AllThreads,14:N0} GFLOP/s
        training            {report.Training.ImagesPerSecond,14:N0} images/s
                            {report.Training.Gflops,14:N0} GFLOP/s
                            {report.Training.FractionOfPeak,14:P1} of the peak
        evaluation          {report.Evaluation.ImagesPerSecond,14:N0} images/s
        retina, one thread  {report.Retina.GlimpsesPerSecond,14:N0} glimpses/s
        one image           {report.Latency.Milliseconds,14:0.000} ms on one thread
        memory              {report.Memory.PeakMegabytes,14:N0} MB

        other trainings          image  batch    images/s   GFLOP/s   of peak
        {Lines(report.Others, Other)}

        images on the fly         images/s  times training
        {Lines(report.Drawing, drawn => $"{drawn.Task,-20}{drawn.ImagesPerSecond,14:N0}{drawn.RatioToTraining,16:N0}")}

        game of Catch            frame  batch    frames/s   GFLOP/s   of peak
        6x6 at 3 scales          24x24{report.Catch.Games,7}{Speeds(
            report.Catch.FramesPerSecond, report.Catch.Gflops, report.Catch.FractionOfPeak)}
        """);

    /// <summary>The speed-up with threads.</summary>
    public static string Of(ThreadReport report) =>
        $"""
        {On(report.Machine, report.Repetitions)}

        threads    images/s  speed-up
        {Lines(report.Rows, row => $"{row.Threads,7}{row.ImagesPerSecond,12:N0}{row.SpeedUp,10:0.00}")}
        """;

    /// <summary>The times by the size of the image.</summary>
    public static string Of(ImageSizeReport report) =>
        $"""
        {On(report.Machine, report.Repetitions)}
        64 images and rollouts on one thread; times in microseconds and as a ratio to the smallest images.

        scales  pixels    glimpse  ratio   training  ratio     retina  ratio
        {Lines(report.Rows, row =>
            $"{row.Patches,6}{row.ImageSize,8}{Cells(row.Glimpse)}{Cells(row.Training)}{Cells(row.Retina)}")}
        """;

    /// <summary>The costs of two networks by the size of the image.</summary>
    public static string Of(CrossoverReport report) => Invariant(
        $"""
        {On(report.Machine, report.Repetitions)}
        Forward on one thread: attention (8 glimpses, 12x12, 3 scales), the paper's convolutional network.

                  multiply-adds, million              microseconds                           GFLOP/s
        pixels    attention  convolution    attention  convolution   ratio    attention  convolution
        {Lines(report.Rows, Crossover)}

        Attention takes fewer multiply-adds from {report.FewerMultiplyAddsFrom} pixels on, {(
            report.LessTimeFrom is double size
                ? Invariant($"with less time from about {size:0} on")
                : "and does not cross over in time between these sizes")}.
        """);

    private static FormattableString Crossover(CrossoverFigures row)
    {
        (NetworkCost one, NetworkCost other) = (row.Attention, row.Convolution);
        string work = Invariant($"{1e-6 * one.MultiplyAdds,13:0.000}{1e-6 * other.MultiplyAdds,13:0.000}");
        string time = Invariant($"{one.Microseconds,13:0.0}{other.Microseconds,13:0.0}{row.TimeRatio,8:0.00}");
        return $"{row.ImageSize,6}{work}{time}{one.Gflops,13:0}{other.Gflops,13:0}";
    }

    private static FormattableString Other(OtherTrainingFigures other)
    {
        (TrainingFigures training, string size) = (other.Training, Invariant($"{other.ImageSize}x{other.ImageSize}"));
        string speeds = Speeds(training.ImagesPerSecond, training.Gflops, training.FractionOfPeak);
        return $"{other.Name,-20}{size,10}{other.Batch,7}{speeds}";
    }

    private static string Speeds(double perSecond, double gflops, double fractionOfPeak) =>
        Invariant($"{perSecond,12:N0}{gflops,10:N0}{fractionOfPeak,10:P1}");

    private static string Cells(SizeTime time) => Invariant($"{time.Microseconds,11:N1}{time.Ratio,7:0.00}");

    private static string On(Machine on, int repetitions) => Invariant(
        $"{on.Cores} cores, {on.VectorBits}-bit vectors, {on.Runtime}; medians of {repetitions} repetitions.");

    private static string Lines<TRow>(IEnumerable<TRow> rows, Func<TRow, FormattableString> line) =>
        string.Join('\n', rows.Select(row => Invariant(line(row))));
}
