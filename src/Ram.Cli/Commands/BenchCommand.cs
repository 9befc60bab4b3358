using System.CommandLine;
using Ram.Cli.Options;
using Ram.Data;
using Ram.Experiments.Benchmarks;
using Ram.Figures;
using Ram.Files;

namespace Ram.Cli.Commands;

/// <summary><c>ram bench</c>.</summary>
internal sealed class BenchCommand : Command, IShowsExamples
{
    private readonly Option<bool> _imageSize = Flag.Of(
        "--image-size", "Measure instead what the size of the image costs, from 28 to 2048 pixels a side");
    private readonly Option<bool> _crossover = Flag.Of(
        "--crossover", "Measure instead from what size of image on glimpses are cheaper than a convolutional network");
    private readonly Option<bool> _threads = Flag.Of("--threads", "Measure instead how training speeds up with threads");
    private readonly Option<bool> _json = Flag.Of("--json", "Print one JSON object");
    private readonly Option<string?> _figure =
        FileOption.Of("--figure", "With --image-size or --crossover: receives a figure of the curve", "SVG");

    /// <summary>The command.</summary>
    public BenchCommand(Terminal terminal, TaskLoader tasks)
        : base("bench", "Measure the engine: training beside the machine's peak, evaluation, latency, memory.")
    {
        foreach (Option option in new Option[] { _imageSize, _crossover, _threads, _json, _figure })
            Add(option);
        SetAction(parsed => Run(terminal, tasks, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("bench", "How fast this machine trains, and what share of its peak that is"),
        ("bench --image-size --figure artifacts/image-size.svg", "Whether large images cost more"),
        ("bench --crossover --figure artifacts/crossover.svg", "Where the paper's convolutional network costs more"),
        ("bench --threads --json", "The speed-up of each number of threads"),
    ];

    private int Run(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        CheckUsage(parsed);
        if (parsed.GetValue(_figure) is string figure)
            OutputFile.Check(figure);
        if (parsed.GetValue(_imageSize))
            MeasureImageSize(terminal, parsed);
        else if (parsed.GetValue(_crossover))
            MeasureCrossover(terminal, parsed);
        else if (parsed.GetValue(_threads))
            MeasureThreads(terminal, tasks, parsed);
        else
            MeasureEngine(terminal, tasks, parsed);
        return ExitCode.Success;
    }

    private void CheckUsage(ParseResult parsed)
    {
        string[] measured = [.. new[] { _imageSize, _crossover, _threads }
            .Where(option => parsed.GetValue(option)).Select(option => option.Name)];
        if (measured.Length > 1)
            throw new UsageException(
                $"{string.Join(" and ", measured)} are given together; allowed: one of them at a time.");
        if (parsed.GetValue(_figure) is not null && !parsed.GetValue(_imageSize) && !parsed.GetValue(_crossover))
            throw new UsageException("--figure is given without --image-size or --crossover, whose curve it shows.");
    }

    private void MeasureEngine(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        DigitTask task = LoadDigits(tasks);
        LabelledImages images = BenchmarkDigits.Of(task);
        Print(terminal, parsed, "Measuring the engine", say => EngineBenchmark.Run(images, task.DataName, say),
            report => report.ToJson(), BenchText.Of);
    }

    private void MeasureThreads(Terminal terminal, TaskLoader tasks, ParseResult parsed)
    {
        LabelledImages images = BenchmarkDigits.Of(LoadDigits(tasks));
        Print(terminal, parsed, "Measuring threads", say => ThreadBenchmark.Run(images, say),
            report => report.ToJson(), BenchText.Of);
    }

    private void MeasureImageSize(Terminal terminal, ParseResult parsed)
    {
        ImageSizeReport report = Print(terminal, parsed, "Measuring image sizes", ImageSizeBenchmark.Run,
            report => report.ToJson(), BenchText.Of);
        SaveFigure(terminal, parsed, ImageSizeCurve.Of(report));
    }

    private void MeasureCrossover(Terminal terminal, ParseResult parsed)
    {
        CrossoverReport report = Print(terminal, parsed, "Measuring two networks", CrossoverBenchmark.Run,
            report => report.ToJson(), BenchText.Of);
        SaveFigure(terminal, parsed, CrossoverCurve.Of(report));
    }

    private void SaveFigure(Terminal terminal, ParseResult parsed, Figure figure)
    {
        if (parsed.GetValue(_figure) is not string path)
            return;
        AtomicFile.Write(path, figure.ToSvg());
        terminal.Note($"Open {path}.");
    }

    private TReport Print<TReport>(
        Terminal terminal, ParseResult parsed, string what, Func<Action<string>, TReport> measure,
        Func<TReport, string> json, Func<TReport, string> text)
    {
        TReport report = terminal.During(what, say => measure(state => say($"{what}: {state}")));
        terminal.Output.WriteLine(parsed.GetValue(_json) ? json(report) : text(report));
        return report;
    }

    private static DigitTask LoadDigits(TaskLoader tasks) => tasks.Load("mnist");
}
