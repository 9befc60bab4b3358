using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>The return expected at h_t, <c>[…]</c>; it only reads h_t, and no gradient flows back.</summary>
/// <param name="hidden">The width of h_t.</param>
public sealed class BaselineNetwork(int hidden) : LinearHead(nameof(BaselineNetwork), hidden, 1)
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return base.forward(hidden.detach()).squeeze(-1);
    }
}
