using Ram.Catch;
using Ram.Numerics;

namespace Ram.Tests.Catch;

public sealed class CatchGamesTests
{
    private const int Count = 50, Screen = CatchGame.Size * CatchGame.Size;

    private readonly CatchGames _games = new(Count);

    [Fact]
    public void A_screen_shows_one_ball_and_the_whole_paddle_in_every_frame()
    {
        _games.Begin(3, StreamPurpose.Game, update: 0, first: 0);
        var random = new Random(1);
        for (; ; _games.Play(RandomActions(random)))
        {
            for (int game = 0; game < Count; game++)
            {
                ReadOnlySpan<byte> screen = _games.Pixels.AsSpan(game * Screen, Screen);
                var lit = new HashSet<int> { _games.Frame * CatchGame.Size + _games.Games[game].BallColumn(_games.Frame) };
                Assert.InRange(_games.Paddles[game], 0, CatchGame.LastPaddle);
                lit.Add(23 * CatchGame.Size + _games.Paddles[game]);
                lit.Add(23 * CatchGame.Size + _games.Paddles[game] + 1);
                for (int pixel = 0; pixel < Screen; pixel++)
                    Assert.Equal(lit.Contains(pixel) ? 255 : 0, screen[pixel]);
            }
            if (_games.IsOver)
                break;
        }
    }

    [Fact]
    public void The_reward_comes_at_the_end_alone()
    {
        _games.Begin(4, StreamPurpose.Game, update: 0, first: 0);
        var random = new Random(2);
        for (int frame = 0; frame < CatchGame.Moves; frame++)
        {
            Assert.Equal(frame, _games.Frame);
            Assert.False(_games.IsOver);
            Assert.All(Enumerable.Range(0, Count), game => Assert.False(_games.IsCaught(game)));
            _games.Play(RandomActions(random));
        }
        Assert.True(_games.IsOver);
        int caught = 0;
        for (int game = 0; game < Count; game++)
        {
            int ball = _games.Games[game].BallColumn(23), paddle = _games.Paddles[game];
            Assert.Equal(ball == paddle || ball == paddle + 1, _games.IsCaught(game));
            caught += _games.IsCaught(game) ? 1 : 0;
        }
        Assert.InRange(caught, 1, Count / 2);
        Assert.Throws<InvalidOperationException>(() => _games.Play(RandomActions(random)));
    }

    [Fact]
    public void A_recorded_game_replays()
    {
        // The ball bounces off the left side; the paddle runs into the right one and comes back under the ball.
        CatchGame start = new(Start: 2, Speed: -0.75, Paddle: 21);
        CatchAction[] moves =
            [.. Enumerable.Repeat(CatchAction.Right, 3), .. Enumerable.Repeat(CatchAction.Left, 9),
            .. Enumerable.Repeat(CatchAction.Stay, 11)];
        int[] balls = [2, 1, 1, 0, 0, 1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 8, 9, 10, 11, 11, 12, 13, 14, 14];
        int[] paddles = [21, 22, 22, 22, 21, 20, 19, 18, 17, 16, 15, 14, .. Enumerable.Repeat(13, 12)];
        var games = new CatchGames(1);
        games.Begin([start]);
        for (int frame = 0; frame < CatchGame.Size; frame++)
        {
            Assert.Equal((frame, balls[frame], paddles[frame]), (games.Frame, start.BallColumn(frame), games.Paddles[0]));
            Assert.Equal(255, games.Pixels[frame * CatchGame.Size + balls[frame]]);
            if (!games.IsOver)
                games.Play([moves[frame]]);
        }
        Assert.True(games.IsCaught(0));
    }

    [Fact]
    public void Games_do_not_depend_on_their_neighbours()
    {
        _games.Begin(5, StreamPurpose.Game, update: 9, first: 100);
        var alone = new CatchGames(1);
        alone.Begin(5, StreamPurpose.Game, update: 9, first: 117);
        Assert.Equal(alone.Games[0], _games.Games[17]);
        Assert.Equal(Count, _games.Games.ToArray().Distinct().Count());
    }

    [Fact]
    public void Nothing_is_allocated_while_they_are_played()
    {
        var actions = new CatchAction[Count];
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _games.Begin(6, StreamPurpose.Game, round, first: 0);
            while (!_games.IsOver)
                _games.Play(actions);
            if (round == 1)
                Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    private static CatchAction[] RandomActions(Random random) =>
        [.. Enumerable.Range(0, Count).Select(_ => (CatchAction)random.Next(3))];
}
