using Ram.Numerics;

namespace Ram.Catch;

/// <summary>
/// How one game of Catch begins, which decides where its ball falls. The screen is 24x24; the ball begins in the top row
/// and falls one pixel a frame, so that frame t, from 0, shows it in row t; the two-pixel paddle is in the bottom row.
/// Between two frames first the paddle moves, by one pixel or none, then the ball.
/// </summary>
/// <param name="Start">The ball's first column, 0 to 23; the ball is in its middle.</param>
/// <param name="Speed">The columns that the ball moves in a frame, -1 to 1; the sides reflect it.</param>
/// <param name="Paddle">The column of the paddle's left pixel at first, 0 to 22.</param>
/// <example><code>
/// var game = new CatchGame(Start: 3, Speed: 0.5, Paddle: 10);
/// int paddle = CatchGame.Move(game.Paddle, CatchAction.Right);
/// Console.WriteLine($"the ball ends in column {game.BallColumn(CatchGame.Moves)}; caught: {game.IsCaughtBy(paddle)}");
/// </code></example>
public readonly record struct CatchGame(int Start, double Speed, int Paddle)
{
    /// <summary>The side of the screen in pixels, and the frames of a game.</summary>
    public const int Size = 24;

    /// <summary>The frames after which the paddle moves: the last one shows the outcome.</summary>
    public const int Moves = Size - 1;

    /// <summary>The width of the paddle in pixels.</summary>
    public const int PaddleWidth = 2;

    /// <summary>The rightmost column of the paddle's left pixel.</summary>
    public const int LastPaddle = Size - PaddleWidth;

    /// <summary>Draws a game: column, speed and paddle are uniform.</summary>
    public static CatchGame Draw(RandomStream stream) =>
        new(stream.NextInt32(Size), stream.NextDouble(-1, 1), stream.NextInt32(LastPaddle + 1));

    /// <summary>The column of the ball in a frame, 0 to 23, which is also its row.</summary>
    public int BallColumn(int frame)
    {
        // A ball passes less than the screen's width in a game, so it meets each side at most once.
        double position = Start + 0.5 + Speed * frame;
        double reflected = position < 0 ? -position : position > Size ? 2 * Size - position : position;
        return Math.Min((int)reflected, Size - 1);
    }

    /// <summary>Whether a paddle, given by its left column, is under the ball when that is in the bottom row.</summary>
    public bool IsCaughtBy(int paddle) => BallColumn(Moves) - paddle is >= 0 and < PaddleWidth;

    /// <summary>Whether a paddle that always moves the right way is there in time.</summary>
    public bool CanBeCaught =>
        Math.Abs(Paddle - Math.Clamp(Paddle, BallColumn(Moves) - PaddleWidth + 1, BallColumn(Moves))) <= Moves;

    /// <summary>The column of a paddle after an action.</summary>
    public static int Move(int paddle, CatchAction action) =>
        Math.Clamp(paddle + (int)action - (int)CatchAction.Stay, 0, LastPaddle);
}

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
