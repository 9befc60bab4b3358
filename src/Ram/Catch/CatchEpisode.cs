using Ram.Model;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>Everything that happened while an agent played one game.</summary>
public sealed class CatchEpisode
{
    private CatchEpisode(RecurrentAttentionModel agent, CatchGame game, byte[][] screens, int[] paddles, AgentGames played)
    {
        (Agent, Game, Screens, Paddles) = (agent, game, screens, paddles);
        Workspace activations = played.Activations;
        agent.Baseline.Forward(activations.Core.Hidden, activations.Baselines);
        (Locations, Probabilities, Patches) = (activations.Locations, activations.Probabilities, activations.Patches);
        Baselines = activations.Baselines.ToArray();
        Actions = played.Actions.ToArray();
    }

    /// <summary>Who played.</summary>
    public RecurrentAttentionModel Agent { get; }

    /// <summary>How the game began.</summary>
    public CatchGame Game { get; }

    /// <summary>The screen of each frame, <c>[24][24 x 24]</c>, 255 where a pixel is lit.</summary>
    public IReadOnlyList<byte[]> Screens { get; }

    /// <summary>The column of the paddle's left pixel in each frame.</summary>
    public IReadOnlyList<int> Paddles { get; }

    /// <summary>Where the agent looked in each frame, (x, y) in [-1, 1], <c>[24, 2]</c>.</summary>
    public Matrix Locations { get; }

    /// <summary>What its retina gave, <c>[24, patches x size x size]</c>.</summary>
    public Matrix Patches { get; }

    /// <summary>The probabilities of left, stay and right in each frame, <c>[24, 3]</c>.</summary>
    public Matrix Probabilities { get; }

    /// <summary>The chance of a catch that it expected in each frame.</summary>
    public IReadOnlyList<float> Baselines { get; }

    /// <summary>What it did after each frame but the last.</summary>
    public IReadOnlyList<CatchAction> Actions { get; }

    /// <summary>Whether it caught the ball.</summary>
    public bool IsCaught => Game.IsCaughtBy(Paddles[^1]);

    /// <summary>Plays one game: the most probable actions, the gaze where the policy's mean is, first at the centre.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="game">How the game begins.</param>
    /// <exception cref="RamException">When the model is no agent for this game.</exception>
    public static CatchEpisode Play(RecurrentAttentionModel agent, CatchGame game)
    {
        ArgumentNullException.ThrowIfNull(agent);
        CatchEvaluation.CheckAgent(agent);
        var agents = new AgentGames(agent, 1);
        agents.Games.Begin([game]);
        agents.BeDeterministic();
        agents.Play();
        var replay = new CatchGames(1);
        replay.Begin([game]);
        var screens = new byte[CatchGame.Size][];
        var paddles = new int[CatchGame.Size];
        for (int frame = 0; frame < CatchGame.Size; frame++)
        {
            (screens[frame], paddles[frame]) = ([.. replay.Pixels], replay.Paddles[0]);
            if (!replay.IsOver)
                replay.Play(agents.Actions.Slice(frame, 1));
        }
        return new CatchEpisode(agent, game, screens, paddles, agents);
    }
}
