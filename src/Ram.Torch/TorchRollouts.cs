using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>What happened while a model looked at a batch of images: T glimpses, T - 1 location decisions.</summary>
/// <param name="Locations">Where each glimpse was, (x, y) in [-1, 1], <c>[glimpses, rows, 2]</c>.</param>
/// <param name="Hidden">h_t, <c>[glimpses, rows, hidden]</c>.</param>
/// <param name="Logits">After each glimpse, <c>[glimpses, rows, classes]</c>.</param>
/// <param name="Baselines">The return expected after each glimpse, <c>[glimpses, rows]</c>.</param>
/// <param name="Means">The location policy's means in action units, <c>[glimpses - 1, rows, 2]</c>.</param>
/// <param name="Samples">The actions taken, unclamped, in action units, <c>[glimpses - 1, rows, 2]</c>.</param>
public sealed record TorchRollouts(
    Tensor Locations, Tensor Hidden, Tensor Logits, Tensor Baselines, Tensor Means, Tensor Samples)
{
    /// <summary>The most probable class of each row after the last glimpse, <c>[rows]</c>.</summary>
    public Tensor Predictions => Logits.select(0, -1).argmax(-1);
}
