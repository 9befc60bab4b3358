using Ram.Experiments.Baselines;
using Ram.Networks;

namespace Ram.Tests.Experiments.Baselines;

/// <summary>
/// A network without glimpses in doubles, loop by loop and one image at a time, as PyTorch defines its layers.
/// </summary>
internal sealed class NaiveNetwork
{
    private readonly FeedForwardOptions _options;
    private readonly string[] _dense;
    private readonly Dictionary<string, double[]> _values;

    public NaiveNetwork(FeedForwardNetwork network)
    {
        _options = network.Options;
        _dense = [.. network.Dense.Select(layer => layer.Name)];
        _values = network.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => Array.ConvertAll(parameter.Value.ToArray(), value => (double)value));
    }

    /// <summary>The values of a parameter, which the caller may change.</summary>
    public double[] this[Parameter parameter] => _values[parameter.Name];

    /// <summary>The class probabilities of an image.</summary>
    public double[] Belief(ReadOnlySpan<byte> image)
    {
        double[] values = Array.ConvertAll(image.ToArray(), pixel => pixel / 255.0);
        if (_options.Filters > 0)
            values = Rectified(Convolution(values));
        foreach (string layer in _dense[..^1])
            values = Rectified(Linear(layer, values));
        double[] exponentials = [.. Linear(_dense[^1], values).Select(Math.Exp)];
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }

    private double[] Convolution(double[] pixels)
    {
        double[] weight = _values["layers.0.weight"], bias = _values["layers.0.bias"];
        int side = _options.Window;
        var output = new List<double>();
        for (int filter = 0; filter < _options.Filters; filter++)
            for (int top = 0; top + side <= _options.Height; top += _options.Stride)
                for (int left = 0; left + side <= _options.Width; left += _options.Stride)
                {
                    double sum = bias[filter];
                    for (int y = 0; y < side; y++)
                        for (int x = 0; x < side; x++)
                            sum += weight[(filter * side + y) * side + x]
                                * pixels[(top + y) * _options.Width + left + x];
                    output.Add(sum);
                }
        return [.. output];
    }

    private double[] Linear(string layer, double[] input)
    {
        double[] weight = _values[$"{layer}.weight"], bias = _values[$"{layer}.bias"];
        return [.. bias.Select((start, row) =>
            start + input.Select((value, column) => weight[row * input.Length + column] * value).Sum())];
    }

    private static double[] Rectified(double[] values) => Array.ConvertAll(values, value => Math.Max(value, 0));
}
