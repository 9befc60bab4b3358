using System.Globalization;
using Ram.Images;
using Ram.Model;

namespace Ram.Figures.Rendering;

/// <summary>The parts of which figures of a rollout are made.</summary>
internal sealed class TrajectoryScene
{
    private const double NumberSize = 13;

    private readonly Rollout _rollout;
    private readonly ImageMark _image;
    private readonly int? _label;
    private readonly GlimpseGeometry _geometry;
    private readonly Box _area;
    private readonly double _pictureSize, _scale;

    public TrajectoryScene(Rollout rollout, ImageBatch images, int index, int? label, double pictureSize)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        ArgumentNullException.ThrowIfNull(images);
        (_rollout, _label, _pictureSize) = (rollout, label, pictureSize);
        _geometry = new GlimpseGeometry(rollout.Options, images);
        _image = ImageMark.Of(images, index);
        _area = _geometry.Around(rollout.Locations);
        _scale = pictureSize / Math.Max(_area.Width, _area.Height);
    }

    public string AltText
    {
        get
        {
            string path = string.Join(" to ", Enumerable.Range(0, Glimpses).Select(t => string.Create(
                CultureInfo.InvariantCulture, $"({_rollout.Locations[t, 0]:0.##}, {_rollout.Locations[t, 1]:0.##})")));
            return string.Create(CultureInfo.InvariantCulture,
                $"The glimpses of a model at an image of {_image.PixelWidth} by {_image.PixelHeight} pixels go from {path}; it ends with {Shared.Outcome(_rollout, _label)}.");
        }
    }

    private int Glimpses => _rollout.Options.Glimpses;

    /// <summary>All glimpses, numbered.</summary>
    public Panel Overview()
    {
        var marks = new List<Mark> { _image };
        for (int t = 0; t < Glimpses; t++)
            marks.Add(new RectanglesMark([Boxes(t)[0]]) { Color = Palette.OverImage, Halo = true });
        if (Glimpses > 1)
            marks.Add(Path(0, Glimpses - 1));
        marks.AddRange(Numbers());
        return Picture(marks);
    }

    /// <summary>The patches of a glimpse, and the way there from the one before.</summary>
    public Panel PathAt(int glimpse) => Picture(
    [
        _image,
        .. Outlines(glimpse, 1.5),
        .. glimpse == 0 ? Array.Empty<Mark>() : [Path(glimpse - 1, glimpse) with { Width = 1.5 }],
    ]) with
    { Title = string.Create(CultureInfo.InvariantCulture, $"Glimpse {glimpse + 1}") };

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
            Title = string.Create(CultureInfo.InvariantCulture, $"{best}: {Shared.Percent(belief[best])}"),
            Marks = [Shared.BeliefBars(belief, _label)],
            X = Shared.ClassAxis(belief.Length),
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
        return Picture(marks) with { Title = "Where it looks", RowSpan = 2 };
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
            Shared.BeliefBars(_rollout.Probabilities.Row(t), _label) with { Frames = FrameRange.Only(t) })],
        X = Shared.ClassAxis(_rollout.Options.Classes) with { Label = "Class" },
        Y = new Axis { Min = 0, Max = 1 },
        Width = 250,
        Height = 84,
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

    // A number stands inside its box at the first of these places that no earlier number has taken.
    private IEnumerable<TextMark> Numbers()
    {
        var taken = new List<(double X, double Y)>();
        for (int t = 0; t < Glimpses; t++)
        {
            Box box = Boxes(t)[0];
            double inset = 9 / _scale;
            (double Left, double Right) = (box.X + inset, box.X + box.Width - inset);
            (double Top, double Bottom) = (box.Y + inset, box.Y + box.Height - inset);
            (double X, double Y)[] places =
            [
                (Left, Top), (Right, Top), (Right, Bottom), (Left, Bottom),
                ((Left + Right) / 2, Top), (Right, (Top + Bottom) / 2), ((Left + Right) / 2, Bottom), (Left, (Top + Bottom) / 2),
            ];
            double apart = (NumberSize + 2) / _scale;
            (double X, double Y) place = places
                .OrderByDescending(at => taken.All(other => Math.Abs(other.X - at.X) >= apart || Math.Abs(other.Y - at.Y) >= apart))
                .First();
            taken.Add(place);
            yield return new TextMark(place.X, place.Y, string.Create(CultureInfo.InvariantCulture, $"{t + 1}"))
            {
                Bold = true,
                Size = NumberSize,
                Color = "#ffffff",
                Halo = true,
            };
        }
    }

    private Panel Picture(IReadOnlyList<Mark> marks) =>
        Panel.Picture(_area, _scale, marks) with { Background = Shared.Outside };

    private Box[] Boxes(int t) => _geometry.Patches(Location(t).X, Location(t).Y);

    private (double X, double Y) Centre(int t) => _geometry.Centre(Location(t).X, Location(t).Y);

    private (float X, float Y) Location(int t) => (_rollout.Locations[t, 0], _rollout.Locations[t, 1]);
}
