using System.CommandLine;
using System.Text.Json;
using Ram.Catch;
using Ram.Cli.Options;
using Ram.Model;

namespace Ram.Cli.Commands;

/// <summary><c>ram catch evaluate</c>.</summary>
internal sealed class CatchEvaluateCommand : Command, IShowsExamples
{
    private const int DefaultGames = 10_000;

    private static readonly string[] _policies =
        [.. Enum.GetNames<CatchPolicy>().Select(name => name.ToLowerInvariant())];

    private readonly Option<string?> _model = FileOption.Of("--model", "The agent, a safetensors file that ram catch train wrote");
    private readonly Option<string?> _policy = Choice.Of("--policy", "Instead of an agent, a player that learns nothing", _policies);
    private readonly Option<int?> _games =
        Number.Whole("--games", $"The games to play; default: {DefaultGames}", 1, 1 << 24);
    private readonly Option<ulong?> _seed = Number.Whole(
        "--seed", $"The seed of the games, which are never those of a training; default: {CatchEvaluation.TestSeed}",
        0UL, ulong.MaxValue);
    private readonly Option<int?> _threads = Number.Whole(
        "--threads", "The threads, which do not change the result; default: one a core", 1, 1024);
    private readonly Option<bool> _json = Flag.Of("--json", "Print one JSON object");

    /// <summary>The command.</summary>
    public CatchEvaluateCommand(Terminal terminal)
        : base("evaluate", "Count the games that an agent catches, always doing what it finds most probable.")
    {
        foreach (Option option in new Option[] { _model, _policy, _games, _seed, _threads, _json })
            Add(option);
        SetAction(parsed => Run(terminal, parsed));
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Arguments, string Purpose)> Examples { get; } =
    [
        ("catch evaluate --model data/models/catch.safetensors --games 10000 --json", "The agent that comes along"),
        ("catch evaluate --policy still", "What a paddle catches that never moves"),
    ];

    private int Run(Terminal terminal, ParseResult parsed)
    {
        string? model = parsed.GetValue(_model), policy = parsed.GetValue(_policy);
        if (model is null == policy is null)
            throw new UsageException(
                $"{(model is null ? "Neither --model nor --policy is" : "--model and --policy are both")} given; "
                + "allowed: one of them.");
        int games = parsed.GetValue(_games) ?? DefaultGames;
        ulong seed = parsed.GetValue(_seed) ?? CatchEvaluation.TestSeed;
        CatchEvaluation evaluation = model is null
            ? CatchEvaluation.Run((CatchPolicy)Array.IndexOf(_policies, policy), games, seed)
            : Play(terminal, WeightFile.Load(model), games, seed, parsed.GetValue(_threads) ?? 0);
        int outOfReach = CatchEvaluation.CountOutOfReach(games, seed);
        if (parsed.GetValue(_json))
            terminal.Output.WriteLine(Json(evaluation, outOfReach));
        else
            Print(terminal, evaluation, outOfReach);
        return ExitCode.Success;
    }

    private static CatchEvaluation Play(
        Terminal terminal, RecurrentAttentionModel agent, int games, ulong seed, int threads) =>
        terminal.During($"Playing {games} games", () => CatchEvaluation.Run(agent, games, seed, threads));

    private static void Print(Terminal terminal, CatchEvaluation evaluation, int outOfReach)
    {
        terminal.Say(
            $"Caught {evaluation.CaughtPercent:0.00}% ({evaluation.Caught} of {evaluation.Games} games; standard error {evaluation.StandardErrorPercent:0.00}%).");
        terminal.Say($"Out of any paddle's reach: {outOfReach}.");
    }

    private static string Json(CatchEvaluation evaluation, int outOfReach) => JsonSerializer.Serialize(new
    {
        games = evaluation.Games,
        caught = evaluation.Caught,
        caughtPercent = evaluation.CaughtPercent,
        standardErrorPercent = evaluation.StandardErrorPercent,
        outOfReach,
    });
}
