namespace Ram.Cli.Commands;

/// <summary><c>ram catch play</c>.</summary>
internal sealed class CatchPlayCommand(Terminal terminal) : CliCommand(
    "play", "Watch an agent play, with what its retina sees drawn over the screen.",
    ("catch play --model data/models/catch.safetensors", "Five games in the terminal"),
    ("catch play --games 3 --out artifacts/catch.html", "A page of three games"))
{
    private const int DefaultGames = 5;
    private const string DefaultModel = "data/models/catch.safetensors";

    private readonly Option<string?> _model = FileName(
        "--model", $"The agent, a safetensors file that ram catch train wrote; default: {DefaultModel}");
    private readonly Option<int?> _games = Whole("--games", $"The games to watch; default: {DefaultGames}", 1, 1000);
    private readonly Option<ulong?> _seed = Seed($"The seed of the games; default: {CatchEvaluation.TestSeed}");
    private readonly Option<int?> _delay = Whole(
        "--delay", $"The milliseconds of a frame in the terminal; default: {CatchScreen.DefaultDelay}", 0, 10_000);
    private readonly Option<string?> _out = FileName(
        "--out", "Receives a page of the games, in place of the terminal; as .svg, the first game alone", "HTML");

    protected override void Run()
    {
        string? target = Get(_out);
        string model = Get(_model) ?? InputFile.Find(DefaultModel) ?? DefaultModel;
        OutputFile.Check(terminal, target, model);
        RecurrentAttentionModel agent = WeightFile.Load(model);
        ulong seed = Get(_seed) ?? CatchEvaluation.TestSeed;
        CatchEpisode[] episodes = [.. Enumerable.Range(0, Get(_games) ?? DefaultGames)
            .Select(number => CatchEpisode.Play(agent, CatchEvaluation.Game(seed, number)))];
        if (target is null)
            CatchScreen.Show(terminal, episodes, TimeSpan.FromMilliseconds(Get(_delay) ?? CatchScreen.DefaultDelay));
        OutputFile.Write(terminal, target, () => LookCommand.IsMoving(target!)
            ? CatchView.Animate(episodes[0]).ToAnimatedSvg(secondsPerFrame: 0.25) : LookPage.OfGames(episodes, model));
        int caught = episodes.Count(episode => episode.IsCaught);
        terminal.Say($"Caught {caught} of {Count.Of(episodes.Length, "game")}.");
        OutputFile.SayOpen(terminal, target);
    }
}
