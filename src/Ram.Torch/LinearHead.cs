using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>
/// Linear(h_t), whose weight and bias bear the head's own name in weight files; uniform in ±1/√inputs at first, as
/// nn.Linear is.
/// </summary>
public abstract class LinearHead : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight, _bias;

    private protected LinearHead(string name, int inputs, int outputs) : base(name)
    {
        double bound = 1 / Math.Sqrt(inputs);
        _weight = new Parameter(rand(outputs, inputs).mul(2 * bound).sub(bound));
        _bias = new Parameter(rand(outputs).mul(2 * bound).sub(bound));
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <summary>Linear(h_t), <c>[…, outputs]</c>.</summary>
    /// <param name="hidden">h_t, <c>[…, inputs]</c>.</param>
    public override Tensor forward(Tensor hidden) => nn.functional.linear(hidden, _weight, _bias);
}
