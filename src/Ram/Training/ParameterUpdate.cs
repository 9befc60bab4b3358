using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// One update of all parameters: sums the shards' gradients in shard order, clips their norm, steps and packs. The work
/// is cut into panels of a layer's outputs, each of which one thread takes; sums run in a fixed order, so that the
/// weights do not depend on the number of threads.
/// </summary>
internal sealed class ParameterUpdate
{
    private readonly Classifier _model;
    private readonly Optimizer _optimizer;
    private readonly double _clipNorm;
    private readonly (Linear Layer, int Panel)[] _tasks;
    private readonly double[] _squares;
    private readonly bool[] _finite;

    public ParameterUpdate(Classifier model, OptimizerOptions options, double clipNorm)
    {
        _model = model;
        _optimizer = Optimizer.Create(options, model.Parameters);
        _clipNorm = clipNorm;
        _tasks = [.. model.Layers.SelectMany(
            layer => Enumerable.Range(0, layer.Panels).Select(panel => (layer, panel)))];
        _squares = new double[_tasks.Length];
        _finite = new bool[_tasks.Length];
    }

    /// <summary>The optimizer's state, for checkpoints.</summary>
    public IEnumerable<(string Name, Parameter Parameter, Matrix Value)> State => _optimizer.State;

    /// <summary>Applies the sum of the first <paramref name="count"/> gradients.</summary>
    /// <param name="pool">The threads to work on.</param>
    /// <param name="shards">The gradients of the shards; the first becomes the sum.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="update">The number of the update, from 1.</param>
    /// <exception cref="RamException">When the gradient or a new weight is not finite.</exception>
    public void Apply(WorkerPool pool, IReadOnlyList<Gradients> shards, int count, double rate, long update)
    {
        pool.Run(_tasks.Length, (task, _) => _squares[task] = Sum(_tasks[task], shards, count));
        double norm = Math.Sqrt(_squares.Sum());
        if (!double.IsFinite(norm))
            throw NotFinite(update, "The gradient");
        float factor = _clipNorm > 0 && norm > _clipNorm ? (float)(_clipNorm / norm) : 1;
        pool.Run(_tasks.Length, (task, _) => _finite[task] = Step(_tasks[task], shards[0], factor, rate, update));
        if (Array.IndexOf(_finite, false) >= 0)
            throw NotFinite(update, "A weight");
        _model.PackBiases();
    }

    private static double Sum((Linear Layer, int Panel) task, IReadOnlyList<Gradients> shards, int count)
    {
        (int start, int rows) = task.Layer.RowsOf(task.Panel);
        double squares = Sum(task.Layer.Weight, start, rows, shards, count);
        return task.Panel == 0 ? squares + Sum(task.Layer.Bias, 0, 1, shards, count) : squares;
    }

    private static double Sum(Parameter parameter, int start, int rows, IReadOnlyList<Gradients> shards, int count)
    {
        Span<float> sum = shards[0][parameter].Slice(start, rows).Padded;
        for (int shard = 1; shard < count; shard++)
            TensorPrimitives.Add(sum, shards[shard][parameter].Slice(start, rows).Padded, sum);
        return SumOfSquares(sum);
    }

    // Sixteen sums side by side on every machine, so that the order of additions is always the same.
    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        Vector512<float> sums = Vector512<float>.Zero;
        for (; !values.IsEmpty; values = values[Matrix.Line..])
        {
            Vector512<float> value = Vector512.Create(values);
            sums += value * value;
        }
        double sum = 0;
        for (int lane = 0; lane < Matrix.Line; lane++)
            sum += sums[lane];
        return sum;
    }

    private bool Step((Linear Layer, int Panel) task, Gradients sum, float factor, double rate, long update)
    {
        (int start, int rows) = task.Layer.RowsOf(task.Panel);
        Parameter weight = task.Layer.Weight, bias = task.Layer.Bias;
        _optimizer.Step(weight, sum[weight], factor, start, rows, rate, update);
        bool finite = TensorPrimitives.IsFiniteAll<float>(weight.Value.Slice(start, rows).Padded);
        if (task.Panel == 0)
        {
            _optimizer.Step(bias, sum[bias], factor, 0, 1, rate, update);
            finite &= TensorPrimitives.IsFiniteAll<float>(bias.Value.Padded);
        }
        task.Layer.Pack(task.Panel);
        return finite;
    }

    /// <summary>An update, or a validation after it, that could not be computed, with what to do about it.</summary>
    /// <param name="update">The number of the update, from 1.</param>
    /// <param name="error">What was wrong.</param>
    public static RamException Failed(long update, RamException error) =>
        new($"Update {update} failed: {error.Message} {Advice(update)}", error);

    private static string Advice(long update) => update == 1
        ? "It was the first update: most likely the weights that the model begins with amplify what it sees from "
            + "glimpse to glimpse. Take fewer glimpses or another start of the core (coreStart), or a lower learning rate."
        : "Lower the learning rate or clip the gradient's norm; the last checkpoint is good.";

    private static RamException NotFinite(long update, string what) => new(
        $"{what} is not a finite number at update {update}: the training has diverged. {Advice(update)}");
}

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
