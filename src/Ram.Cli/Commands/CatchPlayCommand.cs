using System.CommandLine;
using Ram.Catch;
using Ram.Cli.Options;
using Ram.Cli.Pages;
using Ram.Cli.Training;
using Ram.Experiments;
using Ram.Figures;
using Ram.Model;

namespace Ram.Cli.Commands;

/// <summary><c>ram catch play</c>.</summary>
internal sealed class CatchPlayCommand : Command, IShowsExamples
{
    private const int DefaultGames = 5;

    private static readonly string _defaultModel = Path.Combine("data", "models", "catch.safetensors");

    private readonly Option<string?> _model = FileOption.Of(
        "--model", $"The agent, a safetensors file that ram catch train wrote; default: {_defaultModel}");
    private readonly Option<int?> _games =
        Number.Whole("--games", $"The games to watch; default: {DefaultGames}", 1, 1000);
    private readonly Option<ulong?> _seed = Number.Whole(
        "--seed", $"The seed of the games; default: {CatchEvaluation.TestSeed}", 0UL, ulong.MaxValue);
    private readonly Option<int?> _delay = Number.Whole(
        "--delay", $"The milliseconds that a frame stays in the terminal; default: {CatchScreen.DefaultDelay}", 0, 10_000);
    private readonly Option<string?> _out = FileOption.Of(
        "--out", "Receives a page that shows the games as animations, in place of the terminal; as .svg, the first of "
        + "them alone", "HTML");

    /// <summary>The command.</summary>
    public CatchPlayCommand(Terminal terminal)
        : base("play", "Watch an agent play, with what its retina sees drawn over the screen.")
    {
        foreach (Option option in new Option[] { _model, _games, _seed, _delay, _out })
            Add(option);
        SetAction(parsed => Run(terminal, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("catch play --model data/models/catch.safetensors", "Five games in the terminal"),
        ("catch play --games 3 --out artifacts/catch.html", "A page of three games"),
    ];

    private int Run(Terminal terminal, ParseResult parsed)
    {
        string? target = parsed.GetValue(_out);
        string model = parsed.GetValue(_model) ?? FindDefaultModel();
        if (target is not null)
            OutputFile.Check(target, model);
        RecurrentAttentionModel agent = WeightFile.Load(model);
        ulong seed = parsed.GetValue(_seed) ?? CatchEvaluation.TestSeed;
        CatchEpisode[] episodes = [.. Enumerable.Range(0, parsed.GetValue(_games) ?? DefaultGames)
            .Select(number => CatchEpisode.Play(agent, CatchEvaluation.Game(seed, number)))];
        if (target is null)
            Show(terminal, episodes, parsed.GetValue(_delay) ?? CatchScreen.DefaultDelay);
        else
            OutputFile.Write(terminal, target, IsMoving(target)
                ? CatchView.Animate(episodes[0]).ToAnimatedSvg(secondsPerFrame: 0.25)
                : CatchPage.Of(episodes, model));
        TextWriter words = OutputFile.Words(terminal, target);
        words.WriteLine($"Caught {episodes.Count(episode => episode.IsCaught)} of {episodes.Length} games.");
        if (target is not null)
            words.WriteLine($"Open {target}.");
        return ExitCode.Success;
    }

    // From here upwards, else in the project that this program was built in.
    private static string FindDefaultModel() =>
        ExperimentFolders.FindAbove(_defaultModel)
        ?? ExperimentFolders.FindAbove(_defaultModel, AppContext.BaseDirectory)
        ?? _defaultModel;

    private static void Show(Terminal terminal, IReadOnlyList<CatchEpisode> episodes, int delay)
    {
        using var stop = new StopSignal();
        CatchScreen.Show(terminal, episodes, TimeSpan.FromMilliseconds(delay), stop.Token);
    }

    private static bool IsMoving(string target) =>
        string.Equals(Path.GetExtension(target), ".svg", StringComparison.OrdinalIgnoreCase);
}
