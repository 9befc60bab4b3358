using Ram.Data;
using Ram.Images;
using Ram.Numerics;

namespace Ram.Experiments.Benchmarks;

/// <summary>The retina alone on one thread: every image at a random location.</summary>
internal sealed class RetinaSpeed
{
    /// <summary>Tens of milliseconds.</summary>
    private const int Glimpses = 400_000;

    private readonly Retina _retina;
    private readonly ImageBatch _images;
    private readonly Matrix _locations;
    private readonly float[] _glimpse;

    public RetinaSpeed(Retina retina, LabelledImages images)
    {
        (_retina, _images) = (retina, images.Images);
        _glimpse = new float[retina.GlimpseSize];
        _locations = new Matrix(images.Count, 2);
        var stream = new RandomStream(1, StreamPurpose.FirstLocation);
        for (int row = 0; row < images.Count; row++)
            (_locations[row, 0], _locations[row, 1]) =
                ((float)stream.NextDouble(-1, 1), (float)stream.NextDouble(-1, 1));
    }

    public double GlimpsesPerSecond() => Glimpses / Stopclock.Seconds(() =>
    {
        for (int i = 0; i < Glimpses; i++)
            Look(i % _images.Count);
    });

    private void Look(int image)
    {
        ReadOnlySpan<float> location = _locations.Row(image);
        _retina.Glimpse(_images[image], _images.Height, _images.Width, location[0], location[1], _glimpse);
    }
}
