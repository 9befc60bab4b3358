using Ram.Catch;
using Ram.Figures;
using Ram.Model;
using Ram.Tests.Catch;
using Ram.Training;

namespace Ram.Tests.Figures;

public sealed class CatchViewTests
{
    private static readonly RecurrentAttentionModel _agent = TinyCatch.NewAgent();

    [Fact]
    public void An_animation_shows_one_screen_and_one_belief_a_frame()
    {
        CatchEpisode episode = CatchEpisode.Play(_agent, CatchEvaluation.Game(1, 0));
        Figure animation = CatchView.Animate(episode);
        Assert.Equal(CatchGame.Size, animation.Frames.Count);
        for (int frame = 0; frame < CatchGame.Size; frame++)
        {
            Figure still = animation.Still(frame);
            Assert.Equal(episode.Screens[frame], Assert.Single(still.Panels[0].Marks.OfType<ImageMark>()).Pixels);
            Assert.Single(still.Panels[1].Marks.OfType<ImageMark>());
            Assert.Equal(frame < CatchGame.Moves ? 1 : 0, still.Panels[2].Marks.OfType<BarsMark>().Count());
        }
        Assert.Contains(episode.IsCaught ? "caught" : "missed", animation.AltText, StringComparison.Ordinal);
        Assert.DoesNotContain(animation.Still(CatchGame.Moves - 1).Panels[2].Marks, mark => mark is TextMark);
        Assert.Equal(
            $"The game is over: the ball is {(episode.IsCaught ? "caught" : "missed")}.",
            Assert.IsType<TextMark>(Assert.Single(animation.Still(CatchGame.Moves).Panels[2].Marks)).Text);
    }

    [Fact]
    public void Paths_are_those_of_the_game()
    {
        CatchEpisode episode = CatchEpisode.Play(_agent, new CatchGame(3, 0.5, 10));
        LineMark[] across = [.. CatchView.Paths(episode).Panels[0].Marks.OfType<LineMark>()];
        Assert.Equal(["ball", "gaze", "paddle"], across.Select(line => line.Name));
        Assert.Equal((3.5, 11.0), (across[0].Y[0], across[2].Y[0]));
        Assert.Equal(0.5 * (episode.Locations[7, 0] + 1) * 24, across[1].Y[7]);
    }

    [Fact]
    public void The_gazes_distance_is_measured_from_the_middle_of_the_ball()
    {
        CatchGaze gaze = CatchGaze.Measure(_agent, games: 3);
        double expected = Enumerable.Range(0, 3).Average(number =>
        {
            CatchEpisode episode = CatchEpisode.Play(_agent, CatchEvaluation.Game(CatchEvaluation.TestSeed, number));
            double x = 12 * (episode.Locations[9, 0] + 1), y = 12 * (episode.Locations[9, 1] + 1);
            return double.Hypot(x - episode.Game.BallColumn(9) - 0.5, y - 9.5);
        });
        Assert.Equal(expected, gaze.Distances[9], 1e-6);
        LineMark[] lines = [.. CatchView.GazeByHeight(gaze).Panels[0].Marks.Cast<LineMark>()];
        Assert.Equal(gaze.Distances, lines[0].Y);
    }

    [Fact]
    public void The_learning_curve_has_the_papers_point()
    {
        EpochLog[] log = [new(1, 1, 1_000_000, 1, 90, 0.1, 87.5, 1e-3, true), new(2, 2, 2_000_000, 1, 80, 0.2, 60, 1e-3, true)];
        Figure figure = CatchView.Learning([("one", log)]);
        Assert.Equal([24.0, 48.0], figure.Panels[0].Marks.OfType<LineMark>().Single().X);
        Assert.Equal((20, 85), (figure.Panels[0].Marks.OfType<PointsMark>().Single().X[0], figure.Panels[0].Marks.OfType<PointsMark>().Single().Y[0]));
        Assert.Contains("40.0%", figure.AltText, StringComparison.Ordinal);
    }
}
