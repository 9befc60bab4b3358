namespace Ram.Cli.Commands;

/// <summary><c>ram catch evaluate</c>.</summary>
internal sealed class CatchEvaluateCommand(Terminal terminal) : CliCommand(
    "evaluate", "Count the games that an agent catches, always doing what it finds most probable.",
    ("catch evaluate --model data/models/catch.safetensors", "The agent that comes along"),
    ("catch evaluate --policy still", "What a paddle catches that never moves"))
{
    private const int DefaultGames = 10_000;

    private readonly Option<string?> _model =
        FileName("--model", "The agent, a safetensors file that ram catch train wrote");
    private readonly Option<string?> _policy = Choice(
        "--policy", "Instead of an agent, a player that learns nothing",
        [.. Enum.GetNames<CatchPolicy>().Select(name => name.ToLowerInvariant())]);
    private readonly Option<int?> _games = Whole("--games", $"The games to play; default: {DefaultGames}", 1, 1 << 24);
    private readonly Option<ulong?> _seed = Seed(
        $"The seed of the games, which are never those of a training; default: {CatchEvaluation.TestSeed}");
    private readonly Option<int?> _threads = Threads();
    private readonly Option<bool> _json = JsonFlag();

    protected override void Run()
    {
        Parsed.CheckAtMostOne([_model, _policy]);
        int games = Get(_games) ?? DefaultGames;
        ulong seed = Get(_seed) ?? CatchEvaluation.TestSeed;
        CatchEvaluation evaluation = Get(_policy) is string policy
            ? CatchEvaluation.Run(Enum.Parse<CatchPolicy>(policy, ignoreCase: true), games, seed)
            : Get(_model) is string model ? terminal.During($"Playing {Count.Of(games, "game")}", () =>
                CatchEvaluation.Run(WeightFile.Load(model), games, seed, Get(_threads) ?? 0))
            : throw new UsageException("Neither --model nor --policy is given; allowed: one of them.");
        int outOfReach = CatchEvaluation.CountOutOfReach(games, seed);
        if (Get(_json))
        {
            terminal.Output.WriteLine(ToJson(new
            {
                evaluation.Games,
                evaluation.Caught,
                evaluation.CaughtPercent,
                evaluation.StandardErrorPercent,
                outOfReach,
            }));
            return;
        }
        string counts = $"{evaluation.Caught} of {Count.Of(games, "game")}; standard error";
        terminal.Say($"Caught {evaluation.CaughtPercent:0.00}% ({counts} {evaluation.StandardErrorPercent:0.00}%).");
        terminal.Say($"Out of any paddle's reach: {outOfReach}.");
    }
}
