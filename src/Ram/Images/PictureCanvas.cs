namespace Ram.Images;

/// <summary>
/// A square colour picture in the making, painted over itself in the unit square with soft edges. Only additions,
/// products, quotients and square roots, which are exact to the last bit on every machine.
/// </summary>
internal sealed class PictureCanvas(int size)
{
    private const int Subsamples = 4;
    private readonly double[] _colours = new double[3 * size * size];

    /// <summary>A horizontal band whose colour goes from one at its top to another at its bottom.</summary>
    public void Band(double top, double bottom, uint topColour, uint bottomColour)
    {
        for (int row = FirstPixel(top); row < EndPixel(bottom); row++)
        {
            double part = Math.Clamp(((row + 0.5) / size - top) / (bottom - top), 0, 1);
            double cover = Math.Clamp(bottom * size - row, 0, 1) * Math.Clamp(row + 1 - top * size, 0, 1);
            for (int column = 0; column < size; column++)
                for (int channel = 0; channel < 3; channel++)
                    Blend(channel, row, column, cover,
                        Part(topColour, channel) * (1 - part) + Part(bottomColour, channel) * part);
        }
    }

    /// <summary>A disc.</summary>
    public void Disc(double x, double y, double radius, uint colour, double opacity = 1)
    {
        for (int row = FirstPixel(y - radius); row < EndPixel(y + radius); row++)
            for (int column = FirstPixel(x - radius); column < EndPixel(x + radius); column++)
            {
                double across = (column + 0.5) / size - x, down = (row + 0.5) / size - y;
                double inside = (radius - Math.Sqrt(across * across + down * down)) * size + 0.5;
                Paint(row, column, Math.Clamp(inside, 0, 1) * opacity, colour);
            }
    }

    /// <summary>The inside of a polygon, by the even-odd rule.</summary>
    public void Polygon(uint colour, params ReadOnlySpan<(double X, double Y)> corners)
    {
        double left = 1, right = 0, top = 1, bottom = 0;
        foreach ((double x, double y) in corners)
            (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
        for (int row = FirstPixel(top); row < EndPixel(bottom); row++)
            for (int column = FirstPixel(left); column < EndPixel(right); column++)
                Paint(row, column, Cover(corners, row, column), colour);
    }

    /// <summary>An upright rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, uint colour) =>
        Polygon(colour, (x, y), (x + width, y), (x + width, y + height), (x, y + height));

    /// <summary>The picture, <c>[1, 3, size, size]</c>.</summary>
    public ImageBatch ToImage()
    {
        var image = new ImageBatch(1, 3, size, size);
        for (int i = 0; i < _colours.Length; i++)
            image.Pixels[i] = (byte)Math.Round(_colours[i], MidpointRounding.AwayFromZero);
        return image;
    }

    private double Cover(ReadOnlySpan<(double X, double Y)> corners, int row, int column)
    {
        int inside = 0;
        for (int i = 0; i < Subsamples; i++)
            for (int j = 0; j < Subsamples; j++)
                if (Contains(corners, (column + (j + 0.5) / Subsamples) / size, (row + (i + 0.5) / Subsamples) / size))
                    inside++;
        return inside / (double)(Subsamples * Subsamples);
    }

    private static bool Contains(ReadOnlySpan<(double X, double Y)> corners, double x, double y)
    {
        bool contains = false;
        (double X, double Y) from = corners[^1];
        foreach ((double X, double Y) to in corners)
        {
            if (from.Y > y != to.Y > y && x < from.X + (to.X - from.X) * (y - from.Y) / (to.Y - from.Y))
                contains = !contains;
            from = to;
        }
        return contains;
    }

    private void Paint(int row, int column, double cover, uint colour)
    {
        if (cover <= 0)
            return;
        for (int channel = 0; channel < 3; channel++)
            Blend(channel, row, column, cover, Part(colour, channel));
    }

    private void Blend(int channel, int row, int column, double cover, double value)
    {
        ref double colour = ref _colours[(channel * size + row) * size + column];
        colour = colour * (1 - cover) + value * cover;
    }

    private int FirstPixel(double position) => (int)Math.Clamp(Math.Floor(position * size) - 1, 0, size);

    private int EndPixel(double position) => (int)Math.Clamp(Math.Ceiling(position * size) + 1, 0, size);

    private static double Part(uint colour, int channel) => (colour >> (16 - 8 * channel)) & 0xFF;
}
