using Ram.Images;
using Ram.Model;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>The parts of which figures of a rollout are made.</summary>
internal sealed class TrajectoryScene
{
    private readonly Rollout _rollout;
    private readonly ImageMark _image;
    private readonly int? _label;
    private readonly GlimpseGeometry _geometry;
    private readonly Box _area;
    private readonly double _pictureSize, _scale;

    public TrajectoryScene(
        Rollout rollout, ImageBatch images, int index, int? label, double pictureSize, bool sharpestOnly = false)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        ArgumentNullException.ThrowIfNull(images);
        (_rollout, _label, _pictureSize) = (rollout, label, pictureSize);
        _geometry = new GlimpseGeometry(rollout.Options, images);
        _image = ImageMark.Of(images, index);
        _area = _geometry.Around(rollout.Locations, sharpestOnly ? 0 : rollout.Options.Patches - 1);
        _scale = pictureSize / Math.Max(_area.Width, _area.Height);
    }

    public string AltText
    {
        get
        {
            string path = string.Join(" to ", Enumerable.Range(0, Glimpses).Select(t => Invariant($"({_rollout.Locations[t, 0]:0.##}, {_rollout.Locations[t, 1]:0.##})")));
            return Invariant($"The glimpses of a model at an image of {_image.PixelWidth} by {_image.PixelHeight} pixels go from {path}; it ends with {ClassBars.Outcome(_rollout, _label)}.");
        }
    }

    private int Glimpses => _rollout.Options.Glimpses;

    /// <summary>All glimpses, numbered, each in the colour of its time.</summary>
    public Panel Overview()
    {
        var marks = new List<Mark> { _image };
        if (Glimpses > 1)
            marks.Add(Path(0, Glimpses - 1) with { Color = "#ffffff", Width = 1, Arrow = false });
        for (int t = 0; t < Glimpses; t++)
            marks.Add(new RectanglesMark([Boxes(t)[0]]) { Color = Palette.InTime(t, Glimpses), Halo = true });
        marks.AddRange(Tags());
        return Picture(marks);
    }

    /// <summary>The patches of a glimpse, and the way there from the one before.</summary>
    public Panel PathAt(int glimpse) => Picture(
    [
        _image,
        .. Outlines(glimpse, 1.5),
        .. glimpse == 0 ? Array.Empty<Mark>() : [Path(glimpse - 1, glimpse) with { Width = 1.5 }],
    ]) with
    { Title = Invariant($"Glimpse {glimpse + 1}") };

    /// <summary>What the retina gave.</summary>
    public Panel GlimpseAt(int glimpse) =>
        Panel.Picture(Seen, _pictureSize / Seen.Width, Glimpse(glimpse));

    /// <summary>The belief after a glimpse.</summary>
    public Panel BeliefAt(int glimpse)
    {
        ReadOnlySpan<float> belief = _rollout.Probabilities.Row(glimpse);
        int best = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(belief);
        return new Panel
        {
            Title = Invariant($"{best}: {belief[best]:0%}"),
            Marks = [ClassBars.Of(belief, _label)],
            X = ClassBars.Axis(belief.Length),
            Y = Axis.Hidden with { Min = 0, Max = 1 },
            Width = _pictureSize,
            Height = 56,
        };
    }

    /// <summary>The path as it grows with the frames.</summary>
    public Panel MovingPath()
    {
        var marks = new List<Mark> { _image };
        for (int t = 1; t < Glimpses; t++)
        {
            (double fromX, double fromY) = Centre(t - 1);
            (double toX, double toY) = Centre(t);
            marks.Add(new LineMark([fromX, toX], [fromY, toY])
            {
                Color = Palette.OverImageSecond,
                Halo = true,
                Frames = FrameRange.From(t),
            });
        }
        for (int t = 0; t < Glimpses; t++)
        {
            (double x, double y) = Centre(t);
            marks.Add(new PointsMark([x], [y])
            {
                Color = Palette.OverImageSecond,
                Halo = true,
                Radius = 3.5,
                Frames = FrameRange.From(t),
            });
            marks.AddRange(Outlines(t, 2).Select(outline => outline with { Frames = FrameRange.Only(t) }));
        }
        return Picture(marks) with { Title = "Where it looks" };
    }

    /// <summary>What the retina gives at each frame.</summary>
    public Panel MovingGlimpse(double size) => Panel.Picture(Seen, size / Seen.Width,
        [.. Enumerable.Range(0, Glimpses).Select(t => Glimpse(t) with { Frames = FrameRange.Only(t) })]) with
    { Title = "What it sees" };

    /// <summary>The belief at each frame.</summary>
    public Panel MovingBelief() => new()
    {
        Title = "What it believes",
        Marks = [.. Enumerable.Range(0, Glimpses).Select(t =>
            ClassBars.Of(_rollout.Probabilities.Row(t), _label) with { Frames = FrameRange.Only(t) })],
        X = ClassBars.Axis(_rollout.Options.Classes) with { Label = "Class" },
        Y = new Axis { Min = 0, Max = 1 },
        Width = 350,
        Height = 84,
        ColumnSpan = 2,
    };

    private Box Seen => new(0, 0, _geometry.Widest, _geometry.Widest);

    private ImageMark Glimpse(int t)
    {
        (float x, float y) = Location(t);
        Box area = _geometry.Patch(_rollout.Options.Patches - 1, x, y);
        return _rollout.Options.Patches == 1
            ? _geometry.PatchImage(_rollout.Patches.Row(t), 0) with { Area = Seen }
            : _geometry.Painted(_rollout.Patches.Row(t), x, y, area) with { Area = Seen };
    }

    private LineMark Path(int first, int last)
    {
        (double X, double Y)[] points = [.. Enumerable.Range(first, last - first + 1).Select(Centre)];
        return new LineMark([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)])
        {
            Color = Palette.OverImageSecond,
            Halo = true,
            Arrow = true,
        };
    }

    // The sharpest patch stands out.
    private RectanglesMark[] Outlines(int t, double width)
    {
        var sharpest = new RectanglesMark([Boxes(t)[0]]) { Color = Palette.OverImage, Halo = true, StrokeWidth = width };
        var wider = new RectanglesMark(Boxes(t)[1..]) { Color = Palette.OverImage, StrokeWidth = width / 2 };
        return wider.Boxes.Count == 0 ? [sharpest] : [wider, sharpest];
    }

    // A number stands at the edge of its box where it covers no other number and, if it can, no box: what was seen stays seen.
    private List<Mark> Tags()
    {
        double width = (8 + 7 * (Glimpses > 9 ? 2 : 1)) / _scale, height = 15 / _scale;
        Box[] boxes = [.. Enumerable.Range(0, Glimpses).Select(t => Boxes(t)[0])];
        var taken = new List<Box>();
        var marks = new List<Mark>();
        for (int t = 0; t < Glimpses; t++)
        {
            Box tag = Enumerable.Range(0, 4).SelectMany(ring => Places(Grown(boxes[t], ring * width, ring * height), width, height))
                .MinBy(place => (Holds(_area, place) ? 0 : 10_000)
                    + 100 * taken.Count(other => Overlap(place, other)) + boxes.Count(other => Overlap(place, other)));
            taken.Add(tag);
            marks.Add(new RectanglesMark([tag]) { Fill = Palette.InTime(t, Glimpses), Color = "#000000", StrokeWidth = 0.5 });
            marks.Add(new TextMark(tag.X + tag.Width / 2, tag.Y + tag.Height / 2, Invariant($"{t + 1}"))
            {
                Bold = true,
                Color = "#000000",
            });
        }
        return marks;
    }

    // Corners first, then the middles of the sides.
    private static IEnumerable<Box> Places(Box box, double width, double height) =>
        from at in new (double Across, double Down)[] { (0, 0), (1, 0), (1, 1), (0, 1), (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5) }
        select new Box(box.X + at.Across * (box.Width - width), box.Y + at.Down * (box.Height - height), width, height);

    private static Box Grown(Box box, double width, double height) =>
        new(box.X - width, box.Y - height, box.Width + 2 * width, box.Height + 2 * height);

    private static bool Holds(Box area, Box box) =>
        box.X >= area.X && box.Y >= area.Y && box.X + box.Width <= area.X + area.Width && box.Y + box.Height <= area.Y + area.Height;

    private static bool Overlap(Box a, Box b) =>
        Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X) > 1e-9
        && Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y) > 1e-9;

    private Panel Picture(IReadOnlyList<Mark> marks) =>
        Panel.Picture(_area, _scale, marks) with { Background = GlimpseGeometry.Outside };

    private Box[] Boxes(int t) => _geometry.Patches(Location(t).X, Location(t).Y);

    private (double X, double Y) Centre(int t) => _geometry.Centre(Location(t).X, Location(t).Y);

    private (float X, float Y) Location(int t) => (_rollout.Locations[t, 0], _rollout.Locations[t, 1]);
}
