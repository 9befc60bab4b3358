using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>h_t = Rect(Linear(g_t) + Linear(h_{t-1})); h_0 is zero.</summary>
public sealed class RectifierCore : CoreNetwork
{
    private readonly nn.Module<Tensor, Tensor> _input, _hidden;
    private readonly int _width;

    /// <summary>A core with random weights.</summary>
    public RectifierCore(int inputs, int width) : base(nameof(RectifierCore))
    {
        _width = width;
        _input = nn.Linear(inputs, width);
        _hidden = nn.Linear(width, width);
        register_module("input", _input);
        register_module("hidden", _hidden);
    }

    /// <summary>One step.</summary>
    /// <param name="glimpse">g_t, <c>[rows, inputs]</c>.</param>
    /// <param name="before">The state after the step before; null at the first.</param>
    public override CoreState forward(Tensor glimpse, CoreState? before)
    {
        ArgumentNullException.ThrowIfNull(glimpse);
        Tensor hidden = before?.Hidden ?? zeros(glimpse.shape[0], _width);
        return new CoreState((_input.call(glimpse) + _hidden.call(hidden)).relu());
    }
}
