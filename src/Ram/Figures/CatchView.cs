using Ram.Catch;
using Ram.Images;
using Ram.Training;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Games of Catch, and how an agent learns and looks.</summary>
public static class CatchView
{
    private const double ScreenSize = 260, PaperFrames = 20e6, PaperPercent = 85;

    private static readonly string[] _actions = ["left", "stay", "right"];
    private static readonly double[] _frames = [.. Enumerable.Range(0, CatchGame.Size).Select(frame => (double)frame)];

    /// <summary>A frame for each frame: the screen with the patches of the retina, what it sees, what the agent does.</summary>
    /// <param name="episode">What happened.</param>
    public static AnimatedFigure Animate(CatchEpisode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var figure = new Figure
        {
            Title = "An agent plays Catch",
            AltText = AltText(episode),
            Caption = "Orange: the patches of the retina, the sharpest in a thicker line. Blue: where it has looked.",
            Panels = [Screen(episode), Seen(episode), Moves(episode)],
            Columns = 2,
        };
        return new AnimatedFigure(figure, [.. Enumerable.Range(1, CatchGame.Size).Select(
            frame => Invariant($"{frame} of {CatchGame.Size}"))]);
    }

    /// <summary>Ball, gaze and paddle over the frames of a game: their columns, and the rows of ball and gaze.</summary>
    /// <param name="episode">What happened.</param>
    public static Figure Paths(CatchEpisode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        double[] balls = [.. Enumerable.Range(0, CatchGame.Size).Select(frame => episode.Game.BallColumn(frame) + 0.5)];
        double[] rows = [.. _frames.Select(frame => frame + 0.5)];
        double[] paddles = [.. episode.Paddles.Select(paddle => paddle + 0.5 * CatchGame.PaddleWidth)];
        var frames = new Axis { Label = "Frame", Min = 0, Max = CatchGame.Size - 1, Whole = true };
        return new Figure
        {
            Title = "Ball, gaze and paddle",
            AltText = AltText(episode),
            Panels =
            [
                new Panel
                {
                    Title = "Across",
                    Marks =
                    [
                        Path("ball", balls, Palette.Series[0]), Path("gaze", Gaze(episode, 0), Palette.OverImage),
                        Path("paddle", paddles, Palette.Right),
                    ],
                    X = frames,
                    Y = new Axis { Label = "Column", Min = 0, Max = CatchGame.Size },
                    Width = 300,
                    Height = 220,
                },
                new Panel
                {
                    Title = "Down",
                    Marks = [Path("ball", rows, Palette.Series[0]), Path("gaze", Gaze(episode, 1), Palette.OverImage)],
                    X = frames,
                    Y = new Axis { Label = "Row", Min = 0, Max = CatchGame.Size, Descending = true },
                    Width = 300,
                    Height = 220,
                },
            ],
            Columns = 2,
        };
    }

    private static double MillionFrames(EpochLog line) => line.Rollouts * CatchGame.Size / 1e6;

    private static double CaughtPercent(EpochLog line) => 100 - line.ValidationErrorPercent ?? double.NaN;

    /// <summary>The share of validation games caught against the frames, beside the paper's 85% at 20 million.</summary>
    /// <param name="runs">The name and the log of each training.</param>
    public static Figure Learning(IReadOnlyList<(string Name, IReadOnlyList<EpochLog> Log)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        IEnumerable<Mark> curves = runs.Select((run, index) => (Mark)new LineMark(
            [.. run.Log.Select(MillionFrames)], [.. run.Log.Select(CaughtPercent)])
        {
            Name = run.Name,
            Color = Palette.Series[index % Palette.Series.Count],
        });
        IEnumerable<string> ends = runs.Where(run => run.Log.Count > 0).Select(run => Invariant(
            $"{run.Name} up to {run.Log.Max(CaughtPercent):0.0}% within {MillionFrames(run.Log[^1]):0.#} million frames"));
        return new Figure
        {
            Title = "Learning to catch",
            AltText = $"The share of validation games caught against the frames of training: {string.Join(", ", ends)}.",
            Panels =
            [
                new Panel
                {
                    Marks =
                    [
                        .. curves,
                        new PointsMark([PaperFrames / 1e6], [PaperPercent])
                        {
                            Name = "the paper's best agent",
                            Color = Palette.SoftInk,
                            Radius = 5,
                        },
                    ],
                    X = new Axis { Label = "Million frames", Min = 0 },
                    Y = new Axis { Label = "Caught, %", Min = 0, Max = 100 },
                },
            ],
        };
    }

    /// <summary>How far from the ball the gaze is, by the row that the ball is in.</summary>
    /// <param name="gaze">What was measured.</param>
    public static Figure GazeByHeight(CatchGaze gaze)
    {
        ArgumentNullException.ThrowIfNull(gaze);
        return new Figure
        {
            Title = "How far from the ball the agent looks",
            AltText = Invariant($"The mean distance of the gaze to the ball over {gaze.Games} games: {gaze.Distances[0]:0.0} pixels in the top row, {gaze.Distances.Min():0.0} at least, {gaze.Distances[^1]:0.0} in the bottom row; that of a random gaze is {gaze.RandomDistances.Average():0.0} on average."),
            Panels =
            [
                new Panel
                {
                    Marks =
                    [
                        Path("the agent's gaze", gaze.Distances, Palette.Series[0]),
                        Path("a random gaze", gaze.RandomDistances, Palette.Quiet) with { Dashed = true },
                    ],
                    X = new Axis { Label = "Row of the ball, 23 being the paddle's", Min = 0, Max = CatchGame.Size - 1, Whole = true },
                    Y = new Axis { Label = "Mean distance, pixels", Min = 0 },
                    Height = 240,
                },
            ],
        };
    }

    private static string AltText(CatchEpisode episode) => Invariant($"A game of Catch: the ball falls from column {episode.Game.Start} to column {episode.Game.BallColumn(CatchGame.Moves)}, the paddle moves from column {episode.Paddles[0]} to column {episode.Paddles[^1]}; the ball is {(episode.IsCaught ? "caught" : "missed")}.");

    private static Panel Screen(CatchEpisode episode)
    {
        GlimpseGeometry geometry = Geometry(episode);
        Box area = geometry.Around(episode.Locations, episode.Agent.Options.Patches - 1);
        var marks = new List<Mark>();
        for (int frame = 0; frame < CatchGame.Size; frame++)
            marks.Add(new ImageMark(CatchGame.Size, CatchGame.Size, 1, episode.Screens[frame])
            {
                Frames = FrameRange.Only(frame),
            });
        for (int frame = 0; frame < CatchGame.Size; frame++)
        {
            (float x, float y) = (episode.Locations[frame, 0], episode.Locations[frame, 1]);
            Box[] boxes = geometry.Patches(x, y);
            (double acrossPixels, double downPixels) = geometry.Centre(x, y);
            marks.Add(new PointsMark([acrossPixels], [downPixels])
            {
                Color = Palette.OverImageSecond,
                Radius = 2.5,
                Frames = FrameRange.From(frame),
            });
            marks.Add(new RectanglesMark(boxes[1..])
            {
                Color = Palette.OverImage,
                StrokeWidth = 1,
                Frames = FrameRange.Only(frame),
            });
            marks.Add(new RectanglesMark([boxes[0]])
            {
                Color = Palette.OverImage,
                StrokeWidth = 2.5,
                Halo = true,
                Frames = FrameRange.Only(frame),
            });
        }
        return Panel.Picture(area, ScreenSize / Math.Max(area.Width, area.Height), marks) with
        {
            Title = "Where it looks",
            Background = GlimpseGeometry.Outside,
        };
    }

    private static Panel Seen(CatchEpisode episode)
    {
        GlimpseGeometry geometry = Geometry(episode);
        double side = geometry.Widest;
        var marks = new List<Mark>();
        for (int frame = 0; frame < CatchGame.Size; frame++)
        {
            (float x, float y) = (episode.Locations[frame, 0], episode.Locations[frame, 1]);
            Box area = geometry.Patch(episode.Agent.Options.Patches - 1, x, y);
            marks.Add(geometry.Painted(episode.Patches.Row(frame), x, y, area) with
            {
                Area = new Box(0, 0, side, side),
                Frames = FrameRange.Only(frame),
            });
        }
        return Panel.Picture(new Box(0, 0, side, side), 112 / side, marks) with { Title = "What it sees" };
    }

    private static Panel Moves(CatchEpisode episode) => new()
    {
        Title = "What it does",
        Marks = [.. Enumerable.Range(0, CatchGame.Moves).Select(frame =>
            ClassBars.Of(episode.Probabilities.Row(frame), null) with { Frames = FrameRange.Only(frame) })],
        X = ClassBars.Axis(_actions.Length) with { Categories = _actions },
        Y = new Axis { Min = 0, Max = 1 },
        Width = 350,
        Height = 84,
        ColumnSpan = 2,
    };

    private static GlimpseGeometry Geometry(CatchEpisode episode) =>
        new(episode.Agent.Options, new ImageBatch(1, 1, CatchGame.Size, CatchGame.Size, episode.Screens[0]));

    private static double[] Gaze(CatchEpisode episode, int axis) => [.. Enumerable.Range(0, CatchGame.Size).Select(
        frame => 0.5 * (episode.Locations[frame, axis] + 1) * CatchGame.Size)];

    private static LineMark Path(string name, IReadOnlyList<double> values, string color) =>
        new(_frames, values) { Name = name, Color = color };
}
