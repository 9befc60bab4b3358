using System.Numerics.Tensors;
using Ram.Images;
using Ram.Model;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>The parts of figures of a model's glimpses: where it looks, what it sees, what it believes.</summary>
internal sealed class GlimpseScene
{
    private readonly Rollout _rollout;
    private readonly GlimpseGeometry _geometry;
    private readonly ImageMark[] _images;
    private readonly Box[][] _boxes;
    private readonly double[] _x, _y; // the centres
    private readonly int? _label;
    private readonly Box _area;
    private readonly double _size;

    /// <summary>Glimpses at one image, or each at its own; pictures may leave out what wider patches cover.</summary>
    public GlimpseScene(Rollout rollout, ImageBatch images, int? label, double size, bool sharpestOnly = false)
    {
        (_rollout, _label, _size, _geometry) = (rollout, label, size, new GlimpseGeometry(rollout.Options, images));
        double shrink = Math.Min(1, 3 * size / Math.Max(images.Width, images.Height));
        ImageBatch shown = images.Scale((int)Math.Ceiling(shrink * images.Width), (int)Math.Ceiling(shrink * images.Height));
        _images = [.. Enumerable.Range(0, images.Count).Select(i => ImageMark.Of(shown, i) with { Area = _geometry.Image })];
        _boxes = [.. Enumerable.Range(0, rollout.Locations.Rows).Select(
            t => _geometry.Patches(rollout.Locations[t, 0], rollout.Locations[t, 1]))];
        _x = [.. _boxes.Select(boxes => boxes[0].X + boxes[0].Width / 2)];
        _y = [.. _boxes.Select(boxes => boxes[0].Y + boxes[0].Height / 2)];
        _area = _geometry.Around(_boxes.Select(boxes => sharpestOnly ? boxes[0] : boxes[^1]));
    }

    /// <summary>The scene in words.</summary>
    public string AltText =>
        $"The glimpses of a model at an image of {_geometry.Image.Width} by {_geometry.Image.Height} pixels go from "
        + string.Join(" to ", _boxes.Select((_, t) =>
            SvgText.Location(_rollout.Locations[t, 0], _rollout.Locations[t, 1])))
        + $"; it ends with {Outcome(_rollout, _label)}.";

    /// <summary>What the model says in the end, and whether it is right.</summary>
    public static string Outcome(Rollout rollout, int? label)
    {
        int said = rollout.Prediction;
        string truth = label is not { } right ? ""
            : said == right ? ", which is right"
            : $", but it is {rollout.NameOf(right)}";
        float belief = rollout.Probabilities[rollout.Options.Glimpses - 1, said];
        return Invariant($"class {rollout.NameOf(said)} with probability {belief:0.00}{truth}");
    }

    /// <summary>All glimpses, numbered, each in the colour of its time.</summary>
    public Panel Overview()
    {
        List<Mark> marks = [_images[0]];
        if (_boxes.Length > 1)
            marks.Add(Line(0, _boxes.Length - 1, 1) with { Color = "#ffffff" });
        marks.AddRange(_boxes.Select((boxes, t) =>
            new RectanglesMark([boxes[0]]) { Color = Palette.InTime(t, _boxes.Length), Halo = true }));
        return Panel.OverImage(_area, _size, [.. marks, .. Tags()]);
    }

    /// <summary>The patches of a glimpse, and the way there from the one before.</summary>
    public Panel PathAt(int glimpse)
    {
        List<Mark> marks = [_images[0], .. Outlines(glimpse, 1.5, 0.75)];
        if (glimpse > 0)
            marks.Add(Line(glimpse - 1, glimpse, 1.5) with { Arrow = true });
        return Panel.OverImage(_area, _size, marks) with { Title = $"Glimpse {glimpse + 1}" };
    }

    /// <summary>What the retina gave.</summary>
    public Panel GlimpseAt(int glimpse) => Sight(_size, Glimpse(glimpse));

    /// <summary>The belief after a glimpse, below the most probable class.</summary>
    public Panel BeliefAt(int glimpse) => Belief(_rollout, glimpse, _label, _size, 56) with
    {
        Title = Best(_rollout, glimpse, _size, lines: 2),
        Y = Axis.Hidden with { Min = 0, Max = 1 },
    };

    /// <summary>The bars of a belief; the most probable class is green where it is right, else vermilion.</summary>
    public static Panel Belief(Rollout rollout, int glimpse, int? label, double width, double height)
    {
        double[] values = [.. rollout.Probabilities.Row(glimpse).ToArray().Select(value => (double)value)];
        int best = Array.IndexOf(values, values.Max());
        string color = label is null ? Palette.Series[0] : best == label ? Palette.Right : Palette.Emphasis;
        return new Panel(Width: width, Height: height)
        {
            Marks = [new BarsMark(values, best, color) { Color = "#b5b5b5" }],
            X = new Axis(Min: -0.6, Max: values.Length - 0.4, Categories: Labels(rollout, width)),
            Y = new Axis(Min: 0, Max: 1),
        };
    }

    /// <summary>Whether the classes can be told apart by the labels below bars of a belief.</summary>
    public static bool IsLabelled(Rollout rollout, double width) =>
        Labels(rollout, width).Index().All(label => label.Item == rollout.NameOf(label.Index));

    /// <summary>The most probable class after a glimpse, as a title that fits in so many pixels and lines.</summary>
    public static string Best(Rollout rollout, int glimpse, double width, int lines, string start = "")
    {
        ReadOnlySpan<float> belief = rollout.Probabilities.Row(glimpse);
        int best = TensorPrimitives.IndexOfMax(belief);
        string percent = Invariant($": {belief[best]:0%}");
        return start + TextMetrics.Trim(
            rollout.NameOf(best), name => TextMetrics.FitsTitle(start + name + percent, width, lines)) + percent;
    }

    /// <summary>A frame for each glimpse: the path, what it saw, the belief or, after the last, a remark.</summary>
    public Figure Animate(Figure figure, Panel path, string title, string? classes, int beliefs, string remark = "")
    {
        const double Width = 350;
        ImageMark[] seen = [.. _boxes.Select((_, t) => Glimpse(t) with { Frames = t..(t + 1) })];
        Panel belief = Belief(_rollout, 0, _label, Width, 84);
        var name = new TextMark(belief.X.Max!.Value, 1, "", Style.PanelTitleSize, 1, Bold: true, ShiftY: -19.5);
        double room = Width - Style.Gap - TextMetrics.TitleWidth(title);
        IEnumerable<Mark> bars = Enumerable.Range(0, beliefs).SelectMany(t => new Mark[]
        {
            Belief(_rollout, t, _label, Width, 84).Marks[0] with { Frames = t..(t + 1) },
            name with { Text = Best(_rollout, t, room, lines: 1), Frames = t..(t + 1) },
        });
        Mark[] marks = [.. bars.Where(mark => mark is BarsMark || !IsLabelled(_rollout, Width))];
        if (beliefs < seen.Length)
            marks = [.. marks, new TextMark(name.X / 2 - 0.3, 0.75, remark) { Frames = beliefs.. }];
        Panel sight = Sight(112, seen) with { Title = "What it sees" };
        belief = belief with { Title = title, Marks = marks, X = belief.X with { Label = classes } };
        Panel[] panels = [path with { Title = "Where it looks" }, sight, belief with { ColumnSpan = 2 }];
        return new AnimatedFigure(
            figure with { Panels = panels }, [.. seen.Select((_, t) => $"{t + 1} of {seen.Length}")]);
    }

    /// <summary>The path as it grows with the frames: lines, dots, and outlines as wide as the sharpest is.</summary>
    public Panel MovingPath(bool joined, PointsMark dot, double width)
    {
        List<Mark> marks =
            [.. _images.Select((image, t) => _images.Length == 1 ? image : image with { Frames = t..(t + 1) })];
        for (int t = 1; t < _boxes.Length && joined; t++)
            marks.Add(Line(t - 1, t) with { Frames = t.. });
        for (int t = 0; t < _boxes.Length; t++)
        {
            marks.Add(dot with { X = [_x[t]], Y = [_y[t]], Color = Palette.OverImageSecond, Frames = t.. });
            marks.AddRange(Outlines(t, width, 1).Select(outline => outline with { Frames = t..(t + 1) }));
        }
        return Panel.OverImage(_area, _size, marks);
    }

    // Names, short of their ends where the bars stand close; numbers where nothing would be left of them.
    private static string[] Labels(Rollout rollout, double width)
    {
        const int FewestLetters = 3;
        string[] names = [.. Enumerable.Range(0, rollout.Probabilities.Columns).Select(rollout.NameOf)];
        double room = width / (names.Length + 0.2) - Style.LabelGap;
        double[] widths = [.. names.Select(TextMetrics.LabelWidth)];
        if (widths.Zip(widths.Skip(1)).All(pair => (pair.First + pair.Second) / 2 <= room))
            return names;
        string[] cut = [.. names.Select(name => TextMetrics.Trim(name, text => TextMetrics.LabelWidth(text) <= room))];
        bool legible = cut.Distinct().Count() == names.Length
            && cut.Zip(names).All(pair => pair.First == pair.Second || pair.First.Length > FewestLetters);
        return legible ? cut : [.. names.Select((_, i) => Invariant($"{i}"))];
    }

    private LineMark Line(int first, int last, double width = 2) =>
        new(_x[first..(last + 1)], _y[first..(last + 1)], width) { Color = Palette.OverImageSecond, Halo = true };

    private ImageMark Glimpse(int t) => _geometry.Painted(_rollout.Patches.Row(t), _boxes[t], _boxes[t][^1]);

    private Panel Sight(double size, params IReadOnlyList<ImageMark> glimpses)
    {
        Box area = _boxes[0][^1] with { X = 0, Y = 0 };
        return Panel.Picture(area, size / area.Width, [.. glimpses.Select(glimpse => glimpse with { Area = area })]);
    }

    // The sharpest patch stands out.
    private IEnumerable<RectanglesMark> Outlines(int t, double width, double widerWidth)
    {
        if (_boxes[t].Length > 1)
            yield return new RectanglesMark(_boxes[t][1..]) { Color = Palette.OverImage, StrokeWidth = widerWidth };
        yield return new RectanglesMark([_boxes[t][0]]) { Color = Palette.OverImage, Halo = true, StrokeWidth = width };
    }

    // A number stands at the edge of its box where it covers no other number and, if it can, no box.
    private IEnumerable<Mark> Tags()
    {
        double pixel = Math.Max(_area.Width, _area.Height) / _size;
        double width = (8 + 7 * (_boxes.Length > 9 ? 2 : 1)) * pixel, height = 15 * pixel;
        var taken = new List<Box>();
        for (int t = 0; t < _boxes.Length; t++)
        {
            Box tag = Enumerable.Range(0, 4)
                .SelectMany(ring => Places(_boxes[t][0].Grow(ring * width, ring * height), width, height))
                .MinBy(place => (_area.Union(place) == _area ? 0 : 10_000)
                    + 100 * taken.Count(place.Overlaps) + _boxes.Count(boxes => place.Overlaps(boxes[0])));
            taken.Add(tag);
            yield return new RectanglesMark([tag], Palette.InTime(t, _boxes.Length), 0.5) { Color = "#000000" };
            var number = new TextMark(tag.X + width / 2, tag.Y + height / 2, Invariant($"{t + 1}"), Bold: true);
            yield return number with { Color = "#000000" };
        }
    }

    // Corners first, then the middles of the sides.
    private static IEnumerable<Box> Places(Box box, double width, double height) =>
        from at in new (double X, double Y)[] { (0, 0), (1, 0), (1, 1), (0, 1), (0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5) }
        select new Box(box.X + at.X * (box.Width - width), box.Y + at.Y * (box.Height - height), width, height);
}
