using Ram.Numerics;

namespace Ram.Catch;

/// <summary>What the paddle does in a frame. The values are the classes of the agent's action network.</summary>
public enum CatchAction
{
    /// <summary>One pixel to the left, unless it is at the side.</summary>
    Left,

    /// <summary>Nothing.</summary>
    Stay,

    /// <summary>One pixel to the right, unless it is at the side.</summary>
    Right,
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

/// <summary>What such a player does.</summary>
internal static class CatchPolicies
{
    public static CatchAction Choose(this CatchPolicy policy, CatchGame game, int paddle, ref RandomStream stream) =>
        policy switch
        {
            CatchPolicy.Random => (CatchAction)stream.NextInt32(3),
            CatchPolicy.Perfect => Towards(game.BallColumn(CatchGame.Moves), paddle),
            _ => CatchAction.Stay,
        };

    private static CatchAction Towards(int ball, int paddle)
    {
        if (ball < paddle)
            return CatchAction.Left;
        return ball >= paddle + CatchGame.PaddleWidth ? CatchAction.Right : CatchAction.Stay;
    }
}
