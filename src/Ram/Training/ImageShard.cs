using Ram.Data;
using Ram.Model;
using Ram.Networks;

namespace Ram.Training;

/// <summary>
/// Images and their rollouts. Those of a fixed set are read where they lie, since a copy would cost in proportion to
/// their size; others are drawn into memory allocated once.
/// </summary>
internal sealed class ImageShard(IPass pass, IExamples examples, int images, int rolloutsPerImage) : IShard
{
    private readonly LabelledImages? _fixed = examples as LabelledImages;
    private readonly int _imageSize = examples.Channels * examples.Height * examples.Width;
    private readonly byte[] _pixels = examples is LabelledImages all
        ? all.Images.Pixels
        : new byte[images * examples.Channels * examples.Height * examples.Width];
    private readonly byte[] _labels = new byte[images * rolloutsPerImage];
    private readonly int[] _order = [.. Enumerable.Range(0, images)];

    /// <summary>The class of each rollout's image, <c>[rollouts]</c>.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    public LossTerms Run(int epoch, ReadOnlySpan<int> indices, RolloutPlace place, Gradients gradients) =>
        pass.Learn(Draw(epoch, indices), _labels, place, gradients);

    /// <summary>Brings the examples, as many as there is room for.</summary>
    /// <exception cref="RamException">When a label is no class.</exception>
    public ImageRows Draw(int epoch, ReadOnlySpan<int> indices)
    {
        if (_fixed is not null)
            indices.CopyTo(_order);
        for (int image = 0; image < indices.Length; image++)
            _labels.AsSpan(image * rolloutsPerImage, rolloutsPerImage).Fill(Draw(epoch, indices[image], image));
        return new ImageRows(
            _pixels, 0, examples.Channels, examples.Height, examples.Width, rolloutsPerImage, _order);
    }

    private byte Draw(int epoch, int index, int image)
    {
        if (_fixed is not null)
            return _fixed.Labels[index];
        int label = examples.Draw(epoch, index, _pixels.AsSpan(image * _imageSize, _imageSize));
        return label >= 0 && label < examples.Classes
            ? (byte)label
            : throw new RamException(
                $"Example {index} of epoch {epoch} has the label {label}; allowed: 0 to {examples.Classes - 1}.");
    }
}
