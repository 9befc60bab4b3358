using Ram.Images;
using Ram.Model;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>Where a policy looks, over many images.</summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// LabelledImages digits = Mnist.Load().Validation.Slice(0, 1000);
/// HeatMap.Of(model.LookAll(digits.Images), digits.Images)
/// </code></example>
public static class HeatMap
{
    private const double PanelSize = 144;

    // The hue of heat, orange, over an image dimmed to leave room for it.
    private static readonly double[] _heat = [1.0, 0.62, 0.05];
    private const double Dimmed = 0.55;

    /// <summary>A map for each glimpse, over the mean of the images.</summary>
    /// <param name="rollouts">Rollouts of one model.</param>
    /// <param name="images">The images that they looked at, or others like them.</param>
    /// <param name="cells">The cells of a map, across and down.</param>
    /// <exception cref="ArgumentException">When there is no rollout.</exception>
    public static Figure Of(IReadOnlyList<Rollout> rollouts, ImageBatch images, int cells = 14)
    {
        if (rollouts.Count == 0)
            throw new ArgumentException("A heat map needs at least one rollout.", nameof(rollouts));
        int glimpses = rollouts[0].Locations.Rows;
        double[] mean = MeanImage(images);
        IEnumerable<int> steps = Enumerable.Range(0, glimpses);
        string places = string.Join(", ", steps.Select(t => SvgText.Location(
            rollouts.Average(rollout => rollout.Locations[t, 0]),
            rollouts.Average(rollout => rollout.Locations[t, 1]))));
        string altText = $"Heat maps of the locations of {glimpses} glimpses over {rollouts.Count} rollouts, "
            + $"on the mean image; the mean locations are {places}.";
        Panel[] maps = [.. steps.Select(t => MapPanel(t, Shares(rollouts, t, cells), mean, images))];
        string caption = $"Orange: the share of {rollouts.Count} rollouts in each of {cells} \u00d7 {cells} cells, by "
            + "its square root up to the largest share, which stands above each map. Grey: the mean image.";
        return Figure.Of("Where the policy looks", altText, Style.Columns(glimpses), caption, maps);
    }

    /// <summary>The share of rollouts that look into each cell at one glimpse, <c>[down][across]</c>.</summary>
    /// <param name="rollouts">Rollouts of one model.</param>
    /// <param name="glimpse">The glimpse, from 0.</param>
    /// <param name="cells">The cells, across and down.</param>
    public static double[][] Shares(IReadOnlyList<Rollout> rollouts, int glimpse, int cells)
    {
        double[][] shares = [.. Enumerable.Range(0, cells).Select(_ => new double[cells])];
        foreach (Rollout rollout in rollouts)
            shares[Cell(rollout.Locations[glimpse, 1])][Cell(rollout.Locations[glimpse, 0])] += 1.0 / rollouts.Count;
        return shares;

        int Cell(double location) => Math.Clamp((int)Math.Floor((location + 1) / 2 * cells), 0, cells - 1);
    }

    private static Panel MapPanel(int glimpse, double[][] shares, double[] mean, ImageBatch images)
    {
        int cells = shares.Length, size = cells * Math.Max(1, (int)Math.Ceiling(56.0 / cells));
        double largest = shares.Max(row => row.Max());
        byte[] pixels = [.. Enumerable.Range(0, 3 * size * size).Select(i =>
        {
            int row = i / size % size, column = i % size;
            double heat = Math.Sqrt(shares[row * cells / size][column * cells / size] / largest);
            double grey = Dimmed * mean[row * images.Height / size * images.Width + column * images.Width / size];
            return ImageMark.ToByte(grey * (1 - heat) + _heat[i / (size * size)] * heat);
        })];
        var map = new ImageMark(size, size, 3, pixels) { Area = new Box(0, 0, images.Width, images.Height) };
        Panel panel = Panel.Picture(map.Area, PanelSize / Math.Max(images.Width, images.Height), map);
        return panel with { Title = Invariant($"Glimpse {glimpse + 1}, \u2264 {largest:0.#%}") };
    }

    // The brightest pixel is 1.
    private static double[] MeanImage(ImageBatch images)
    {
        double[] mean = new double[images.Height * images.Width];
        for (int i = 0; i < images.Pixels.Length; i++)
            mean[i % mean.Length] += images.Pixels[i] / (255.0 * images.Count * images.Channels);
        double largest = mean.Max();
        return largest > 0 ? [.. mean.Select(value => value / largest)] : mean;
    }
}
