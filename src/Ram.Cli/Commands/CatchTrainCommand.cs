namespace Ram.Cli.Commands;

/// <summary><c>ram catch train</c>.</summary>
internal sealed class CatchTrainCommand(Terminal terminal) : CliCommand(
    "train", "Train an agent. Ctrl-C saves a checkpoint and says how to resume.",
    ("catch train", "20 million frames, as in the paper"),
    ("catch train --frames 2000000 --out artifacts/short.safetensors", "A first look"),
    ("catch train --view full --out artifacts/full.safetensors", "The control that sees the whole screen"))
{
    private const string Retina = "retina", Full = "full", DefaultModel = $"{OutputFile.Folder}/catch.safetensors";

    private static readonly TrainingOptions _defaults = CatchRecipe.Training;

    private readonly Option<long?> _frames = Whole(
        "--frames", $"The frames to train on, rounded up to whole updates; default: {CatchRecipe.Frames}", 1, 1L << 50);
    private readonly Option<long?> _updates = Whole(
        "--updates", "The updates of the weights, in place of --frames; default: those of the frames",
        1, long.MaxValue);
    private readonly Option<int?> _games =
        Whole("--batch", $"The games of an update; default: {_defaults.Batch}", 1, 1 << 16);
    private readonly Option<double?> _rate = Positive(
        "--rate", Invariant($"The first learning rate; default: {_defaults.Rate.Start}"), 1000);
    private readonly Option<double?> _std = Positive(
        "--std", "The standard deviation of the next location, half a screen being 1; default: "
        + Invariant($"{CatchRecipe.Agent.Std}"), 1000);
    private readonly Option<string?> _view = Choice(
        "--view", "What the agent sees: 6x6 cells at three scales where it looks, or, as a control, the whole screen; "
        + $"default: {Retina}", [Retina, Full]);
    private readonly Option<ulong?> _seed = Seed();
    private readonly Option<int?> _threads = Threads();
    private readonly Option<string?> _out = FileName(
        "--out", "Receives the agent that is best on validation games, and its result beside it as .json; "
        + $"default: {DefaultModel}", "MODEL");
    private readonly CheckpointOptions _checkpoint = new();
    private readonly Option<bool> _json = JsonFlag("Print the result as one JSON object");

    protected override void Run()
    {
        Parsed.CheckAtMostOne([_frames, _updates]);
        TrainingFiles files = _checkpoint.Of(new TrainingFiles(_checkpoint.Reproducing, Get(_out) ?? DefaultModel));
        RamOptions agent = Get(_view) == Full ? CatchRecipe.FullViewAgent : CatchRecipe.Agent;
        TrainingOptions training = (_defaults with
        {
            Batch = Get(_games) ?? _defaults.Batch,
            Rate = _defaults.Rate with { Start = Get(_rate) ?? _defaults.Rate.Start },
            Seed = Get(_seed) ?? _defaults.Seed,
            Threads = Get(_threads) ?? _defaults.Threads,
        }).ForFrames(Get(_frames) ?? CatchRecipe.Frames);
        RunResult result = new TrainingSession(terminal, files).RunCatch(
            agent with { Std = Get(_std) ?? agent.Std }, training with { Updates = Get(_updates) ?? training.Updates });
        if (Get(_json))
        {
            terminal.Output.Write(result.ToJson());
            return;
        }
        terminal.Say($"Caught {result.CaughtPercent:0.00}% ({result.Caught} of {result.Games} fresh games).");
        terminal.Say($"Wrote {files.ModelPath} and {files.ResultPath}.");
        terminal.Note($"See how it plays:  {CommandLine.Of(["catch", "play", "--model", files.ModelPath])}");
    }
}
