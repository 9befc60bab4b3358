using Ram.Images;

namespace Ram.Tests.Images;

/// <summary>The retina as its description says it, pixel by pixel in double precision: the oracle.</summary>
internal static class NaiveRetina
{
    /// <summary>A glimpse of an image, <c>[channels, height, width]</c>, given as numbers in [0, 1].</summary>
    public static double[] Glimpse(
        Retina retina, double[] image, int height, int width, float x, float y, double mean = 0, double std = 1)
    {
        var glimpse = new List<double>();
        for (int depth = 0; depth < retina.Patches; depth++)
        {
            int side = (int)Math.Round(retina.PatchSize * Math.Pow(retina.Scale, depth));
            int left = (int)Math.Floor((double)(0.5f * (x + 1f) * width)) - side / 2;
            int top = (int)Math.Floor((double)(0.5f * (y + 1f) * height)) - side / 2;
            for (int channel = 0; channel < retina.Channels; channel++)
                for (int i = 0; i < retina.PatchSize; i++)
                    for (int j = 0; j < retina.PatchSize; j++)
                        glimpse.Add(Cell(channel, i, j, side, left, top));
        }
        return [.. glimpse];

        double Cell(int channel, int i, int j, int side, int left, int top)
        {
            double cell = (double)side / retina.PatchSize, sum = 0;
            for (int row = (int)(i * cell); row < (i + 1) * cell; row++)
                for (int column = (int)(j * cell); column < (j + 1) * cell; column++)
                    sum += Overlap(row, i * cell, cell) * Overlap(column, j * cell, cell)
                        * Pixel(channel, top + row, left + column);
            return sum / (cell * cell);
        }

        double Pixel(int channel, int row, int column) =>
            row < 0 || column < 0 || row >= height || column >= width
                ? 0
                : (image[(channel * height + row) * width + column] - mean) / std;
    }

    /// <summary>A glimpse of an image of bytes.</summary>
    public static double[] Glimpse(
        Retina retina, ReadOnlySpan<byte> image, int height, int width, float x, float y, double mean = 0, double std = 1)
    {
        var numbers = new double[image.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = image[i] / 255.0;
        return Glimpse(retina, numbers, height, width, x, y, mean, std);
    }

    // The length that pixel [pixel, pixel + 1) and cell [start, start + length) have in common.
    private static double Overlap(int pixel, double start, double length) =>
        Math.Max(0, Math.Min(pixel + 1, start + length) - Math.Max(pixel, start));
}
