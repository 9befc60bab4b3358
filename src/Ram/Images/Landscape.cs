using Ram.Numerics;

namespace Ram.Images;

/// <summary>
/// A painted landscape: mountains, a sea, a lighthouse, a boat and a meadow in flower. It stands where a large colour
/// image is wanted and none should have to be fetched; the notebook <c>01-the-retina</c> looks at it.
/// </summary>
public static class Landscape
{
    private const ulong Seed = 7;
    private const double Horizon = 0.5, Shore = 0.74;

    private static readonly uint[] _petals = [0xF4D35E, 0xEE6C4D, 0xF7F7F2, 0xB56BD6, 0xE63973];

    /// <summary>Paints the landscape; the same bytes on every machine.</summary>
    /// <param name="size">The height and width in pixels, 1 to 4096.</param>
    /// <returns>The picture, <c>[1, 3, size, size]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">When the size is out of its range.</exception>
    public static ImageBatch Paint(int size = 512)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 4096);
        var canvas = new PictureCanvas(size);
        Sky(canvas);
        Mountains(canvas);
        Sea(canvas);
        Boat(canvas, 0.44, 0.62);
        Lighthouse(canvas);
        Meadow(canvas);
        return canvas.ToImage();
    }

    private static void Sky(PictureCanvas canvas)
    {
        canvas.Band(0, Horizon, 0x4A90D9, 0xF6DFB8);
        canvas.Disc(0.6, 0.27, 0.085, 0xFFF1C1, 0.5);
        canvas.Disc(0.6, 0.27, 0.055, 0xFFE27A);
        Cloud(canvas, 0.16, 0.13, 0.05);
        Cloud(canvas, 0.42, 0.09, 0.035);
        Cloud(canvas, 0.86, 0.18, 0.045);
    }

    private static void Cloud(PictureCanvas canvas, double x, double y, double size)
    {
        foreach ((double across, double up, double radius) in new[]
            { (-1.5, 0.0, 0.6), (-0.7, 0.25, 0.85), (0.3, 0.45, 1.0), (1.2, 0.1, 0.75), (1.9, -0.05, 0.5) })
            canvas.Disc(x + across * size, y - up * size, radius * size, 0xFDFDFD);
    }

    private static void Mountains(PictureCanvas canvas)
    {
        canvas.Polygon(0x7C8DB5, (0, 0.42), (0.09, 0.34), (0.2, 0.41), (0.34, 0.27), (0.47, 0.43), (0.58, 0.36),
            (0.72, 0.45), (0.85, 0.33), (1, 0.44), (1, Horizon), (0, Horizon));
        canvas.Polygon(0xF4F6FA, (0.34, 0.27), (0.39, 0.332), (0.36, 0.323), (0.345, 0.345), (0.325, 0.32), (0.295, 0.32));
        canvas.Polygon(0xF4F6FA, (0.85, 0.33), (0.895, 0.363), (0.87, 0.36), (0.852, 0.378), (0.835, 0.358), (0.81, 0.37));
        canvas.Polygon(0x566A8C, (0, 0.46), (0.13, 0.41), (0.27, 0.475), (0.4, 0.44), (0.55, 0.485), (0.66, 0.45),
            (0.8, 0.49), (1, 0.43), (1, Horizon), (0, Horizon));
    }

    private static void Sea(PictureCanvas canvas)
    {
        canvas.Band(Horizon, Shore + 0.06, 0x5FA8C4, 0x1F5F8B);
        var stream = new RandomStream(Seed, StreamPurpose.Data);
        for (int wave = 0; wave < 150; wave++)
        {
            double depth = stream.NextDouble(), y = Horizon + 0.008 + (Shore - Horizon) * depth;
            double spread = 0.03 + 0.12 * depth, x = 0.6 + spread * stream.NextDouble(-1, 1);
            canvas.Rectangle(x, y, 0.008 + 0.02 * depth * stream.NextDouble(), 0.0025, 0xFFF1C1);
        }
    }

    private static void Boat(PictureCanvas canvas, double x, double y)
    {
        canvas.Rectangle(x - 0.0025, y - 0.13, 0.005, 0.14, 0x5A3A22);
        canvas.Polygon(0xFBFBF5, (x + 0.006, y - 0.125), (x + 0.075, y - 0.015), (x + 0.006, y - 0.015));
        canvas.Polygon(0xD8433B, (x - 0.006, y - 0.105), (x - 0.006, y - 0.015), (x - 0.055, y - 0.015));
        canvas.Polygon(0xF4D35E, (x, y - 0.145), (x + 0.028, y - 0.137), (x, y - 0.129));
        canvas.Polygon(0x6B4226, (x - 0.07, y), (x + 0.085, y), (x + 0.055, y + 0.032), (x - 0.045, y + 0.032));
        canvas.Rectangle(x - 0.06, y + 0.008, 0.135, 0.005, 0xFBFBF5);
    }

    private static void Lighthouse(PictureCanvas canvas)
    {
        canvas.Polygon(0x6E6257, (0.7, Shore + 0.02), (0.735, 0.64), (0.775, 0.585), (0.86, 0.57), (0.93, 0.6), (1, 0.585),
            (1, Shore + 0.05));
        canvas.Polygon(0x8C7F70, (0.735, 0.64), (0.775, 0.585), (0.86, 0.57), (0.93, 0.6), (1, 0.585), (1, 0.61), (0.84, 0.605));
        const double Foot = 0.59, Top = 0.28, Axis = 0.83, Stripes = 8;
        for (int stripe = 0; stripe < Stripes; stripe++)
        {
            double low = Foot + (Top - Foot) * stripe / Stripes, high = Foot + (Top - Foot) * (stripe + 1) / Stripes;
            double wide = 0.042 - 0.018 * stripe / Stripes, narrow = 0.042 - 0.018 * (stripe + 1) / Stripes;
            canvas.Polygon(stripe % 2 == 0 ? 0xF7F5EFu : 0xC8322Bu,
                (Axis - wide, low), (Axis + wide, low), (Axis + narrow, high), (Axis - narrow, high));
        }
        foreach (double y in new[] { 0.335, 0.415, 0.495 })
            canvas.Rectangle(Axis - 0.006, y, 0.012, 0.02, 0x2E3A46);
        canvas.Rectangle(Axis - 0.012, 0.555, 0.024, 0.035, 0x5A3A22);
        canvas.Rectangle(Axis - 0.034, Top - 0.008, 0.068, 0.01, 0x2E3A46);
        canvas.Rectangle(Axis - 0.018, Top - 0.05, 0.036, 0.042, 0xFFE9A0);
        foreach (double bar in new[] { -0.019, -0.0075, 0.0045, 0.016 })
            canvas.Rectangle(Axis + bar, Top - 0.05, 0.003, 0.042, 0x2E3A46);
        canvas.Polygon(0xC8322B, (Axis - 0.026, Top - 0.05), (Axis, Top - 0.085), (Axis + 0.026, Top - 0.05));
    }

    private static void Meadow(PictureCanvas canvas)
    {
        canvas.Polygon(0x4F8F3A, (0, 0.7), (0.2, 0.705), (0.45, 0.76), (0.7, 0.755), (1, 0.72), (1, 1), (0, 1));
        canvas.Polygon(0x66A845, (0, 0.8), (0.3, 0.79), (0.6, 0.83), (1, 0.8), (1, 1), (0, 1));
        for (int post = 0; post < 9; post++)
            canvas.Rectangle(0.015 + 0.045 * post, 0.71 + 0.006 * post, 0.009, 0.07, 0x8A6A48);
        foreach (double rail in new[] { 0.725, 0.752 })
            canvas.Polygon(0x9C7B56, (0, rail), (0.4, rail + 0.052), (0.4, rail + 0.06), (0, rail + 0.008));
        var stream = new RandomStream(Seed, StreamPurpose.Data, step: 1);
        for (int flower = 0; flower < 160; flower++)
        {
            double depth = flower / 160.0, x = stream.NextDouble(), y = 0.82 + 0.17 * depth;
            Flower(canvas, x, y, 0.003 + 0.006 * depth, _petals[stream.NextInt32(_petals.Length)]);
        }
    }

    private static void Flower(PictureCanvas canvas, double x, double y, double size, uint petals)
    {
        canvas.Rectangle(x - 0.15 * size, y, 0.3 * size, 2.5 * size, 0x2F6B2A);
        foreach ((double across, double down) in new[] { (0.0, -0.8), (0.76, -0.25), (0.47, 0.65), (-0.47, 0.65), (-0.76, -0.25) })
            canvas.Disc(x + across * size, y + down * size, 0.55 * size, petals);
        canvas.Disc(x, y, 0.45 * size, 0x6B4226);
    }
}
