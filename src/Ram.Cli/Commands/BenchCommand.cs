namespace Ram.Cli.Commands;

/// <summary><c>ram bench</c>.</summary>
internal sealed class BenchCommand(Terminal terminal, TaskLoader tasks) : CliCommand(
    "bench", "Measure the engine: training beside the machine's peak, evaluation, latency, memory.",
    ("bench", "How fast this machine trains, and what share of its peak that is"),
    ("bench --image-size --figure artifacts/image-size.svg", "Whether large images cost more"),
    ("bench --crossover --figure artifacts/crossover.svg", "Where the paper's convolutional network costs more"),
    ("bench --threads --json", "The speed-up of each number of threads"))
{
    private readonly Option<bool> _imageSize = Flag(
        "--image-size", "Measure instead what the size of the image costs, from 28 to 2048 pixels a side");
    private readonly Option<bool> _crossover = Flag(
        "--crossover", "Measure instead the image size from which glimpses are cheaper than a convolutional network");
    private readonly Option<bool> _threads = Flag("--threads", "Measure instead how training speeds up with threads");
    private readonly Option<bool> _json = JsonFlag();
    private readonly Option<string?> _figure =
        FileName("--figure", "With --image-size or --crossover: receives a figure of the curve", "SVG");

    protected override void Run()
    {
        Parsed.CheckAtMostOne([_imageSize, _crossover, _threads]);
        Parsed.CheckNeeds(_figure, ", whose curve it shows", _imageSize, _crossover);
        Parsed.CheckOneOutput(_json, _figure);
        string? figure = Get(_figure);
        OutputFile.Check(terminal, figure);
        (string what, Func<Action<string>, BenchmarkReport> measure) =
            Get(_imageSize) ? ("Measuring image sizes", Benchmark.ImageSize)
            : Get(_crossover) ? ("Measuring two networks", Benchmark.Crossover)
            : Get(_threads) ? ("Measuring threads", say => Benchmark.Threads(tasks.Load("mnist"), say))
            : ("Measuring the engine", (Func<Action<string>, BenchmarkReport>)(
                say => Benchmark.Engine(tasks.Load("mnist"), say)));
        BenchmarkReport report = terminal.During(what, say => measure(state => say($"{what}: {state}")));
        OutputFile.Write(terminal, figure, () => report.Figure!.ToSvg());
        terminal.Words.WriteLine(Get(_json) ? report.Json : report.Text);
        if (!Get(_json))
            OutputFile.SayOpen(terminal, figure);
    }
}
