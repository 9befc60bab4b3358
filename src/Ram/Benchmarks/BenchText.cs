using System.Globalization;
using Ram.Experiments;

namespace Ram.Benchmarks;

/// <summary>Benchmark reports as tables of plain text.</summary>
internal static class BenchText
{
    /// <summary>The engine.</summary>
    public static string Of(EngineReport report) => Lines(
    [
        On(report.Machine, report.Repetitions),
        $"Training: {report.Training.Images:N0} images of {report.Data}, 28x28, 8x8, 6 glimpses, batch 128, Adam.",
        $"",
        Row("peak, one thread", report.Peak.OneThread, "GFLOP/s"),
        Row("peak, all threads", report.Peak.AllThreads, "GFLOP/s"),
        Row("training", report.Training.ImagesPerSecond, "images/s"),
        Row("", report.Training.Gflops, "GFLOP/s"),
        $"{"",-20}{report.Training.FractionOfPeak,14:P1} of the peak",
        Row("evaluation", report.Evaluation.ImagesPerSecond, "images/s"),
        Row("retina, one thread", report.Retina.GlimpsesPerSecond, "glimpses/s"),
        $"{"one image",-20}{report.Latency.Milliseconds,14:0.000} ms on one thread",
        Row("memory", report.Memory.PeakMegabytes, "MB"),
        $"",
        $"{"other trainings",-20}{"image",10}{"batch",7}{"images/s",12}{"GFLOP/s",10}{"of peak",10}",
        .. report.Others.Select(Other),
        $"",
        $"{"images on the fly",-20}{"images/s",14}{"times training",16}",
        .. report.Drawing.Select<DrawingFigures, FormattableString>(
            drawing => $"{drawing.Task,-20}{drawing.ImagesPerSecond,14:N0}{drawing.RatioToTraining,16:N0}"),
        $"",
        $"{"game of Catch",-20}{"frame",10}{"batch",7}{"frames/s",12}{"GFLOP/s",10}{"of peak",10}",
        $"{"6x6 at 3 scales",-20}{"24x24",10}{report.Catch.Games,7}{report.Catch.FramesPerSecond,12:N0}{report.Catch.Gflops,10:N0}{report.Catch.FractionOfPeak,10:P1}",
    ]);

    /// <summary>The speed-up with threads.</summary>
    public static string Of(ThreadReport report) => Lines(
    [
        On(report.Machine, report.Repetitions),
        $"",
        $"{"threads",7}{"images/s",12}{"speed-up",10}",
        .. report.Rows.Select<ThreadFigures, FormattableString>(
            row => $"{row.Threads,7}{row.ImagesPerSecond,12:N0}{row.SpeedUp,10:0.00}"),
    ]);

    /// <summary>The times by the size of the image.</summary>
    public static string Of(ImageSizeReport report) => Lines(
    [
        On(report.Machine, report.Repetitions),
        $"64 images and rollouts on one thread; times in microseconds and as a ratio to the smallest images.",
        $"",
        $"{"scales",6}{"pixels",8}{"glimpse",11}{"ratio",7}{"training",11}{"ratio",7}{"retina",11}{"ratio",7}",
        .. report.Rows.Select<ImageSizeFigures, FormattableString>(
            row => $"{row.Patches,6}{row.ImageSize,8}{Cells(row.Glimpse)}{Cells(row.Training)}{Cells(row.Retina)}"),
    ]);

    /// <summary>The costs of two networks by the size of the image.</summary>
    public static string Of(CrossoverReport report) => Lines(
    [
        On(report.Machine, report.Repetitions),
        $"Forward on one thread: attention (8 glimpses, 12x12, 3 scales), the paper's convolutional network.",
        $"",
        $"{"",6}{"multiply-adds, million",26}{"microseconds",26}{"",8}{"GFLOP/s",26}",
        $"{"pixels",6}{Names}{Names}{"ratio",8}{Names}",
        .. report.Rows.Select(Crossover),
        $"",
        $"Attention takes fewer multiply-adds from {report.FewerMultiplyAddsFrom} pixels on, {LessTime(report)}.",
    ]);

    private static FormattableString Crossover(CrossoverFigures row)
    {
        (NetworkCost one, NetworkCost other) = (row.Attention, row.Convolution);
        string work = FormattableString.Invariant(
            $"{1e-6 * one.MultiplyAdds,13:0.000}{1e-6 * other.MultiplyAdds,13:0.000}");
        string time = FormattableString.Invariant($"{one.Microseconds,13:0.0}{other.Microseconds,13:0.0}");
        return $"{row.ImageSize,6}{work}{time}{row.TimeRatio,8:0.00}{one.Gflops,13:0}{other.Gflops,13:0}";
    }

    private static string Names { get; } = $"{"attention",13}{"convolution",13}";

    private static string LessTime(CrossoverReport report) => report.LessTimeFrom is double size
        ? string.Create(CultureInfo.InvariantCulture, $"with less time from about {size:0} on")
        : "and does not cross over in time between these sizes";

    private static FormattableString On(Machine machine, int repetitions) =>
        $"{machine.Cores} cores, {machine.VectorBits}-bit vectors, {machine.Runtime}; medians of {repetitions} repetitions.";

    private static FormattableString Row(string name, double value, string unit) => $"{name,-20}{value,14:N0} {unit}";

    private static FormattableString Other(OtherTrainingFigures other)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{other.ImageSize}x{other.ImageSize}");
        TrainingFigures training = other.Training;
        return $"{other.Name,-20}{size,10}{other.Batch,7}{training.ImagesPerSecond,12:N0}{training.Gflops,10:N0}{training.FractionOfPeak,10:P1}";
    }

    private static string Cells(SizeTime time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.Microseconds,11:N1}{time.Ratio,7:0.00}");

    private static string Lines(IEnumerable<FormattableString> lines) =>
        string.Join(Environment.NewLine, lines.Select(FormattableString.Invariant));
}
