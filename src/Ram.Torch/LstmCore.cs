using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>
/// A long short-term memory, its gates stacked in the order i, f, g, o: c_t = f c_{t-1} + i g, h_t = o tanh(c_t).
/// </summary>
public sealed class LstmCore : CoreNetwork
{
    private readonly nn.Module<Tensor, Tensor> _input, _hidden;
    private readonly int _width;

    /// <summary>A core with random weights.</summary>
    public LstmCore(int inputs, int width) : base(nameof(LstmCore))
    {
        _width = width;
        _input = nn.Linear(inputs, 4 * width);
        _hidden = nn.Linear(width, 4 * width);
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
        Tensor[] gates = (_input.call(glimpse) + _hidden.call(hidden)).chunk(4, 1);
        Tensor added = gates[0].sigmoid() * gates[2].tanh();
        Tensor cell = before?.Cell is { } kept ? gates[1].sigmoid() * kept + added : added;
        return new CoreState(gates[3].sigmoid() * cell.tanh(), cell);
    }
}
