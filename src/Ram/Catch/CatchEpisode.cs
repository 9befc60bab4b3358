using Ram.Model;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>Everything that happened while an agent played one game.</summary>
/// <param name="Agent">Who played.</param>
/// <param name="Game">How the game began.</param>
/// <param name="Screens">The screen of each frame, <c>[24][24 x 24]</c>, 255 where a pixel is lit.</param>
/// <param name="Paddles">The column of the paddle's left pixel in each frame.</param>
/// <param name="Locations">Where the agent looked in each frame, (x, y) in [-1, 1], <c>[24, 2]</c>.</param>
/// <param name="Patches">What its retina gave, <c>[24, patches x size x size]</c>.</param>
/// <param name="Probabilities">The probabilities of left, stay and right in each frame, <c>[24, 3]</c>.</param>
/// <param name="Baselines">The chance of a catch that it expected in each frame.</param>
/// <param name="Actions">What it did after each frame but the last.</param>
public sealed record CatchEpisode(
    RecurrentAttentionModel Agent, CatchGame Game, IReadOnlyList<byte[]> Screens, IReadOnlyList<int> Paddles,
    Matrix Locations, Matrix Patches, Matrix Probabilities, IReadOnlyList<float> Baselines,
    IReadOnlyList<CatchAction> Actions)
{
    /// <summary>Whether it caught the ball.</summary>
    public bool IsCaught => Game.IsCaughtBy(Paddles[^1]);

    /// <summary>
    /// Plays a game: the most probable actions, the gaze where the policy's mean is, first at the centre.
    /// </summary>
    /// <exception cref="RamException">When the model is no agent for this game.</exception>
    public static CatchEpisode Play(RecurrentAttentionModel agent, CatchGame game)
    {
        CatchEvaluation.CheckAgent(agent);
        var played = new AgentGames(agent, 1);
        List<byte[]> screens = [];
        List<int> paddles = [];
        played.Games.Begin([game]);
        played.BeDeterministic();
        played.Play(watch: () =>
        {
            screens.Add([.. played.Games.Pixels]);
            paddles.Add(played.Games.Paddles[0]);
        });
        Workspace seen = played.Activations;
        agent.Baseline.Forward(seen.Core.Hidden, seen.Baselines);
        return new CatchEpisode(
            agent, game, screens, paddles, seen.Locations, seen.Patches, seen.Probabilities, seen.Baselines.ToArray(),
            played.Actions.ToArray());
    }
}
