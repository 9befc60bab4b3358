using System.CommandLine;
using System.Globalization;
using Ram.Catch;
using Ram.Cli.Options;
using Ram.Cli.Training;
using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Commands;

/// <summary><c>ram catch train</c>.</summary>
internal sealed class CatchTrainCommand : Command, IShowsExamples
{
    private const string Retina = "retina", Full = "full";

    private static readonly TrainingOptions _defaults = CatchRecipe.Training;
    private static readonly string _defaultModel = Path.Combine(OutputFile.Folder, "catch.safetensors");

    private readonly Option<long?> _frames = Number.Whole(
        "--frames", $"The frames to train on, rounded up to whole updates; default: {CatchRecipe.Frames}", 1, 1L << 50);
    private readonly Option<long?> _updates = Number.Whole(
        "--updates", "The updates of the weights, in place of --frames; default: those of the frames", 1, long.MaxValue);
    private readonly Option<int?> _games = Number.Whole(
        "--batch", $"The games of an update; default: {_defaults.Batch}", 1, 1 << 16);
    private readonly Option<double?> _rate = Number.Positive(
        "--rate", Default($"The first learning rate; default: {_defaults.Rate.Start}"), 1000);
    private readonly Option<double?> _std = Number.Positive(
        "--std", Default($"The standard deviation of the next location, half a screen being 1; default: {CatchRecipe.Agent.Std}"),
        1000);
    private readonly Option<string?> _view = Choice.Of(
        "--view", "What the agent sees: 6x6 cells at three scales where it looks, or, as a control, the whole screen; "
        + $"default: {Retina}", [Retina, Full]);
    private readonly Option<ulong?> _seed = Number.Whole(
        "--seed", $"The seed of everything random; default: {_defaults.Seed}", 0UL, ulong.MaxValue);
    private readonly Option<int?> _threads = Number.Whole(
        "--threads", "The threads, which do not change the result; default: one a core", 1, 1024);
    private readonly Option<string?> _out = FileOption.Of(
        "--out", "Receives the agent that is best on validation games, and its result beside it as .json; "
        + $"default: {_defaultModel}", "MODEL");
    private readonly CheckpointOptions _checkpoint = new();
    private readonly Option<bool> _json = Flag.Of("--json", "Print the result as one JSON object");

    /// <summary>The command.</summary>
    public CatchTrainCommand(Terminal terminal)
        : base("train", "Train an agent. Ctrl-C saves a checkpoint and says how to resume.")
    {
        foreach (Option option in new Option[]
        {
            _frames, _updates, _games, _rate, _std, _view, _seed, _threads, _out,
        }.Concat(_checkpoint.All).Append(_json))
            Add(option);
        SetAction(parsed => Run(terminal, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("catch train", "20 million frames, as in the paper"),
        ("catch train --frames 2000000 --out artifacts/short.safetensors", "A first look"),
        ("catch train --view full --out artifacts/full.safetensors", "The control that sees the whole screen"),
    ];

    private int Run(Terminal terminal, ParseResult parsed)
    {
        if (parsed.GetValue(_frames) is not null && parsed.GetValue(_updates) is not null)
            throw new UsageException("--frames and --updates are both given; allowed: one of them.");
        TrainingFiles files = Files(parsed);
        RunResult result = new CatchSession(terminal, Agent(parsed), Training(parsed), files).Run();
        if (parsed.GetValue(_json))
        {
            terminal.Output.Write(result.ToJson());
            return ExitCode.Success;
        }
        terminal.Say($"Caught {result.CaughtPercent:0.00}% ({result.Caught} of {result.Games} fresh games).");
        terminal.Say($"Wrote {files.ModelPath} and {files.ResultPath}.");
        terminal.Note($"See how it plays:  {CommandLine.Of(["catch", "play", "--model", files.ModelPath])}");
        return ExitCode.Success;
    }

    private RamOptions Agent(ParseResult parsed)
    {
        RamOptions agent = parsed.GetValue(_view) == Full ? CatchRecipe.FullViewAgent : CatchRecipe.Agent;
        return agent with { Std = parsed.GetValue(_std) ?? agent.Std };
    }

    private TrainingOptions Training(ParseResult parsed)
    {
        TrainingOptions training = _defaults with
        {
            Batch = parsed.GetValue(_games) ?? _defaults.Batch,
            Rate = _defaults.Rate with { Start = parsed.GetValue(_rate) ?? _defaults.Rate.Start },
            Seed = parsed.GetValue(_seed) ?? _defaults.Seed,
            Threads = parsed.GetValue(_threads) ?? _defaults.Threads,
        };
        training = training.ForFrames(parsed.GetValue(_frames) ?? CatchRecipe.Frames);
        return training with { Updates = parsed.GetValue(_updates) ?? training.Updates };
    }

    private TrainingFiles Files(ParseResult parsed) => _checkpoint.Of(
        parsed, new TrainingFiles(_checkpoint.Reproducing(parsed), parsed.GetValue(_out) ?? _defaultModel));

    private static string Default(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
