using Ram.Data;
using Ram.Images;
using Ram.Model;

namespace Ram.Experiments.Benchmarks;

/// <summary>The time that one image takes alone on one thread, all its glimpses, image after image.</summary>
internal sealed class Latency(RecurrentAttentionModel model, LabelledImages examples)
{
    private const int Images = 2_000;

    private readonly Workspace _workspace = new(model, rows: 1);

    /// <summary>The mean over some images.</summary>
    public double Milliseconds()
    {
        int images = Math.Min(Images, examples.Count);
        return 1e3 / images * Stopclock.Seconds(() =>
        {
            for (int image = 0; image < images; image++)
                Look(examples.Images, image);
        });
    }

    private void Look(ImageBatch images, int image)
    {
        _workspace.Locations.Row(0).Clear();
        model.Forward(_workspace, new ImageRows(
            images.Pixels, image * images.ImageSize, images.Channels, images.Height, images.Width));
    }
}
