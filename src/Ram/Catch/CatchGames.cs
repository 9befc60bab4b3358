using Ram.Model;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>Games of Catch side by side, frame by frame, on memory allocated once.</summary>
/// <param name="count">The games, 1 or more.</param>
public sealed class CatchGames(int count)
{
    private const int Screen = CatchGame.Size * CatchGame.Size, BottomRow = Screen - CatchGame.Size;
    private const byte Lit = 255;

    private readonly CatchGame[] _games =
        new CatchGame[count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count))];
    private readonly int[] _paddles = new int[count];

    /// <summary>The number of games.</summary>
    public int Count => _games.Length;
    /// <summary>The frame that the screens show, 0 to 23; it is the row of the balls.</summary>
    public int Frame { get; private set; }
    /// <summary>Whether the balls are in the bottom row.</summary>
    public bool IsOver => Frame == CatchGame.Moves;
    /// <summary>The screens, 255 where a pixel is lit, else 0, <c>[games, 24, 24]</c>.</summary>
    public byte[] Pixels { get; } = new byte[count * Screen];
    /// <summary>How each game began.</summary>
    public ReadOnlySpan<CatchGame> Games => _games;
    /// <summary>The column of the left pixel of each game's paddle.</summary>
    public ReadOnlySpan<int> Paddles => _paddles;
    /// <summary>The screens as the retina reads them.</summary>
    internal ImageRows Images => new(Pixels, 0, 1, CatchGame.Size, CatchGame.Size);

    /// <summary>Begins games that are drawn from streams of their own, the first of which has that number.</summary>
    public void Begin(ulong seed, StreamPurpose purpose, long update, long first)
    {
        for (int game = 0; game < Count; game++)
            _games[game] = CatchGame.Draw(new RandomStream(seed, purpose, update, first + game));
        Begin();
    }

    /// <summary>Begins given games, one for each screen.</summary>
    /// <exception cref="ArgumentException">When they are not as many.</exception>
    public void Begin(ReadOnlySpan<CatchGame> games)
    {
        if (games.Length != Count)
            throw new ArgumentException($"There are {games.Length} games; needed: {Count}.", nameof(games));
        games.CopyTo(_games);
        Begin();
    }

    /// <summary>Moves each paddle by the action of its game, then each ball.</summary>
    /// <exception cref="InvalidOperationException">When the games are over.</exception>
    public void Play(ReadOnlySpan<CatchAction> actions)
    {
        if (IsOver)
            throw new InvalidOperationException("The games are over; begin new ones.");
        for (int game = 0; game < Count; game++)
            _paddles[game] = CatchGame.Move(_paddles[game], actions[game]);
        Frame++;
        Draw();
    }

    /// <summary>The reward of a game: whether its ball has been caught; false until it is over.</summary>
    public bool IsCaught(int game) => IsOver && _games[game].IsCaughtBy(_paddles[game]);

    private void Begin()
    {
        Frame = 0;
        for (int game = 0; game < Count; game++)
            _paddles[game] = _games[game].Paddle;
        Draw();
    }

    private void Draw()
    {
        Array.Clear(Pixels);
        for (int game = 0; game < Count; game++)
        {
            Span<byte> screen = Pixels.AsSpan(game * Screen, Screen);
            screen.Slice(BottomRow + _paddles[game], CatchGame.PaddleWidth).Fill(Lit);
            screen[Frame * CatchGame.Size + _games[game].BallColumn(Frame)] = Lit;
        }
    }
}
