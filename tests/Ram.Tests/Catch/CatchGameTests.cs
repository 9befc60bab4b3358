using Ram.Catch;
using Ram.Numerics;

namespace Ram.Tests.Catch;

public sealed class CatchGameTests
{
    private const int Drawn = 2000;

    private static IEnumerable<CatchGame> Games =>
        Enumerable.Range(0, Drawn).Select(number => CatchGame.Draw(new RandomStream(7, StreamPurpose.Game, 0, number)));

    [Fact]
    public void A_ball_stays_on_the_screen_and_moves_at_most_a_column_a_frame()
    {
        foreach (CatchGame game in Games)
        {
            Assert.Equal(game.Start, game.BallColumn(0));
            for (int frame = 0; frame < CatchGame.Size; frame++)
            {
                Assert.InRange(game.BallColumn(frame), 0, CatchGame.Size - 1);
                if (frame > 0)
                    Assert.InRange(game.BallColumn(frame) - game.BallColumn(frame - 1), -1, 1);
            }
        }
    }

    [Fact]
    public void A_side_reflects_the_ball_as_a_mirror_does()
    {
        foreach (CatchGame game in Games)
        {
            double position = game.Start + 0.5, speed = game.Speed;
            for (int frame = 1; frame < CatchGame.Size; frame++)
            {
                position += speed;
                if (position is < 0 or > CatchGame.Size)
                {
                    position = position < 0 ? -position : 2 * CatchGame.Size - position;
                    speed = -speed;
                }
                // A ball on the border of two columns is in either: rounding decides.
                Assert.InRange(game.BallColumn(frame) + 0.5, position - 0.5 - 1e-9, position + 0.5 + 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(0, -1.0, 1, 0)]
    [InlineData(0, -1.0, 2, 1)]
    [InlineData(0, -1.0, 23, 22)]
    [InlineData(23, 1.0, 1, 23)]
    [InlineData(23, 1.0, 2, 22)]
    [InlineData(23, 1.0, 23, 1)]
    [InlineData(5, 0.0, 23, 5)]
    [InlineData(5, 0.25, 1, 5)]
    [InlineData(5, 0.25, 2, 6)]
    public void A_ball_is_where_it_was_worked_out_by_hand(int start, double speed, int frame, int column) =>
        Assert.Equal(column, new CatchGame(start, speed, 0).BallColumn(frame));

    [Fact]
    public void A_mirrored_game_has_a_mirrored_ball()
    {
        foreach (CatchGame game in Games)
        {
            CatchGame mirrored = game with { Start = CatchGame.Size - 1 - game.Start, Speed = -game.Speed };
            for (int frame = 0; frame < CatchGame.Size; frame++)
                Assert.Equal(CatchGame.Size - 1 - game.BallColumn(frame), mirrored.BallColumn(frame));
        }
    }

    [Fact]
    public void Columns_speeds_and_paddles_are_uniform()
    {
        CatchGame[] games = [.. Games];
        CheckUniform(games.Select(game => game.Start), CatchGame.Size);
        CheckUniform(games.Select(game => game.Paddle), CatchGame.LastPaddle + 1);
        CheckUniform(games.Select(game => (int)((game.Speed + 1) * 10)), 20);
    }

    [Fact]
    public void A_paddle_stops_at_the_sides()
    {
        Assert.Equal(0, CatchGame.Move(0, CatchAction.Left));
        Assert.Equal(22, CatchGame.Move(22, CatchAction.Right));
        Assert.Equal([4, 5, 6], Enum.GetValues<CatchAction>().Select(action => CatchGame.Move(5, action)));
    }

    [Fact]
    public void Twenty_three_moves_reach_every_ball()
    {
        for (int start = 0; start < CatchGame.Size; start++)
            foreach (double speed in new[] { -1, -0.5, 0, 0.5, 1 })
                for (int paddle = 0; paddle <= CatchGame.LastPaddle; paddle++)
                    Assert.True(new CatchGame(start, speed, paddle).CanBeCaught);
    }

    [Fact]
    public void Either_pixel_of_the_paddle_catches()
    {
        var game = new CatchGame(10, 0, 0);
        Assert.Equal([9, 10], Enumerable.Range(0, CatchGame.LastPaddle + 1).Where(game.IsCaughtBy));
    }

    private static void CheckUniform(IEnumerable<int> values, int count)
    {
        int[] counts = new int[count];
        foreach (int value in values)
            counts[value]++;
        double expected = (double)Drawn / count;
        double chiSquare = counts.Sum(found => (found - expected) * (found - expected) / expected);
        // Its mean is count - 1 and its deviation the root of twice that; five deviations are no accident.
        Assert.InRange(chiSquare, 0, count - 1 + 5 * Math.Sqrt(2 * (count - 1)));
    }
}
