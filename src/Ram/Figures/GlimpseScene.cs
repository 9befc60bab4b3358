using System.Globalization;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>The parts of figures of a model's glimpses: where it looks, what it sees, what it believes.</summary>
internal sealed class GlimpseScene
{
    private readonly GlimpseGeometry _geometry;
    private readonly ImageMark[] _images;
    private readonly Matrix _locations, _patches, _probabilities;
    private readonly Box[][] _boxes;
    private readonly int? _label;
    private readonly Box _area;
    private readonly double _size;

    /// <summary>
    /// The scene of glimpses at one image, or each at its own, in pictures of <paramref name="size"/> pixels, which may
    /// leave out what the wider patches cover.
    /// </summary>
    public GlimpseScene(
        RamOptions options, ImageBatch images, Matrix locations, Matrix patches, Matrix probabilities, int? label,
        double size, bool sharpestOnly = false)
    {
        _geometry = new GlimpseGeometry(options, images);
        _images = [.. Enumerable.Range(0, images.Count).Select(i => ImageMark.Of(images, i))];
        (_locations, _patches, _probabilities, _label, _size) = (locations, patches, probabilities, label, size);
        _boxes = [.. Enumerable.Range(0, locations.Rows)
            .Select(t => _geometry.Patches(locations[t, 0], locations[t, 1]))];
        _area = _geometry.Around(_boxes.Select(boxes => sharpestOnly ? boxes[0] : boxes[^1]));
    }

    private int Glimpses => _boxes.Length;

    /// <summary>The locations in words.</summary>
    public string Path => string.Join(" to ", Enumerable.Range(0, Glimpses).Select(
        t => Invariant($"({_locations[t, 0]:0.##}, {_locations[t, 1]:0.##})")));

    /// <summary>All glimpses, numbered, each in the colour of its time.</summary>
    public Panel Overview()
    {
        var marks = new List<Mark> { _images[0] };
        if (Glimpses > 1)
            marks.Add(Line(0, Glimpses - 1) with { Color = "#ffffff", Width = 1 });
        for (int t = 0; t < Glimpses; t++)
            marks.Add(new RectanglesMark([_boxes[t][0]]) { Color = Palette.InTime(t, Glimpses), Halo = true });
        marks.AddRange(Tags());
        return GlimpseGeometry.Picture(_area, _size, marks);
    }

    /// <summary>The patches of a glimpse, and the way there from the one before.</summary>
    public Panel PathAt(int glimpse)
    {
        List<Mark> marks = [_images[0], .. Outlines(glimpse, 1.5, 0.75)];
        if (glimpse > 0)
            marks.Add(Line(glimpse - 1, glimpse) with { Width = 1.5, Arrow = true });
        return GlimpseGeometry.Picture(_area, _size, marks) with { Title = $"Glimpse {glimpse + 1}" };
    }

    /// <summary>What the retina gave.</summary>
    public Panel GlimpseAt(int glimpse) =>
        Panel.Picture(_geometry.Widest, _size / _geometry.Widest.Width, Glimpse(glimpse));

    /// <summary>The belief after a glimpse.</summary>
    public Panel BeliefAt(int glimpse)
    {
        ReadOnlySpan<float> belief = _probabilities.Row(glimpse);
        BarsMark bars = Bars(belief, _label);
        return new Panel
        {
            Title = Invariant($"{bars.Emphasis}: {belief[bars.Emphasis!.Value]:0%}"),
            Marks = [bars],
            X = ClassAxis(belief.Length),
            Y = Axis.Hidden with { Min = 0, Max = 1 },
            Width = _size,
            Height = 56,
        };
    }

    /// <summary>
    /// A frame for each glimpse: the path so far, what the retina gave, and the belief that follows
    /// <paramref name="beliefs"/> of the glimpses, in a panel that comes without marks.
    /// </summary>
    public Figure Animate(Figure figure, Panel path, Panel belief, int beliefs)
    {
        Mark[] seen = [.. Enumerable.Range(0, Glimpses).Select(t => Glimpse(t) with { Frames = t..(t + 1) })];
        belief = belief with
        {
            Marks = [.. Enumerable.Range(0, beliefs).Select(
                t => Bars(_probabilities.Row(t), _label) with { Frames = t..(t + 1) })],
            Y = new Axis { Min = 0, Max = 1 },
            Width = 350,
            Height = 84,
            ColumnSpan = 2,
        };
        path = path with { Title = "Where it looks" };
        Panel sight = Panel.Picture(_geometry.Widest, 112 / _geometry.Widest.Width, seen);
        return new AnimatedFigure(
            figure with { Panels = [path, sight with { Title = "What it sees" }, belief], Columns = 2 },
            [.. Enumerable.Range(1, Glimpses).Select(t => $"{t} of {Glimpses}")]);
    }

    /// <summary>The path as it grows with the frames: lines, dots, and outlines as wide as the sharpest is.</summary>
    public Panel MovingPath(bool joined, PointsMark dot, double width)
    {
        List<Mark> marks = _images.Length == 1
            ? [_images[0]]
            : [.. _images.Select((image, t) => image with { Frames = t..(t + 1) })];
        for (int t = 1; t < Glimpses && joined; t++)
            marks.Add(Line(t - 1, t) with { Frames = t.. });
        for (int t = 0; t < Glimpses; t++)
        {
            (double x, double y) = Centre(t);
            marks.Add(dot with { X = [x], Y = [y], Color = Palette.OverImageSecond, Frames = t.. });
            marks.AddRange(Outlines(t, width, 1).Select(outline => outline with { Frames = t..(t + 1) }));
        }
        return GlimpseGeometry.Picture(_area, _size, marks);
    }

    /// <summary>The bars of a belief; the most probable class is green where it is right, else vermilion.</summary>
    public static BarsMark Bars(ReadOnlySpan<float> belief, int? label)
    {
        double[] values = [.. belief.ToArray().Select(value => (double)value)];
        int best = Array.IndexOf(values, values.Max());
        return new BarsMark(values)
        {
            Color = "#b5b5b5",
            Emphasis = best,
            EmphasisColor = label is null ? Palette.Series[0] : best == label ? Palette.Right : Palette.Emphasis,
        };
    }

    /// <summary>An axis under bars of classes.</summary>
    public static Axis ClassAxis(int classes) => new()
    {
        Min = -0.6,
        Max = classes - 0.4,
        Categories = [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))],
    };

    private ImageMark Glimpse(int t) =>
        _geometry.Painted(_patches.Row(t), _locations[t, 0], _locations[t, 1], _boxes[t][^1]) with
        {
            Area = _geometry.Widest,
        };

    private LineMark Line(int first, int last) => new(
        [.. Enumerable.Range(first, last - first + 1).Select(t => Centre(t).X)],
        [.. Enumerable.Range(first, last - first + 1).Select(t => Centre(t).Y)])
    {
        Color = Palette.OverImageSecond,
        Halo = true,
    };

    // The sharpest patch stands out.
    private IEnumerable<RectanglesMark> Outlines(int t, double width, double widerWidth)
    {
        if (_boxes[t].Length > 1)
            yield return new RectanglesMark(_boxes[t][1..]) { Color = Palette.OverImage, StrokeWidth = widerWidth };
        yield return new RectanglesMark([_boxes[t][0]]) { Color = Palette.OverImage, Halo = true, StrokeWidth = width };
    }

    // A number stands at the edge of its box where it covers no other number and, if it can, no box.
    private List<Mark> Tags()
    {
        double scale = _size / Math.Max(_area.Width, _area.Height);
        double width = (8 + 7 * (Glimpses > 9 ? 2 : 1)) / scale, height = 15 / scale;
        var taken = new List<Box>();
        var marks = new List<Mark>();
        for (int t = 0; t < Glimpses; t++)
        {
            Box box = _boxes[t][0];
            Box tag = Enumerable.Range(0, 4)
                .SelectMany(ring => Places(box.Grow(ring * width, ring * height), width, height))
                .MinBy(place => (_area.Holds(place) ? 0 : 10_000)
                    + 100 * taken.Count(place.Overlaps) + _boxes.Count(boxes => place.Overlaps(boxes[0])));
            taken.Add(tag);
            string color = Palette.InTime(t, Glimpses), number = Invariant($"{t + 1}");
            marks.Add(new RectanglesMark([tag]) { Fill = color, Color = "#000000", StrokeWidth = 0.5 });
            (double x, double y) = tag.Centre;
            marks.Add(new TextMark(x, y, number) { Bold = true, Color = "#000000" });
        }
        return marks;
    }

    // Corners first, then the middles of the sides.
    private static IEnumerable<Box> Places(Box box, double width, double height) =>
        from at in new (double X, double Y)[] { (0, 0), (1, 0), (1, 1), (0, 1), (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5) }
        select new Box(box.X + at.X * (box.Width - width), box.Y + at.Y * (box.Height - height), width, height);

    private (double X, double Y) Centre(int t) => _boxes[t][0].Centre;
}
