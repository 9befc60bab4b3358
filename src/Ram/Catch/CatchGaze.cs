using Ram.Model;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>
/// How far from the ball an agent looks, in pixels, from the location to the middle of the ball, for each row that the
/// ball is in. Beside it stands a gaze that is drawn uniformly over the screen.
/// </summary>
/// <param name="Games">The games played, deterministically.</param>
/// <param name="Distances">The mean distance in each row, the top row first, <c>[24]</c>.</param>
/// <param name="RandomDistances">The same for the random gaze in the same games, <c>[24]</c>.</param>
public sealed record CatchGaze(int Games, IReadOnlyList<double> Distances, IReadOnlyList<double> RandomDistances)
{
    /// <summary>The games side by side; the result does not depend on it.</summary>
    private const int Rows = 64;

    /// <summary>Plays one or more games and measures; the same games as <see cref="CatchEvaluation"/> plays.</summary>
    /// <exception cref="RamException">When the model is no agent for this game.</exception>
    public static CatchGaze Measure(
        RecurrentAttentionModel agent, int games = 1000, ulong seed = CatchEvaluation.TestSeed)
    {
        CatchEvaluation.CheckAgent(agent);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(games);
        double[] distances = new double[CatchGame.Size], random = new double[CatchGame.Size];
        for (int first = 0; first < games; first += Rows)
        {
            var played = new AgentGames(agent, Math.Min(Rows, games - first));
            played.Play(seed, StreamPurpose.TestGame, first);
            for (int game = 0; game < played.Games.Count; game++)
                Add(played, game, new RandomStream(seed, StreamPurpose.RandomGaze, 0, first + game), distances, random);
        }
        return new CatchGaze(games, [.. distances.Select(sum => sum / games)], [.. random.Select(sum => sum / games)]);
    }

    private static void Add(AgentGames played, int game, RandomStream stream, double[] distances, double[] random)
    {
        for (int frame = 0; frame < CatchGame.Size; frame++)
        {
            ReadOnlySpan<float> location = played.Activations.Locations.Row(frame * played.Games.Count + game);
            int ball = played.Games.Games[game].BallColumn(frame);
            distances[frame] += Distance(location[0], location[1], ball, frame);
            random[frame] += Distance(stream.NextDouble(-1, 1), stream.NextDouble(-1, 1), ball, frame);
        }
    }

    private static double Distance(double x, double y, int column, int row) => double.Hypot(
        0.5 * CatchGame.Size * (x + 1) - (column + 0.5), 0.5 * CatchGame.Size * (y + 1) - (row + 0.5));
}
