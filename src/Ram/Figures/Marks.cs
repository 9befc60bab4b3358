using Ram.Files;
using Ram.Images;

namespace Ram.Figures;

/// <summary>Something drawn in a panel, in the panel's data coordinates. Later marks lie over earlier ones.</summary>
public abstract record Mark
{
    /// <summary>The name in the legend; marks of one name share a colour. Null keeps the mark out of the legend.</summary>
    public string? Name { get; init; }

    /// <summary>The colour as <c>#rrggbb</c>; null takes the next one of <see cref="Palette.Series"/>.</summary>
    public string? Color { get; init; }

    /// <summary>The frames in which the mark is seen; null is all of them. Still figures show every mark.</summary>
    internal FrameRange? Frames { get; init; }

    /// <summary>The horizontal positions that the axis must hold.</summary>
    internal abstract IEnumerable<double> Xs { get; }

    /// <summary>The vertical positions that the axis must hold.</summary>
    internal abstract IEnumerable<double> Ys { get; }
}

/// <summary>A line through points. A point that is not finite, or not positive on a logarithmic axis, is a gap.</summary>
/// <param name="X">The horizontal positions.</param>
/// <param name="Y">The vertical positions, as many.</param>
public sealed record LineMark(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    /// <summary>The width of the line in pixels.</summary>
    public double Width { get; init; } = 2;

    /// <summary>Whether the line is dashed.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether the line ends in an arrowhead.</summary>
    public bool Arrow { get; init; }

    /// <summary>Whether a dark outline sets the line off from an image below.</summary>
    public bool Halo { get; init; }

    internal override IEnumerable<double> Xs => X;

    internal override IEnumerable<double> Ys => Y;
}

/// <summary>Dots. A point that is not finite is left out.</summary>
/// <param name="X">The horizontal positions.</param>
/// <param name="Y">The vertical positions, as many.</param>
public sealed record PointsMark(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    /// <summary>The radius in pixels.</summary>
    public double Radius { get; init; } = 3;

    /// <summary>Whether a dark outline sets the dots off from an image below.</summary>
    public bool Halo { get; init; }

    internal override IEnumerable<double> Xs => X;

    internal override IEnumerable<double> Ys => Y;
}

/// <summary>Bars from zero, one at each whole position from 0 on. A value that is not finite has no bar.</summary>
/// <param name="Values">The value of each bar.</param>
public sealed record BarsMark(IReadOnlyList<double> Values) : Mark
{
    /// <summary>The part of a position's width that its bar fills, above 0 and up to 1.</summary>
    public double Fill { get; init; } = 0.76;

    /// <summary>A bar drawn in <see cref="EmphasisColor"/>, or null.</summary>
    public int? Emphasis { get; init; }

    /// <summary>The colour of the emphasised bar.</summary>
    public string EmphasisColor { get; init; } = Palette.Emphasis;

    internal override IEnumerable<double> Xs => Values.Count == 0 ? [] : [-0.5, Values.Count - 0.5];

    internal override IEnumerable<double> Ys => Values.Append(0);
}

/// <summary>Rectangles, outlined in the mark's colour.</summary>
/// <param name="Boxes">Where they are.</param>
public sealed record RectanglesMark(IReadOnlyList<Box> Boxes) : Mark
{
    /// <summary>The colour inside as <c>#rrggbb</c>; null leaves the inside as it is.</summary>
    public string? Fill { get; init; }

    /// <summary>The width of the outline in pixels; 0 draws none.</summary>
    public double StrokeWidth { get; init; } = 1.5;

    /// <summary>Whether a dark outline sets the rectangles off from an image below.</summary>
    public bool Halo { get; init; }

    internal override IEnumerable<double> Xs => Boxes.SelectMany(box => new[] { box.X, box.X + box.Width });

    internal override IEnumerable<double> Ys => Boxes.SelectMany(box => new[] { box.Y, box.Y + box.Height });
}

/// <summary>An image, pixel by pixel; its first row has the lowest vertical positions.</summary>
public sealed record ImageMark : Mark
{
    /// <summary>An image over pixels that are not copied.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    /// <param name="pixels">The pixels, <c>[channels, height, width]</c>.</param>
    /// <exception cref="ArgumentException">When the number of pixels is not that of the shape.</exception>
    public ImageMark(int width, int height, int channels, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (1 or 3))
            throw new ArgumentException($"{channels} channels; allowed: 1 (grey) or 3 (colour).", nameof(channels));
        if (pixels.Length != width * height * channels)
            throw new ArgumentException(
                $"{pixels.Length} pixels do not fill [{channels}, {height}, {width}].", nameof(pixels));
        (PixelWidth, PixelHeight, Channels, Pixels) = (width, height, channels, pixels);
        Area = new Box(0, 0, width, height);
    }

    /// <summary>The width in pixels.</summary>
    public int PixelWidth { get; }

    /// <summary>The height in pixels.</summary>
    public int PixelHeight { get; }

    /// <summary>1 for grey, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>The pixels, <c>[channels, height, width]</c>.</summary>
    public byte[] Pixels { get; }

    /// <summary>Where it lies in data coordinates; at first one unit a pixel, from (0, 0).</summary>
    public Box Area { get; init; }

    /// <summary>How opaque it is, 0 to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>Image <paramref name="index"/> of a batch.</summary>
    public static ImageMark Of(ImageBatch images, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new ImageMark(images.Width, images.Height, images.Channels, images[index].ToArray());
    }

    /// <summary>A grey image of numbers: <paramref name="black"/> and below is black, <paramref name="white"/> white.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    /// <param name="values">The numbers, <c>[channels, height, width]</c>.</param>
    /// <param name="black">The number that is drawn black.</param>
    /// <param name="white">The number that is drawn white.</param>
    public static ImageMark Of(
        int width, int height, int channels, ReadOnlySpan<float> values, double black = 0, double white = 1)
    {
        byte[] pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = ToByte((values[i] - black) / (white - black));
        return new ImageMark(width, height, channels, pixels);
    }

    /// <summary>The image as a PNG in a data URI.</summary>
    public string ToDataUri() => "data:image/png;base64," + Convert.ToBase64String(
        Png.Encode(PixelWidth, PixelHeight, Channels, Interleaved()));

    internal override IEnumerable<double> Xs => [Area.X, Area.X + Area.Width];

    internal override IEnumerable<double> Ys => [Area.Y, Area.Y + Area.Height];

    internal static byte ToByte(double unit) =>
        double.IsNaN(unit) ? (byte)0 : (byte)Math.Round(255 * Math.Clamp(unit, 0, 1), MidpointRounding.AwayFromZero);

    private byte[] Interleaved()
    {
        int plane = PixelWidth * PixelHeight;
        byte[] pixels = new byte[Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Pixels[i % Channels * plane + i / Channels];
        return pixels;
    }
}

/// <summary>One line of text, vertically centred on its position.</summary>
/// <param name="X">The horizontal position.</param>
/// <param name="Y">The vertical position.</param>
/// <param name="Text">What it says.</param>
public sealed record TextMark(double X, double Y, string Text) : Mark
{
    /// <summary>The height of the letters in pixels.</summary>
    public double Size { get; init; } = 12;

    /// <summary>The share of the text that stands left of the position: 0, 0.5 or 1.</summary>
    public double Align { get; init; } = 0.5;

    /// <summary>Whether the letters are bold.</summary>
    public bool Bold { get; init; }

    /// <summary>Whether a dark outline sets the text off from an image below.</summary>
    public bool Halo { get; init; }

    /// <summary>A shift to the right in pixels.</summary>
    public double ShiftX { get; init; }

    /// <summary>A shift downwards in pixels.</summary>
    public double ShiftY { get; init; }

    internal override IEnumerable<double> Xs => [];

    internal override IEnumerable<double> Ys => [];
}

/// <summary>The frames of an animation in which a mark is seen, both ends included, from 0.</summary>
/// <param name="First">The first frame.</param>
/// <param name="Last">The last frame; <see cref="int.MaxValue"/> is "to the end".</param>
internal readonly record struct FrameRange(int First, int Last)
{
    /// <summary>One frame alone.</summary>
    public static FrameRange Only(int frame) => new(frame, frame);

    /// <summary>From a frame to the end.</summary>
    public static FrameRange From(int frame) => new(frame, int.MaxValue);

    /// <summary>Whether the mark is seen in <paramref name="frame"/>.</summary>
    public bool Contains(int frame) => First <= frame && frame <= Last;
}
