namespace Ram.Images;

/// <summary>
/// Scales images: a pixel is the mean of those under a triangle around it, as wide as two of its own or of the image's
/// pixels, whichever are wider. Sums and products in one order, the same on every machine.
/// </summary>
internal static class Scaling
{
    /// <summary>Scales all images of a batch to a size in pixels.</summary>
    public static ImageBatch Scale(ImageBatch images, int width, int height)
    {
        var scaled = new ImageBatch(images.Count, images.Channels, height, width);
        Taps[] columns = TapsOf(images.Width, width), rows = TapsOf(images.Height, height);
        int from = images.Height * images.Width, to = height * width;
        for (int plane = 0; plane < images.Count * images.Channels; plane++)
            Scale(images.Pixels.AsSpan(plane * from, from), images.Width, scaled.Pixels.AsSpan(plane * to, to), columns, rows);
        return scaled;
    }

    private static void Scale(ReadOnlySpan<byte> plane, int width, Span<byte> target, Taps[] columns, Taps[] rows)
    {
        int height = plane.Length / width;
        double[] narrowed = new double[height * columns.Length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < columns.Length; x++)
            {
                double sum = 0;
                for (int i = 0; i < columns[x].Weights.Length; i++)
                    sum += columns[x].Weights[i] * plane[y * width + columns[x].First + i];
                narrowed[y * columns.Length + x] = sum;
            }
        for (int y = 0; y < rows.Length; y++)
            for (int x = 0; x < columns.Length; x++)
            {
                double sum = 0.5;
                for (int i = 0; i < rows[y].Weights.Length; i++)
                    sum += rows[y].Weights[i] * narrowed[(rows[y].First + i) * columns.Length + x];
                target[y * columns.Length + x] = (byte)Math.Clamp(sum, 0, 255);
            }
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
