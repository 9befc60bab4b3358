using Ram.Catch;
using Ram.Images;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Games of Catch, and how an agent learns and looks.</summary>
public static class CatchView
{
    private const double PaperMillionFrames = 20, PaperPercent = 85;

    private static readonly double[] _frames = [.. Enumerable.Range(0, CatchGame.Size).Select(frame => (double)frame)];
    private static readonly string[] _actions = ["left", "stay", "right"];

    private static Axis FrameAxis => new() { Min = 0, Max = CatchGame.Size - 1, Whole = true };

    /// <summary>Frame by frame: the screen with the retina's patches, what it sees, what the agent does.</summary>
    /// <param name="episode">What happened.</param>
    public static Figure Animate(CatchEpisode episode)
    {
        byte[] pixels = [.. episode.Screens.SelectMany(screen => screen)];
        var scene = new GlimpseScene(
            episode.Agent.Options, new ImageBatch(CatchGame.Size, 1, CatchGame.Size, CatchGame.Size, pixels),
            episode.Locations, episode.Patches, episode.Probabilities, label: null, size: 260);
        Axis actions = GlimpseScene.ClassAxis(_actions.Length) with { Categories = _actions };
        return scene.Animate(
            Figure.Of("An agent plays Catch", AltText(episode)) with
            {
                Caption = "Orange: the patches of the retina, the sharpest in a thicker line. "
                    + "Blue: where it has looked.",
            },
            scene.MovingPath(joined: false, new PointsMark([], []) { Radius = 2.5 }, width: 2.5),
            new Panel { Title = "What it does", Marks = [], X = actions },
            CatchGame.Moves);
    }

    /// <summary>Ball, gaze and paddle over the frames of a game: the columns, and the rows of ball and gaze.</summary>
    /// <param name="episode">What happened.</param>
    public static Figure Paths(CatchEpisode episode)
    {
        double[] balls = [.. _frames.Select(frame => episode.Game.BallColumn((int)frame) + 0.5)];
        double[] rows = [.. _frames.Select(frame => frame + 0.5)];
        double[] paddles = [.. episode.Paddles.Select(paddle => paddle + 0.5 * CatchGame.PaddleWidth)];
        Panel across = PathPanel(
            "Across", new Axis { Label = "Column", Min = 0, Max = CatchGame.Size },
            Path("ball", balls, Palette.Series[0]), Path("gaze", Gaze(0), Palette.OverImage),
            Path("paddle", paddles, Palette.Right));
        Panel down = PathPanel(
            "Down", new Axis { Label = "Row", Min = 0, Max = CatchGame.Size, Descending = true },
            Path("ball", rows, Palette.Series[0]), Path("gaze", Gaze(1), Palette.OverImage));
        return Figure.Of("Ball, gaze and paddle", AltText(episode), across, down) with { Columns = 2 };

        double[] Gaze(int axis) =>
            [.. _frames.Select(frame => 0.5 * (episode.Locations[(int)frame, axis] + 1) * CatchGame.Size)];
    }

    /// <summary>The share of validation games caught by frames trained, beside the paper's 85% at 20 million.</summary>
    /// <param name="runs">The name and the log of each training.</param>
    public static Figure Learning(IReadOnlyList<(string Name, IReadOnlyList<EpochLog> Log)> runs)
    {
        List<Mark> marks = [.. runs.Select((run, index) =>
            new LineMark([.. run.Log.Select(MillionFrames)], [.. run.Log.Select(CaughtPercent)])
            {
                Name = run.Name,
                Color = Palette.OfSeries(index),
            })];
        marks.Add(new PointsMark([PaperMillionFrames], [PaperPercent])
        {
            Name = "the paper's best agent",
            Color = Palette.SoftInk,
            Radius = 5,
        });
        IEnumerable<string> ends = runs.Where(run => run.Log.Count > 0).Select(run =>
            Invariant($"{run.Name} up to {run.Log.Max(CaughtPercent):0.0}% ")
                + Invariant($"within {MillionFrames(run.Log[^1]):0.#} million frames"));
        string altText = "The share of validation games caught against the frames of training: ";
        return Figure.Of("Learning to catch", $"{altText}{string.Join(", ", ends)}.", new Panel
        {
            Marks = marks,
            X = new Axis { Label = "Million frames", Min = 0 },
            Y = new Axis { Label = "Caught, %", Min = 0, Max = 100 },
        });
    }

    /// <summary>How far from the ball the gaze is, by the row that the ball is in.</summary>
    /// <param name="gaze">What was measured.</param>
    public static Figure GazeByHeight(CatchGaze gaze)
    {
        string altText = Invariant($"The mean distance of the gaze to the ball over {gaze.Games} games: ")
            + Invariant($"{gaze.Distances[0]:0.0} pixels in the top row, {gaze.Distances.Min():0.0} at least, ")
            + Invariant($"{gaze.Distances[^1]:0.0} in the bottom row; ")
            + Invariant($"that of a random gaze is {gaze.RandomDistances.Average():0.0} on average.");
        return Figure.Of("How far from the ball the agent looks", altText, new Panel
        {
            Marks =
            [
                Path("the agent's gaze", gaze.Distances, Palette.Series[0]),
                Path("a random gaze", gaze.RandomDistances, Palette.Quiet) with { Dashed = true },
            ],
            X = FrameAxis with { Label = "Row of the ball, 23 being the paddle's" },
            Y = new Axis { Label = "Mean distance, pixels", Min = 0 },
            Height = 240,
        });
    }

    private static string AltText(CatchEpisode episode) =>
        $"A game of Catch: the ball falls from column {episode.Game.Start} to column "
            + $"{episode.Game.BallColumn(CatchGame.Moves)}, the paddle moves from column {episode.Paddles[0]} "
            + $"to column {episode.Paddles[^1]}; the ball is {(episode.IsCaught ? "caught" : "missed")}.";

    private static Panel PathPanel(string title, Axis y, params IReadOnlyList<LineMark> lines)
    {
        Axis x = FrameAxis with { Label = "Frame" };
        return new Panel { Title = title, Marks = lines, X = x, Y = y, Width = 300, Height = 220 };
    }

    private static LineMark Path(string name, IReadOnlyList<double> values, string color) =>
        new(_frames, values) { Name = name, Color = color };

    private static double MillionFrames(EpochLog line) => line.Rollouts * CatchGame.Size / 1e6;

    private static double CaughtPercent(EpochLog line) => 100 - line.ValidationErrorPercent ?? double.NaN;
}
