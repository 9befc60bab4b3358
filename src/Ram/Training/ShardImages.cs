using Ram.Data;
using Ram.Model;

namespace Ram.Training;

/// <summary>
/// The images and labels of a shard. Those of a fixed set are read where they lie, since a copy would cost in proportion
/// to their size; others are drawn into memory allocated once.
/// </summary>
internal sealed class ShardImages
{
    private readonly IExamples _examples;
    private readonly LabelledImages? _fixed;
    private readonly int _rolloutsPerImage, _imageSize;
    private readonly byte[] _pixels, _labels;
    private readonly int[] _order;

    public ShardImages(IExamples examples, int images, int rolloutsPerImage)
    {
        (_examples, _fixed, _rolloutsPerImage) = (examples, examples as LabelledImages, rolloutsPerImage);
        _imageSize = examples.Channels * examples.Height * examples.Width;
        _pixels = _fixed?.Images.Pixels ?? new byte[images * _imageSize];
        _labels = new byte[images * rolloutsPerImage];
        _order = [.. Enumerable.Range(0, images)];
    }

    /// <summary>The class of each rollout's image, <c>[rollouts]</c>.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>Brings the examples of a shard, as many as it has images.</summary>
    public ImageRows Draw(int epoch, ReadOnlySpan<int> indices)
    {
        if (_fixed is not null)
            indices.CopyTo(_order);
        for (int image = 0; image < indices.Length; image++)
            _labels.AsSpan(image * _rolloutsPerImage, _rolloutsPerImage).Fill(Draw(epoch, indices[image], image));
        return new ImageRows(
            _pixels, 0, _examples.Channels, _examples.Height, _examples.Width, _rolloutsPerImage, _order);
    }

    private byte Draw(int epoch, int index, int image) =>
        _fixed is not null
            ? _fixed.Labels[index]
            : (byte)_examples.Draw(epoch, index, _pixels.AsSpan(image * _imageSize, _imageSize));
}
