using System.Collections.Concurrent;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>How many games somebody caught.</summary>
/// <param name="Games">The games played.</param>
/// <param name="Caught">Those whose ball was caught.</param>
/// <example><code>
/// RecurrentAttentionModel agent = WeightFile.Load("data/models/catch.safetensors");
/// CatchEvaluation learned = CatchEvaluation.Run(agent, games: 1000);
/// CatchEvaluation perfect = CatchEvaluation.Run(CatchPolicy.Perfect, games: 1000);
/// Console.WriteLine($"{learned.CaughtPercent:0.0}% caught; {perfect.CaughtPercent:0.0}% can be.");
/// </code></example>
public sealed record CatchEvaluation(int Games, int Caught)
{
    /// <summary>The games side by side; the result does not depend on it.</summary>
    private const int Rows = 64;

    /// <summary>The seed of the games that results are reported on.</summary>
    public const ulong TestSeed = 1;

    /// <summary>The share caught, in percent.</summary>
    public double CaughtPercent => 100.0 * Caught / Games;

    /// <summary>The share missed, in percent.</summary>
    public double MissedPercent => 100.0 * (Games - Caught) / Games;

    /// <summary>The standard error of <see cref="CaughtPercent"/>, that of a binomial proportion.</summary>
    public double StandardErrorPercent => Math.Sqrt(CaughtPercent * (100 - CaughtPercent) / Games);

    /// <summary>
    /// An agent's fresh games, one or more, never those of a training: first looking at the centre, the most probable
    /// actions. The result does not depend on the number of threads, 0 for one a core.
    /// </summary>
    /// <exception cref="RamException">When the model is no agent for this game.</exception>
    public static CatchEvaluation Run(RecurrentAttentionModel model, int games, ulong seed = TestSeed, int threads = 0)
    {
        using var pool = new WorkerPool(threads);
        return Run(model, games, seed, StreamPurpose.TestGame, pool);
    }

    /// <summary>The same games, played by somebody who learns nothing.</summary>
    public static CatchEvaluation Run(CatchPolicy policy, int games, ulong seed = TestSeed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(games);
        int caught = 0;
        for (int number = 0; number < games; number++)
        {
            CatchGame game = Game(seed, number);
            var stream = new RandomStream(seed, StreamPurpose.RandomAction, 0, number);
            int paddle = game.Paddle;
            for (int move = 0; move < CatchGame.Moves; move++)
                paddle = CatchGame.Move(paddle, Choose(policy, game, paddle, ref stream));
            caught += game.IsCaughtBy(paddle) ? 1 : 0;
        }
        return new CatchEvaluation(games, caught);
    }

    /// <summary>How many of the same games no paddle can catch.</summary>
    public static int CountOutOfReach(int games, ulong seed = TestSeed) =>
        Enumerable.Range(0, games).Count(number => !Game(seed, number).CanBeCaught);

    /// <summary>One of the games that results are reported on, by its number, from 0.</summary>
    public static CatchGame Game(ulong seed, int number) =>
        CatchGame.Draw(new RandomStream(seed, StreamPurpose.TestGame, 0, number));

    internal static CatchEvaluation Run(
        RecurrentAttentionModel model, int games, ulong seed, StreamPurpose purpose, WorkerPool pool)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(games);
        CheckAgent(model);
        int shards = (games + Rows - 1) / Rows;
        var agents = new ConcurrentDictionary<(int Worker, int Games), AgentGames>();
        var caught = new int[shards];
        pool.Run(shards, (shard, worker) =>
        {
            int first = shard * Rows, count = Math.Min(Rows, games - first);
            AgentGames players = agents.GetOrAdd((worker, count), key => new AgentGames(model, key.Games));
            players.Play(seed, purpose, first);
            caught[shard] = Enumerable.Range(0, count).Count(players.Games.IsCaught);
        });
        return new CatchEvaluation(games, caught.Sum());
    }

    private static CatchAction Choose(CatchPolicy policy, CatchGame game, int paddle, ref RandomStream stream)
    {
        int ball = game.BallColumn(CatchGame.Moves);
        return policy switch
        {
            CatchPolicy.Random => (CatchAction)stream.NextInt32(3),
            CatchPolicy.Perfect when ball < paddle => CatchAction.Left,
            CatchPolicy.Perfect when ball >= paddle + CatchGame.PaddleWidth => CatchAction.Right,
            _ => CatchAction.Stay,
        };
    }

    /// <exception cref="RamException">When a model cannot play: it names the option that is wrong.</exception>
    internal static void CheckAgent(RecurrentAttentionModel model)
    {
        RamOptions options = model.Options;
        Allowed.Check(options.Glimpses == CatchGame.Size, "glimpses", options.Glimpses, "24, one for each frame of Catch");
        Allowed.Check(options.Classes == 3, "classes", options.Classes, "3, the actions of Catch");
        Allowed.Check(options.Channels == 1, "channels", options.Channels, "1, for the screen of Catch");
    }
}

/// <summary>Players that learn nothing, beside which an agent is judged.</summary>
public enum CatchPolicy
{
    /// <summary>Never moves the paddle.</summary>
    Still,
    /// <summary>Each action with the same probability.</summary>
    Random,
    /// <summary>Knows where the ball will fall and goes there.</summary>
    Perfect,
}
