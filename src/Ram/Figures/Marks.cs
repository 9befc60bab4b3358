using Ram.Files;
using Ram.Images;

namespace Ram.Figures;

/// <summary>Something drawn in a panel, in the panel's data coordinates. Later marks lie over earlier ones.</summary>
public abstract record Mark
{
    /// <summary>The name in the legend; marks of one name share a colour. Null keeps it out of the legend.</summary>
    public string? Name { get; init; }
    /// <summary>The colour as <c>#rrggbb</c>; null takes the next one of <see cref="Palette.Series"/>.</summary>
    public string? Color { get; init; }
    /// <summary>Whether a dark outline sets the mark off from an image below; images and bars have none.</summary>
    public bool Halo { get; init; }
    /// <summary>The frames, from 0, in which the mark of a moving figure is seen; null is all of them.</summary>
    public Range? Frames { get; init; }

    /// <summary>Whether the mark is seen in a frame of a moving figure.</summary>
    public bool IsSeen(int frame) =>
        Frames is not { } frames || frames.Start.Value <= frame && frame < frames.End.GetOffset(int.MaxValue);

    /// <summary>The horizontal and the vertical positions that the axes must hold.</summary>
    internal (IEnumerable<double> X, IEnumerable<double> Y) Extent => this switch
    {
        LineMark line => (line.X, line.Y),
        PointsMark points => (points.X, points.Y),
        BarsMark bars => (bars.Values.Count == 0 ? [] : [-0.5, bars.Values.Count - 0.5], bars.Values.Append(0)),
        RectanglesMark { Boxes: var boxes } =>
            (boxes.SelectMany(box => new[] { box.X, box.Right }), boxes.SelectMany(box => new[] { box.Y, box.Bottom })),
        ImageMark { Area: var area } => ([area.X, area.Right], [area.Y, area.Bottom]),
        _ => ([], []),
    };
}

/// <summary>A line through points. What is not finite, or not positive on a logarithmic axis, is a gap.</summary>
/// <param name="X">The horizontal positions.</param>
/// <param name="Y">The vertical positions, as many.</param>
/// <param name="Width">The width of the line in pixels.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
/// <param name="Arrow">Whether the line ends in an arrowhead.</param>
public sealed record LineMark(
    IReadOnlyList<double> X, IReadOnlyList<double> Y, double Width = 2, bool Dashed = false, bool Arrow = false) : Mark;

/// <summary>Dots. A point that is not finite is left out.</summary>
/// <param name="X">The horizontal positions.</param>
/// <param name="Y">The vertical positions, as many.</param>
/// <param name="Radius">The radius in pixels.</param>
public sealed record PointsMark(IReadOnlyList<double> X, IReadOnlyList<double> Y, double Radius = 3) : Mark;

/// <summary>Bars from zero, one at each whole position from 0 on. A value that is not finite has no bar.</summary>
/// <param name="Values">The value of each bar.</param>
/// <param name="Emphasis">A bar drawn in <paramref name="EmphasisColor"/>, or null.</param>
/// <param name="EmphasisColor">The colour of the emphasised bar.</param>
public sealed record BarsMark(
    IReadOnlyList<double> Values, int? Emphasis = null, string EmphasisColor = Palette.Emphasis) : Mark
{
    /// <summary>The width of a bar, as a part of the distance to the next.</summary>
    public const double Width = 0.76;
}

/// <summary>Rectangles, outlined in the mark's colour.</summary>
/// <param name="Boxes">Where they are.</param>
/// <param name="Fill">The colour inside as <c>#rrggbb</c>; null leaves the inside as it is.</param>
/// <param name="StrokeWidth">The width of the outline in pixels; 0 draws none.</param>
public sealed record RectanglesMark(IReadOnlyList<Box> Boxes, string? Fill = null, double StrokeWidth = 1.5) : Mark;

/// <summary>An image, pixel by pixel; its first row has the lowest vertical positions.</summary>
/// <param name="PixelWidth">The width in pixels.</param>
/// <param name="PixelHeight">The height in pixels.</param>
/// <param name="Channels">1 for grey, 3 for colour.</param>
/// <param name="Pixels">The pixels, <c>[channels, height, width]</c>, which are not copied.</param>
/// <param name="Opacity">How opaque it is, 0 to 1.</param>
/// <exception cref="ArgumentException">When the channels are neither 1 nor 3, or the pixels not as many.</exception>
public sealed record ImageMark(
    int PixelWidth, int PixelHeight, int Channels, byte[] Pixels, double Opacity = 1) : Mark
{
    /// <summary>The pixels, <c>[channels, height, width]</c>.</summary>
    public byte[] Pixels { get; } =
        Channels is 1 or 3 && Pixels.Length == Channels * PixelHeight * PixelWidth ? Pixels
            : throw new ArgumentException($"{Pixels.Length} pixels are no [{Channels}, {PixelHeight}, {PixelWidth}] "
                + "of 1 channel (grey) or 3 (colour).");

    /// <summary>Where it lies in data coordinates; at first one unit a pixel, from (0, 0).</summary>
    public Box Area { get; init; } = new(0, 0, PixelWidth, PixelHeight);

    /// <summary>Image <paramref name="index"/> of a batch.</summary>
    public static ImageMark Of(ImageBatch images, int index = 0) =>
        new(images.Width, images.Height, images.Channels, images[index].ToArray());

    /// <summary>An image of numbers.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    /// <param name="values">The numbers, <c>[channels, height, width]</c>.</param>
    /// <param name="black">The number that is drawn black, as smaller ones are.</param>
    /// <param name="white">The number that is drawn white, as larger ones are.</param>
    public static ImageMark Of(
        int width, int height, int channels, ReadOnlySpan<float> values, double black = 0, double white = 1)
    {
        byte[] pixels = [.. values.ToArray().Select(value => ToByte((value - black) / (white - black)))];
        return new ImageMark(width, height, channels, pixels);
    }

    /// <summary>The image as a PNG in a data URI.</summary>
    public string ToDataUri() => "data:image/png;base64,"
        + Convert.ToBase64String(Png.Encode(PixelWidth, PixelHeight, Channels, Pixels));

    internal static byte ToByte(double unit) =>
        double.IsNaN(unit) ? (byte)0 : (byte)Math.Round(255 * Math.Clamp(unit, 0, 1), MidpointRounding.AwayFromZero);
}

/// <summary>One line of text, vertically centred on its position.</summary>
/// <param name="X">The horizontal position.</param>
/// <param name="Y">The vertical position.</param>
/// <param name="Text">What it says.</param>
/// <param name="Size">The height of the letters in pixels.</param>
/// <param name="Align">The share of the text that stands left of the position: 0, 0.5 or 1.</param>
/// <param name="Bold">Whether the letters are bold.</param>
/// <param name="ShiftY">A shift downwards in pixels.</param>
public sealed record TextMark(
    double X, double Y, string Text, double Size = 12, double Align = 0.5, bool Bold = false, double ShiftY = 0) : Mark;
