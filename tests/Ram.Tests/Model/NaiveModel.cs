using Ram.Model;
using Ram.Networks;

namespace Ram.Tests.Model;

/// <summary>
/// The networks as the paper's equations read, in doubles, loop by loop and one rollout at a time: the oracle of what
/// the engine computes forward, and through central differences of what it computes backward.
/// </summary>
internal sealed class NaiveModel
{
    private readonly RamOptions _options;
    private readonly Dictionary<string, double[]> _values;

    public NaiveModel(RecurrentAttentionModel model)
    {
        _options = model.Options;
        _values = model.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => Array.ConvertAll(parameter.Value.ToArray(), value => (double)value));
    }

    /// <summary>The values of a parameter, which the caller may change.</summary>
    public double[] this[string parameter] => _values[parameter];

    public double[] Linear(string layer, double[] input)
    {
        double[] weight = this[$"{layer}.weight"], bias = this[$"{layer}.bias"];
        var output = new double[bias.Length];
        for (int row = 0; row < output.Length; row++)
        {
            output[row] = bias[row];
            for (int column = 0; column < input.Length; column++)
                output[row] += weight[row * input.Length + column] * input[column];
        }
        return output;
    }

    /// <summary>g = ReLU(Linear(h_g) + Linear(h_l)).</summary>
    public double[] Glimpse(double[] patches, double[] location)
    {
        double[] what = Rectified(Linear("glimpse.retina", patches));
        double[] where = Rectified(Linear("glimpse.location", location));
        return Rectified(Sum(Linear("glimpse.what", what), Linear("glimpse.where", where)));
    }

    /// <summary>h_t of every step, from zero.</summary>
    public double[][] Core(IReadOnlyList<double[]> glimpses)
    {
        double[] hidden = new double[_options.Hidden], cells = new double[_options.Hidden];
        var all = new double[glimpses.Count][];
        for (int step = 0; step < all.Length; step++)
        {
            double[] sum = Sum(Linear("core.input", glimpses[step]), Linear("core.hidden", hidden));
            (hidden, cells) = _options.Core == CoreKind.Lstm ? Lstm(sum, cells) : (Rectified(sum), cells);
            all[step] = hidden;
        }
        return all;
    }

    /// <summary>The mean of the location policy.</summary>
    public double[] Mean(double[] hidden) =>
        Array.ConvertAll(Linear("location", hidden), output => _options.Squash switch
    {
        Squash.Clip => Math.Clamp(output, -1, 1),
        Squash.Tanh => Math.Tanh(output),
        _ => output,
    });

    /// <summary>The probabilities of the classes.</summary>
    public double[] Belief(double[] hidden)
    {
        double[] logits = Linear("action", hidden);
        double largest = logits.Max(), sum = logits.Sum(logit => Math.Exp(logit - largest));
        return Array.ConvertAll(logits, logit => Math.Exp(logit - largest) / sum);
    }

    public double Baseline(double[] hidden) => Linear("baseline", hidden)[0];

    /// <summary>log N(sample; mean, std), both components.</summary>
    public static double LogProbability(double[] mean, double[] sample, double std) =>
        mean.Zip(sample, (centre, value) =>
            -0.5 * Math.Pow((value - centre) / std, 2) - Math.Log(std * Math.Sqrt(2 * Math.PI))).Sum();

    private static (double[] Hidden, double[] Cells) Lstm(double[] gates, double[] before)
    {
        int width = before.Length;
        double[] hidden = new double[width], cells = new double[width];
        for (int unit = 0; unit < width; unit++)
        {
            double input = Sigmoid(gates[unit]), forget = Sigmoid(gates[width + unit]);
            double candidate = Math.Tanh(gates[2 * width + unit]), output = Sigmoid(gates[3 * width + unit]);
            cells[unit] = forget * before[unit] + input * candidate;
            hidden[unit] = output * Math.Tanh(cells[unit]);
        }
        return (hidden, cells);
    }

    private static double Sigmoid(double value) => 1 / (1 + Math.Exp(-value));

    private static double[] Rectified(double[] values) => Array.ConvertAll(values, value => Math.Max(0, value));

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (one, other) => one + other)];
}
