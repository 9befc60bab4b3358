using Ram.Model;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>The recurrence: h_t from h_{t-1} and the glimpse g_t. Derive from it to try a core of your own.</summary>
/// <param name="name">The module's name.</param>
public abstract class CoreNetwork(string name) : nn.Module<Tensor, CoreState?, CoreState>(name)
{
    /// <summary>The core that the options name.</summary>
    /// <param name="options">What the model is.</param>
    /// <param name="inputs">The width of a glimpse vector.</param>
    public static CoreNetwork Create(RamOptions options, int inputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Core == CoreKind.Lstm
            ? new LstmCore(inputs, options.Hidden)
            : new RectifierCore(inputs, options.Hidden);
    }
}
