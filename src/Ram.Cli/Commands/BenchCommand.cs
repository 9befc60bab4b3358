using System.CommandLine;
using Ram.Benchmarks;
using Ram.Cli.Options;

namespace Ram.Cli.Commands;

/// <summary><c>ram bench</c>.</summary>
internal sealed class BenchCommand : Command, IShowsExamples
{
    private readonly Option<bool> _imageSize = Flag.Of(
        "--image-size", "Measure instead what the size of the image costs, from 28 to 2048 pixels a side");
    private readonly Option<bool> _crossover = Flag.Of(
        "--crossover", "Measure instead from what size of image on glimpses are cheaper than a convolutional network");
    private readonly Option<bool> _threads = Flag.Of("--threads", "Measure instead how training speeds up with threads");
    private readonly Option<bool> _json = Flag.Json();
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
        if (parsed.GetValue(_figure) is string path)
            OutputFile.Check(path);
        (string what, Func<Action<string>, BenchmarkReport> measure) =
            parsed.GetValue(_imageSize) ? ("Measuring image sizes", Benchmark.ImageSize)
            : parsed.GetValue(_crossover) ? ("Measuring two networks", Benchmark.Crossover)
            : parsed.GetValue(_threads) ? ("Measuring threads", say => Benchmark.Threads(tasks.Load("mnist"), say))
            : ("Measuring the engine", (Func<Action<string>, BenchmarkReport>)(
                say => Benchmark.Engine(tasks.Load("mnist"), say)));
        BenchmarkReport report = terminal.During(what, say => measure(state => say($"{what}: {state}")));
        string? figure = parsed.GetValue(_figure);
        if (figure is not null)
            OutputFile.Write(terminal, figure, report.Figure!.ToSvg());
        OutputFile.Words(terminal, figure).WriteLine(parsed.GetValue(_json) ? report.Json : report.Text);
        if (figure is not null)
            terminal.Note($"Open {figure}.");
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
}
