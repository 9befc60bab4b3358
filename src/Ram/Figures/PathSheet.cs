using Ram.Images;
using Ram.Model;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>The paths of several rollouts at a glance, each over its image.</summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// LabelledImages digits = Mnist.Load().Validation.Slice(0, 10);
/// PathSheet.Of(model.LookAll(digits.Images), digits.Images, indices: [0, 3, 7])
/// </code></example>
public static class PathSheet
{
    private const double SheetWidth = 660, Gap = 12, LargestImage = 180;

    /// <summary>Some of the images with the paths of their rollouts; a dot marks the first glimpse.</summary>
    /// <param name="rollouts">A rollout for each image.</param>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="indices">Which of them are shown.</param>
    /// <param name="columns">The images in a row.</param>
    /// <param name="title">What the figure shows.</param>
    public static Figure Of(
        IReadOnlyList<Rollout> rollouts, ImageBatch images, IReadOnlyList<int> indices, int columns = 5,
        string title = "Paths")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        double scale = Math.Min(LargestImage, SheetWidth / columns - Gap) / images.Width;
        string altText = Invariant($"{indices.Count} images, each with the path of the glimpses over it.");
        return Figure.Of(title, altText, [.. indices.Select(PathPanel)]) with { Columns = columns };

        Panel PathPanel(int index)
        {
            double[] x = Along(index, 0, images.Width), y = Along(index, 1, images.Height);
            return Panel.Picture(
                new Box(0, 0, images.Width, images.Height), scale, ImageMark.Of(images, index),
                new LineMark(x, y, Arrow: true) { Color = Palette.OverImage, Halo = true },
                new PointsMark(x[..1], y[..1]) { Color = Palette.OverImage, Halo = true });
        }

        double[] Along(int index, int axis, int size) => [.. Enumerable.Range(0, rollouts[index].Options.Glimpses)
            .Select(t => 0.5 * (rollouts[index].Locations[t, axis] + 1) * size)];
    }
}
