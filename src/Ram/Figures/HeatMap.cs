using System.Globalization;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
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
    private const int MostColumns = 4;
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
        ArgumentNullException.ThrowIfNull(rollouts);
        return Of([.. rollouts.Select(rollout => rollout.Locations)], images, cells);
    }

    /// <summary>A map for each glimpse, over the mean of the images.</summary>
    /// <param name="locations">The locations of each rollout, (x, y) in [-1, 1], <c>[glimpses, 2]</c>.</param>
    /// <param name="images">The images that they looked at, or others like them.</param>
    /// <param name="cells">The cells of a map, across and down.</param>
    /// <exception cref="ArgumentException">When there is no rollout.</exception>
    public static Figure Of(IReadOnlyList<Matrix> locations, ImageBatch images, int cells = 14)
    {
        ArgumentNullException.ThrowIfNull(locations);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
        if (locations.Count == 0)
            throw new ArgumentException("A heat map needs at least one rollout.", nameof(locations));
        int glimpses = locations[0].Rows;
        double[] mean = MeanImage(images);
        var panels = new List<Panel>();
        for (int t = 0; t < glimpses; t++)
        {
            double[] shares = Shares(locations, t, cells);
            panels.Add(Panel.Picture(new Box(0, 0, 1, 1), PanelSize, Map(shares, cells, mean, images)) with
            {
                Title = Invariant($"Glimpse {t + 1}, \u2264 {Percent(shares.Max())}"),
            });
        }
        return new Figure
        {
            Title = "Where the policy looks",
            AltText = Invariant($"Heat maps of the locations of {glimpses} glimpses over {locations.Count} rollouts, on the mean image; the mean locations are {string.Join(", ", Enumerable.Range(0, glimpses).Select(t => MeanLocation(locations, t)))}."),
            Caption = Invariant($"Orange: the share of {locations.Count} rollouts in each of {cells} \u00d7 {cells} cells, by its square root up to the largest share, which stands above each map. Grey: the mean image."),
            Panels = panels,
            Columns = glimpses <= MostColumns ? glimpses : glimpses % 4 is 0 or 3 ? 4 : 3,
        };
    }

    private static ImageMark Map(double[] shares, int cells, double[] mean, ImageBatch images)
    {
        int size = cells * Math.Max(1, (int)Math.Ceiling(56.0 / cells)), plane = size * size;
        double largest = shares.Max();
        byte[] pixels = new byte[3 * plane];
        for (int i = 0; i < plane; i++)
        {
            int row = i / size, column = i % size;
            double heat = Math.Sqrt(shares[row * cells / size * cells + column * cells / size] / largest);
            double grey = Dimmed * mean[row * images.Height / size * images.Width + column * images.Width / size];
            for (int channel = 0; channel < 3; channel++)
                pixels[channel * plane + i] = ImageMark.ToByte(grey * (1 - heat) + _heat[channel] * heat);
        }
        return new ImageMark(size, size, 3, pixels) { Area = new Box(0, 0, 1, 1) };
    }

    private static double[] Shares(IReadOnlyList<Matrix> locations, int glimpse, int cells)
    {
        double[] shares = new double[cells * cells];
        foreach (Matrix path in locations)
            shares[Cell(path[glimpse, 1], cells) * cells + Cell(path[glimpse, 0], cells)] += 1.0 / locations.Count;
        return shares;
    }

    private static int Cell(double location, int cells) =>
        Math.Clamp((int)Math.Floor((location + 1) / 2 * cells), 0, cells - 1);

    private static double[] MeanImage(ImageBatch images)
    {
        int plane = images.Height * images.Width;
        double[] mean = new double[plane];
        for (int i = 0; i < images.Pixels.Length; i++)
            mean[i % plane] += images.Pixels[i] / (255.0 * images.Count * images.Channels);
        double largest = mean.Max();
        if (largest > 0)
            for (int i = 0; i < plane; i++)
                mean[i] /= largest;
        return mean;
    }

    private static string MeanLocation(IReadOnlyList<Matrix> locations, int t) => Invariant($"({locations.Average(path => path[t, 0]):0.##}, {locations.Average(path => path[t, 1]):0.##})");

    private static string Percent(double share) => share.ToString("0.#%", CultureInfo.InvariantCulture);
}
