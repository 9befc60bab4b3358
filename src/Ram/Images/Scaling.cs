namespace Ram.Images;

/// <summary>Resizes by an antialiased bilinear (triangle) filter; the same bytes on every machine.</summary>
internal static class Scaling
{
    /// <summary>Scales all images of a batch to a size in pixels.</summary>
    public static ImageBatch Scale(ImageBatch images, int width, int height)
    {
        var scaled = new ImageBatch(images.Count, images.Channels, height, width);
        Taps[] columns = TapsOf(images.Width, width), rows = TapsOf(images.Height, height);
        int from = images.Height * images.Width, to = height * width;
        for (int plane = 0; plane < images.Count * images.Channels; plane++)
        {
            double[] pixels = [.. images.Pixels.AsSpan(plane * from, from)];
            pixels = AlongRows(AlongRows(pixels, images.Width, columns, 0), images.Height, rows, 0.5);
            for (int i = 0; i < to; i++)
                scaled.Pixels[plane * to + i] = (byte)Math.Clamp(pixels[i], 0, 255);
        }
        return scaled;
    }

    // The result is transposed: its rows are the columns of the plane.
    private static double[] AlongRows(double[] plane, int width, Taps[] taps, double start)
    {
        int height = plane.Length / width;
        double[] result = new double[taps.Length * height];
        for (int x = 0; x < taps.Length; x++)
            for (int y = 0; y < height; y++)
            {
                double sum = start;
                for (int i = 0; i < taps[x].Weights.Length; i++)
                    sum += taps[x].Weights[i] * plane[y * width + taps[x].First + i];
                result[x * height + y] = sum;
            }
        return result;
    }

    private static Taps[] TapsOf(int from, int to)
    {
        double ratio = (double)from / to, reach = Math.Max(1, ratio);
        return [.. Enumerable.Range(0, to).Select(pixel =>
        {
            double centre = (pixel + 0.5) * ratio - 0.5;
            int first = Math.Max(0, (int)Math.Ceiling(centre - reach)), last = Math.Min(from - 1, (int)Math.Floor(centre + reach));
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(i => Math.Max(0, 1 - Math.Abs(i - centre) / reach))];
            double sum = weights.Sum();
            return new Taps(first, [.. weights.Select(weight => weight / sum)]);
        })];
    }

    private readonly record struct Taps(int First, double[] Weights);
}
