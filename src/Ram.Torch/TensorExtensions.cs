using Ram.Images;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>The library's images as tensors.</summary>
public static class TensorExtensions
{
    /// <summary>A copy of the pixels as bytes, <c>[count, channels, height, width]</c>.</summary>
    public static Tensor ToTensor(this ImageBatch images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return tensor(images.Pixels, [images.Count, images.Channels, images.Height, images.Width], ScalarType.Byte);
    }

    /// <summary>Labels as the 64-bit integers that TorchSharp indexes with, <c>[count]</c>.</summary>
    public static Tensor ToTensor(this IEnumerable<byte> labels) =>
        tensor(labels.Select(label => (long)label).ToArray(), ScalarType.Int64);
}
