namespace Ram.Cli.Commands;

/// <summary><c>ram catch play</c>.</summary>
internal sealed class CatchPlayCommand(Terminal terminal) : CliCommand(
    "play", "Watch an agent play, with what its retina sees drawn over the screen.",
    ("catch play --model data/models/catch.safetensors", "Five games in the terminal"),
    ("catch play --games 3 --out artifacts/catch.html", "A page of three games"))
{
    private const int DefaultGames = 5;

    private static readonly string _defaultModel = Path.Combine("data", "models", "catch.safetensors");

    private readonly Option<string?> _model = FileOption.Of(
        "--model", $"The agent, a safetensors file that ram catch train wrote; default: {_defaultModel}");
    private readonly Option<int?> _games =
        Number.Whole("--games", $"The games to watch; default: {DefaultGames}", 1, 1000);
    private readonly Option<ulong?> _seed =
        Number.Seed($"The seed of the games; default: {CatchEvaluation.TestSeed}");
    private readonly Option<int?> _delay = Number.Whole(
        "--delay", $"The milliseconds that a frame stays in the terminal; default: {CatchScreen.DefaultDelay}", 0, 10_000);
    private readonly Option<string?> _out = FileOption.Of(
        "--out", "Receives a page that shows the games as animations, in place of the terminal; as .svg, the first of "
        + "them alone", "HTML");

    protected override void Run()
    {
        string? target = Get(_out);
        string model = Get(_model) ?? FindDefaultModel();
        if (target is not null)
            OutputFile.Check(target, model);
        RecurrentAttentionModel agent = WeightFile.Load(model);
        ulong seed = Get(_seed) ?? CatchEvaluation.TestSeed;
        CatchEpisode[] episodes = [.. Enumerable.Range(0, Get(_games) ?? DefaultGames)
            .Select(number => CatchEpisode.Play(agent, CatchEvaluation.Game(seed, number)))];
        if (target is null)
            Show(episodes);
        else
            OutputFile.Write(terminal, target, LookCommand.IsMoving(target)
                ? CatchView.Animate(episodes[0]).ToAnimatedSvg(secondsPerFrame: 0.25)
                : LookPage.OfGames(episodes, model));
        TextWriter words = OutputFile.Words(terminal, target);
        int caught = episodes.Count(episode => episode.IsCaught);
        words.WriteLine($"Caught {caught} of {Count.Of(episodes.Length, "game")}.");
        if (target is not null)
            words.WriteLine($"Open {target}.");
    }

    // From here upwards, else in the project that this program was built in.
    private static string FindDefaultModel() =>
        ExperimentFolders.FindAbove(_defaultModel)
        ?? ExperimentFolders.FindAbove(_defaultModel, AppContext.BaseDirectory)
        ?? _defaultModel;

    private void Show(IReadOnlyList<CatchEpisode> episodes)
    {
        using var stop = new StopSignal();
        var delay = TimeSpan.FromMilliseconds(Get(_delay) ?? CatchScreen.DefaultDelay);
        CatchScreen.Show(terminal, episodes, delay, stop.Token);
    }
}
