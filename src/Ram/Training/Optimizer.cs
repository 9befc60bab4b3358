using System.Runtime.Intrinsics;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// Turns gradients into steps. The state of a parameter is matrices of its shape; rows may be updated on different
/// threads.
/// </summary>
internal abstract class Optimizer(OptimizerOptions options, IReadOnlyList<Parameter> parameters)
{
    protected OptimizerOptions Options { get; } = options;

    /// <summary>The state's matrices with their names: <c>adam.mean.</c>, <c>adam.square.</c>, <c>sgd.velocity.</c>…</summary>
    public IEnumerable<(string Name, Parameter Parameter, Matrix Value)> State =>
        Kinds.SelectMany(kind => parameters.Select(parameter => (kind.Name + parameter.Name, parameter, kind.Values[parameter])));

    protected abstract IReadOnlyList<(string Name, Gradients Values)> Kinds { get; }

    public static Optimizer Create(OptimizerOptions options, IReadOnlyList<Parameter> parameters) =>
        options.Kind == OptimizerKind.Adam ? new Adam(options, parameters) : new Sgd(options, parameters);

    /// <summary>Moves some rows of a parameter against its gradient.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient, of its shape.</param>
    /// <param name="factor">What the gradient is multiplied by first, to clip its norm.</param>
    /// <param name="start">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="update">The number of the update, from 1.</param>
    public abstract void Step(
        Parameter parameter, Matrix gradient, float factor, int start, int rows, double rate, long update);
}

internal sealed class Adam : Optimizer
{
    private readonly Gradients _means, _squares;

    public Adam(OptimizerOptions options, IReadOnlyList<Parameter> parameters) : base(options, parameters) =>
        (_means, _squares) = (new Gradients(parameters), new Gradients(parameters));

    protected override IReadOnlyList<(string, Gradients)> Kinds => [("adam.mean.", _means), ("adam.square.", _squares)];

    public override void Step(
        Parameter parameter, Matrix gradient, float factor, int start, int rows, double rate, long update)
    {
        float meanDecay = (float)Options.Momentum, squareDecay = (float)Options.SquareDecay;
        double meanBias = 1 - Math.Pow(Options.Momentum, update), squareBias = 1 - Math.Pow(Options.SquareDecay, update);
        var stepSize = Vector512.Create((float)(rate / meanBias));
        var rootBias = Vector512.Create((float)(1 / Math.Sqrt(squareBias)));
        var epsilon = Vector512.Create((float)Options.Epsilon);
        float kept = (float)(1 - rate * Options.WeightDecay);

        Span<float> weights = parameter.Value.Slice(start, rows).Padded, values = gradient.Slice(start, rows).Padded;
        Span<float> means = _means[parameter].Slice(start, rows).Padded;
        Span<float> squares = _squares[parameter].Slice(start, rows).Padded;
        for (int i = 0; i < weights.Length; i += Matrix.Line)
        {
            Vector512<float> slope = Vector512.Create<float>(values[i..]) * factor;
            Vector512<float> mean = Vector512.Create<float>(means[i..]) * meanDecay + slope * (1 - meanDecay);
            Vector512<float> square = Vector512.Create<float>(squares[i..]) * squareDecay + slope * slope * (1 - squareDecay);
            mean.CopyTo(means[i..]);
            square.CopyTo(squares[i..]);
            Vector512<float> step = stepSize * mean / (Vector512.Sqrt(square) * rootBias + epsilon);
            (Vector512.Create<float>(weights[i..]) * kept - step).CopyTo(weights[i..]);
        }
    }
}

internal sealed class Sgd : Optimizer
{
    private readonly Gradients _velocities;

    public Sgd(OptimizerOptions options, IReadOnlyList<Parameter> parameters) : base(options, parameters) =>
        _velocities = new Gradients(parameters);

    protected override IReadOnlyList<(string, Gradients)> Kinds => [("sgd.velocity.", _velocities)];

    public override void Step(
        Parameter parameter, Matrix gradient, float factor, int start, int rows, double rate, long update)
    {
        float momentum = (float)Options.Momentum, stepSize = (float)rate;
        Span<float> weights = parameter.Value.Slice(start, rows).Padded, values = gradient.Slice(start, rows).Padded;
        Span<float> velocities = _velocities[parameter].Slice(start, rows).Padded;
        for (int i = 0; i < weights.Length; i += Matrix.Line)
        {
            Vector512<float> slope = Vector512.Create<float>(values[i..]) * factor;
            Vector512<float> velocity = Vector512.Create<float>(velocities[i..]) * momentum + slope;
            velocity.CopyTo(velocities[i..]);
            Vector512<float> step = Options.Nesterov ? slope + velocity * momentum : velocity;
            (Vector512.Create<float>(weights[i..]) - step * stepSize).CopyTo(weights[i..]);
        }
    }
}
