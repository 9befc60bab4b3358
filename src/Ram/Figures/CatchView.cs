using Ram.Catch;
using Ram.Images;
using Ram.Model;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Games of Catch, and how an agent learns and looks.</summary>
public static class CatchView
{
    private const double PaperMillionFrames = 20, PaperPercent = 85;

    private static readonly double[] _frames = [.. Enumerable.Range(0, CatchGame.Size).Select(frame => (double)frame)];
    private static readonly Axis _frame = new("Frame", 0, CatchGame.Size - 1, Whole: true);

    /// <summary>Frame by frame: the screen with the retina's patches, what it sees, what the agent does.</summary>
    /// <param name="episode">What happened.</param>
    public static Figure Animate(CatchEpisode episode)
    {
        byte[] pixels = [.. episode.Screens.SelectMany(screen => screen)];
        var rollout = new Rollout(
            episode.Agent.Options, episode.Locations, episode.Patches, episode.Probabilities, [.. episode.Baselines],
            default, default, []);
        var scene = new GlimpseScene(
            rollout with { ClassNames = ["left", "stay", "right"] },
            new ImageBatch(CatchGame.Size, 1, CatchGame.Size, CatchGame.Size, pixels), label: null, size: 260);
        const string Caption =
            "Orange: the patches of the retina, the sharpest in a thicker line. Blue: where it has looked.";
        return scene.Animate(
            Figure.Of("An agent plays Catch", AltText(episode), 2, Caption),
            scene.MovingPath(joined: false, new PointsMark([], [], 2.5), width: 2.5),
            "What it does", classes: null, CatchGame.Moves,
            $"The game is over: the ball is {(episode.IsCaught ? "caught" : "missed")}.");
    }

    /// <summary>Ball, gaze and paddle over the frames of a game: the columns, and the rows of ball and gaze.</summary>
    /// <param name="episode">What happened.</param>
    public static Figure Paths(CatchEpisode episode)
    {
        return Figure.Of(
            "Ball, gaze and paddle", AltText(episode), 2, caption: null,
            PathPanel("Across", new Axis("Column", 0, CatchGame.Size), Ball(episode.Game.BallColumn), Gaze(0),
                Path("paddle", frame => episode.Paddles[frame] + 0.5 * CatchGame.PaddleWidth, Palette.Right)),
            PathPanel("Down", new Axis("Row", 0, CatchGame.Size, Descending: true), Ball(frame => frame), Gaze(1)));

        LineMark Ball(Func<int, int> pixel) => Path("ball", frame => pixel(frame) + 0.5, Palette.Series[0]);

        LineMark Gaze(int axis) => Path(
            "gaze", frame => 0.5 * (episode.Locations[frame, axis] + 1) * CatchGame.Size, Palette.OverImage);

        Panel PathPanel(string title, Axis y, params IReadOnlyList<LineMark> lines) =>
            new(title, 240, 200) { Marks = lines, X = _frame, Y = y };
    }

    /// <summary>The share of validation games caught by frames trained, beside the paper's 85% at 20 million.</summary>
    /// <param name="runs">The name and the log of each training.</param>
    public static Figure Learning(IReadOnlyList<(string Name, IReadOnlyList<EpochLog> Log)> runs)
    {
        IEnumerable<Mark> lines = runs.Select((run, index) =>
            new LineMark([.. run.Log.Select(MillionFrames)], [.. run.Log.Select(CaughtPercent)])
            { Name = run.Name, Color = Palette.OfSeries(index) });
        var paper = new PointsMark([PaperMillionFrames], [PaperPercent], 5) { Name = "the paper's best agent" };
        IEnumerable<string> ends = runs.Where(run => run.Log.Count > 0).Select(run =>
            Invariant($"{run.Name} up to {run.Log.Max(CaughtPercent):0.0}% ")
                + Invariant($"within {MillionFrames(run.Log[^1]):0.#} million frames"));
        return Plot.Of(
            "Learning to catch",
            $"The share of validation games caught against the frames of training: {string.Join(", ", ends)}.",
            new Axis("Million frames", 0), new Axis("Caught, %", 0, 100), 300,
            [.. lines, paper with { Color = Palette.SoftInk }]);
    }

    /// <summary>How far from the ball the gaze is, by the row that the ball is in.</summary>
    /// <param name="gaze">What was measured.</param>
    public static Figure GazeByHeight(CatchGaze gaze)
    {
        string altText = Invariant($"The mean distance of the gaze to the ball over {gaze.Games} games: ")
            + Invariant($"{gaze.Distances[0]:0.0} pixels in the top row, {gaze.Distances.Min():0.0} at least, ")
            + Invariant($"{gaze.Distances[^1]:0.0} in the bottom row; ")
            + Invariant($"that of a random gaze is {gaze.RandomDistances.Average():0.0} on average.");
        return Plot.Of(
            "How far from the ball the agent looks", altText,
            _frame with { Label = "Row of the ball, 23 being the paddle's" }, new Axis("Mean distance, pixels", 0), 240,
            Path("the agent's gaze", row => gaze.Distances[row], Palette.Series[0]),
            Path("a random gaze", row => gaze.RandomDistances[row], Palette.Quiet) with { Dashed = true });
    }

    private static string AltText(CatchEpisode episode) =>
        $"A game of Catch: the ball falls from column {episode.Game.Start} to column "
            + $"{episode.Game.BallColumn(CatchGame.Moves)}, the paddle moves from column {episode.Paddles[0]} "
            + $"to column {episode.Paddles[^1]}; the ball is {(episode.IsCaught ? "caught" : "missed")}.";

    private static LineMark Path(string name, Func<int, double> value, string color) =>
        new(_frames, [.. _frames.Select(frame => value((int)frame))]) { Name = name, Color = color };

    private static double MillionFrames(EpochLog line) => line.Rollouts * CatchGame.Size / 1e6;

    private static double CaughtPercent(EpochLog line) => 100 - line.ValidationErrorPercent ?? double.NaN;
}
