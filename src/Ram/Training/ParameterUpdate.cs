using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// One update of all parameters: sums the shards' gradients in order, clips, steps and packs. A thread takes panels of
/// a layer's outputs; the order of all sums is fixed, so that weights do not depend on the number of threads.
/// </summary>
internal sealed class ParameterUpdate(Classifier model, OptimizerOptions options, double clipNorm)
{
    private readonly Optimizer _optimizer = new(options, model.Parameters);
    private readonly (Linear Layer, int Panel)[] _tasks = [.. model.Layers.SelectMany(
        layer => Enumerable.Range(0, layer.Panels).Select(panel => (layer, panel)))];
    private readonly double[] _squares = new double[model.Layers.Sum(layer => layer.Panels)];
    private readonly bool[] _finite = new bool[model.Layers.Sum(layer => layer.Panels)];

    /// <summary>The optimizer's state, for checkpoints.</summary>
    public IEnumerable<(string Name, Parameter Parameter, Matrix Value)> State => _optimizer.State;

    /// <summary>
    /// Applies the sum of the first <paramref name="count"/> gradients; the first of them becomes the sum. Updates are
    /// counted from 1.
    /// </summary>
    /// <exception cref="RamException">When the gradient or a new weight is not finite.</exception>
    public void Apply(WorkerPool pool, IReadOnlyList<Gradients> shards, int count, double rate, long update)
    {
        bool clip = clipNorm > 0;
        pool.Run(_tasks.Length, (task, _) =>
        {
            _squares[task] = Sum(_tasks[task], shards, count);
            // What is not clipped needs no sum of all: a panel steps while it is in the cache.
            _finite[task] = clip || !double.IsFinite(_squares[task]) || Step(_tasks[task], shards[0], 1, rate, update);
        });
        double norm = Math.Sqrt(_squares.Sum());
        if (!double.IsFinite(norm))
            throw NotFinite("The gradient");
        float factor = norm > clipNorm ? (float)(clipNorm / norm) : 1;
        if (clip)
            pool.Run(_tasks.Length, (task, _) => _finite[task] = Step(_tasks[task], shards[0], factor, rate, update));
        if (Array.IndexOf(_finite, false) >= 0)
            throw NotFinite("A weight");
        model.PackBiases();
    }

    // Each task has some rows of a weight, and the first one of a layer its bias too.
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
        bool finite = Step(task.Layer.Weight, start, rows);
        if (task.Panel == 0)
            finite &= Step(task.Layer.Bias, 0, 1);
        task.Layer.Pack(task.Panel);
        return finite;

        bool Step(Parameter parameter, int start, int rows) =>
            _optimizer.Step(parameter, sum[parameter], factor, start, rows, rate, update);
    }

    private static RamException NotFinite(string what) =>
        new($"{what} is not a finite number: the training has diverged.");
}

/// <summary>Turns gradients into steps; its state has the parameters' shapes, two for Adam and one for SGD.</summary>
internal sealed class Optimizer(OptimizerOptions options, IReadOnlyList<Parameter> parameters)
{
    private readonly (string Name, Gradients Values)[] _state =
    [
        .. (options.Kind == OptimizerKind.Adam ? (string[])["adam.mean.", "adam.square."] : ["sgd.velocity."])
            .Select(name => (name, new Gradients(parameters))),
    ];

    /// <summary>The state's matrices with their names in checkpoints.</summary>
    public IEnumerable<(string Name, Parameter Parameter, Matrix Value)> State => _state.SelectMany(kind =>
        parameters.Select(parameter => (kind.Name + parameter.Name, parameter, kind.Values[parameter])));

    /// <summary>
    /// Moves some rows of a parameter against its gradient, which is first multiplied by a factor to clip its norm.
    /// Rows may be updated on different threads. Updates are counted from 1. Returns whether the new values are finite.
    /// </summary>
    public bool Step(Parameter parameter, Matrix gradient, float factor, int start, int rows, double rate, long update)
    {
        Span<float> weights = parameter.Value.Slice(start, rows).Padded, values = gradient.Slice(start, rows).Padded;
        Span<float> first = _state[0].Values[parameter].Slice(start, rows).Padded;
        return options.Kind == OptimizerKind.Adam
            ? Adam(weights, values, first, _state[1].Values[parameter].Slice(start, rows).Padded, factor, rate, update)
            : Sgd(weights, values, first, factor, (float)rate);
    }

    private bool Adam(
        Span<float> weights, Span<float> gradients, Span<float> means, Span<float> squares, float factor, double rate,
        long update)
    {
        float meanDecay = (float)options.Momentum, squareDecay = (float)options.SquareDecay;
        double meanBias = 1 - Math.Pow(options.Momentum, update);
        double squareBias = 1 - Math.Pow(options.SquareDecay, update);
        var stepSize = Vector512.Create((float)(rate / meanBias));
        var rootBias = Vector512.Create((float)(1 / Math.Sqrt(squareBias)));
        var epsilon = Vector512.Create((float)options.Epsilon);
        float kept = (float)(1 - rate * options.WeightDecay);
        Vector512<float> residue = Vector512<float>.Zero;
        for (int i = 0; i < weights.Length; i += Matrix.Line)
        {
            Vector512<float> slope = Vector512.Create<float>(gradients[i..]) * factor;
            Vector512<float> mean = Vector512.Create<float>(means[i..]) * meanDecay + slope * (1 - meanDecay);
            Vector512<float> square = Vector512.Create<float>(squares[i..]) * squareDecay + slope * slope * (1 - squareDecay);
            mean.CopyTo(means[i..]);
            square.CopyTo(squares[i..]);
            Vector512<float> step = stepSize * mean / (Vector512.Sqrt(square) * rootBias + epsilon);
            Vector512<float> weight = Vector512.Create<float>(weights[i..]) * kept - step;
            weight.CopyTo(weights[i..]);
            residue += weight * Vector512<float>.Zero;
        }
        return IsFinite(residue);
    }

    private bool Sgd(Span<float> weights, Span<float> gradients, Span<float> velocities, float factor, float rate)
    {
        float momentum = (float)options.Momentum;
        Vector512<float> residue = Vector512<float>.Zero;
        for (int i = 0; i < weights.Length; i += Matrix.Line)
        {
            Vector512<float> slope = Vector512.Create<float>(gradients[i..]) * factor;
            Vector512<float> velocity = Vector512.Create<float>(velocities[i..]) * momentum + slope;
            velocity.CopyTo(velocities[i..]);
            Vector512<float> step = options.Nesterov ? slope + velocity * momentum : velocity;
            Vector512<float> weight = Vector512.Create<float>(weights[i..]) - step * rate;
            weight.CopyTo(weights[i..]);
            residue += weight * Vector512<float>.Zero;
        }
        return IsFinite(residue);
    }

    // Zero times infinity, or times what is not a number, is not a number, and so is every sum with it.
    private static bool IsFinite(Vector512<float> residue) => Vector512.EqualsAll(residue, Vector512<float>.Zero);
}
