using Ram.Data;
using Ram.Model;
using Ram.Networks;

namespace Ram.Training;

/// <summary>
/// Images and their rollouts. Those of a fixed set are read where they lie, since a copy would cost in proportion to
/// their size; others are drawn into memory allocated once.
/// </summary>
internal sealed class ImageShard : IShard
{
    private readonly IPass _pass;
    private readonly IExamples _examples;
    private readonly LabelledImages? _fixed;
    private readonly int _rolloutsPerImage, _imageSize;
    private readonly byte[] _pixels, _labels;
    private readonly int[] _order;

    public ImageShard(IPass pass, IExamples examples, int images, int rolloutsPerImage)
    {
        (_pass, _examples, _fixed) = (pass, examples, examples as LabelledImages);
        (_rolloutsPerImage, _imageSize) = (rolloutsPerImage, examples.Channels * examples.Height * examples.Width);
        _pixels = _fixed?.Images.Pixels ?? new byte[images * _imageSize];
        _labels = new byte[images * rolloutsPerImage];
        _order = [.. Enumerable.Range(0, images)];
    }

    /// <summary>The class of each rollout's image, <c>[rollouts]</c>.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    public LossTerms Run(int epoch, ReadOnlySpan<int> indices, RolloutPlace place, Gradients gradients) =>
        _pass.Learn(Draw(epoch, indices), _labels, place, gradients);

    /// <summary>Brings the examples, as many as there is room for.</summary>
    /// <exception cref="RamException">When a label is no class.</exception>
    public ImageRows Draw(int epoch, ReadOnlySpan<int> indices)
    {
        if (_fixed is not null)
            indices.CopyTo(_order);
        for (int image = 0; image < indices.Length; image++)
            _labels.AsSpan(image * _rolloutsPerImage, _rolloutsPerImage).Fill(Draw(epoch, indices[image], image));
        return new ImageRows(
            _pixels, 0, _examples.Channels, _examples.Height, _examples.Width, _rolloutsPerImage, _order);
    }

    private byte Draw(int epoch, int index, int image)
    {
        if (_fixed is not null)
            return _fixed.Labels[index];
        int label = _examples.Draw(epoch, index, _pixels.AsSpan(image * _imageSize, _imageSize));
        return label >= 0 && label < _examples.Classes
            ? (byte)label
            : throw new RamException(
                $"Example {index} of epoch {epoch} has the label {label}; allowed: 0 to {_examples.Classes - 1}.");
    }
}
