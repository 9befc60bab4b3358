using Ram.Images;
using Ram.Model;
using static TorchSharp.torch;

namespace Ram.Torch;

// The library's weight files and models.
public sealed partial class TorchRam
{
    /// <summary>Reads a weight file, whoever wrote it.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a model.</exception>
    public static TorchRam Load(string path) => From(WeightFile.Load(path));

    /// <summary>A copy of a model of the library.</summary>
    public static TorchRam From(RecurrentAttentionModel model)
    {
        RamOptions options = model.Options;
        var glimpse = new GlimpseNetwork(
            options.GlimpseSize, model.Glimpse.Retina.Outputs, model.Glimpse.Location.Outputs, model.Glimpse.Width);
        var copy = new TorchRam(options, glimpse, MakeCore(options, model.Glimpse.Width));
        using var _ = no_grad();
        foreach (var parameter in model.Parameters)
        {
            using Tensor values = tensor(parameter.Value.ToArray(), [.. parameter.Shape.Select(size => (long)size)]);
            copy.get_parameter(parameter.Name)!.copy_(values);
        }
        return copy;
    }

    /// <summary>
    /// Writes a weight file, aside and renamed. The library refuses to read one with a glimpse network or core of your
    /// own, and says which tensor it misses.
    /// </summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public void Save(string path) => WeightFile.Save(
        Options,
        named_parameters().Select(pair => (pair.name, pair.parameter.shape.Select(size => (int)size).ToArray(),
            pair.parameter.detach().data<float>().ToArray())),
        path);
}

/// <summary>The library's images as tensors.</summary>
/// <example><code>
/// LabelledImages digits = Mnist.Load().Test;
/// using Tensor images = digits.Images.ToTensor(), labels = digits.Labels.ToTensor();
/// </code></example>
public static class TensorExtensions
{
    /// <summary>A copy of the pixels as bytes, <c>[count, channels, height, width]</c>.</summary>
    public static Tensor ToTensor(this ImageBatch images) =>
        tensor(images.Pixels, [images.Count, images.Channels, images.Height, images.Width], ScalarType.Byte);

    /// <summary>Labels as the 64-bit integers that TorchSharp indexes with, <c>[count]</c>.</summary>
    public static Tensor ToTensor(this IEnumerable<byte> labels) =>
        tensor(labels.Select(label => (long)label).ToArray(), ScalarType.Int64);
}
