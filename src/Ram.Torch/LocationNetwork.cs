using Ram.Model;
using Ram.Networks;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>Where to look next: the mean of the location policy in action units, <c>[…, 2]</c>.</summary>
/// <param name="options">What the model is; its gradient flows into h_t only if they say so.</param>
public sealed class LocationNetwork(RamOptions options) : LinearHead(nameof(LocationNetwork), options.Hidden, 2)
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        Tensor output = base.forward(options.ReinforceIntoCore ? hidden : hidden.detach());
        return options.Squash switch
        {
            Squash.Clip => output.clamp(-1, 1),
            Squash.Tanh => output.tanh(),
            _ => output,
        };
    }
}
