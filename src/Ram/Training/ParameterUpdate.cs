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
    /// Applies the sum of the first <paramref name="count"/> gradients; the first of them may be overwritten. Updates
    /// are counted from 1.
    /// </summary>
    /// <exception cref="RamException">When the gradient or a new weight is not finite.</exception>
    public void Apply(WorkerPool pool, IReadOnlyList<Gradients> shards, int count, double rate, long update)
    {
        bool clip = clipNorm > 0;
        pool.Run(_tasks.Length, (task, _) =>
        {
            // What is not clipped needs no sum of all: it is summed and stepped in one walk.
            if (clip)
                _squares[task] = Sum(_tasks[task], shards, count);
            else
                (_finite[task], _squares[task]) = Step(_tasks[task], shards, count, 1, rate, update);
        });
        double norm = Math.Sqrt(_squares.Sum());
        if (!double.IsFinite(norm))
            throw NotFinite("The gradient");
        float factor = norm > clipNorm ? (float)(clipNorm / norm) : 1;
        if (clip)
            pool.Run(_tasks.Length, (task, _) =>
                _finite[task] = Step(_tasks[task], shards, 1, factor, rate, update).Finite);
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
        Span<float> sum = AddToFirst(shards, count, parameter, start, rows);
        Vector512<float> squares = Vector512<float>.Zero;
        for (; !sum.IsEmpty; sum = sum[Matrix.Line..])
            squares += Vector512.Create<float>(sum) * Vector512.Create<float>(sum);
        return Optimizer.SumOfLanes(squares);
    }

    private (bool Finite, double Squares) Step(
        (Linear Layer, int Panel) task, IReadOnlyList<Gradients> shards, int count, float factor, double rate, long update)
    {
        (int start, int rows) = task.Layer.RowsOf(task.Panel);
        (bool Finite, double Squares) weight = Step(task.Layer.Weight, start, rows);
        (bool Finite, double Squares) bias = task.Panel == 0 ? Step(task.Layer.Bias, 0, 1) : (true, 0);
        task.Layer.Pack(task.Panel);
        return (weight.Finite && bias.Finite, weight.Squares + bias.Squares);

        (bool, double) Step(Parameter parameter, int start, int rows)
        {
            AddToFirst(shards, count - 1, parameter, start, rows);
            return _optimizer.Step(
                parameter, shards[0][parameter], factor, start, rows, rate, update,
                count > 1 ? shards[count - 1][parameter] : null);
        }
    }

    private static Span<float> AddToFirst(
        IReadOnlyList<Gradients> shards, int count, Parameter parameter, int start, int rows)
    {
        Span<float> sum = shards[0][parameter].Slice(start, rows).Padded;
        for (int shard = 1; shard < count; shard++)
            TensorPrimitives.Add(sum, shards[shard][parameter].Slice(start, rows).Padded, sum);
        return sum;
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
    /// Moves some rows of a parameter against their gradient, or the sum of two, times a factor to clip its norm. Rows
    /// may be updated on different threads. Updates are counted from 1. Returns whether the new values are finite, and
    /// the gradient's sum of squares before the factor.
    /// </summary>
    public unsafe (bool Finite, double Squares) Step(
        Parameter parameter, Matrix gradient, float factor, int start, int rows, double rate, long update,
        Matrix? added = null)
    {
        float* slopes = gradient.Slice(start, rows).Address;
        float* others = added is Matrix second ? second.Slice(start, rows).Address : null;
        Matrix weights = parameter.Value.Slice(start, rows), first = _state[0].Values[parameter].Slice(start, rows);
        (bool, double) result = options.Kind == OptimizerKind.Adam
            ? Adam(weights, slopes, others, factor, first, _state[1].Values[parameter].Slice(start, rows), rate, update)
            : Sgd(weights, slopes, others, factor, first, (float)rate);
        gradient.KeepAlive();
        added?.KeepAlive();
        return result;
    }

    /// <summary>Sixteen sums side by side on every machine, so that the order of additions is always the same.</summary>
    internal static double SumOfLanes(Vector512<float> sums)
    {
        double sum = 0;
        for (int lane = 0; lane < Matrix.Line; lane++)
            sum += sums[lane];
        return sum;
    }

    private unsafe (bool, double) Adam(
        Matrix weights, float* slopes, float* others, float factor, Matrix means, Matrix squares, double rate, long update)
    {
        float meanDecay = (float)options.Momentum, squareDecay = (float)options.SquareDecay;
        double meanBias = 1 - Math.Pow(options.Momentum, update);
        double squareBias = 1 - Math.Pow(options.SquareDecay, update);
        var stepSize = Vector512.Create((float)(rate / meanBias));
        var rootBias = Vector512.Create((float)(1 / Math.Sqrt(squareBias)));
        var epsilon = Vector512.Create((float)options.Epsilon);
        float kept = (float)(1 - rate * options.WeightDecay);
        Vector512<float> norm = Vector512<float>.Zero, residue = Vector512<float>.Zero;
        float* weightAt = weights.Address, meanAt = means.Address, squareAt = squares.Address;
        for (int i = 0; i < weights.Rows * weights.Stride; i += Matrix.Line)
        {
            Vector512<float> slope = SumAt(i, slopes, others);
            norm += slope * slope;
            slope *= factor;
            Vector512<float> mean = Vector512.Load(meanAt + i) * meanDecay + slope * (1 - meanDecay);
            Vector512<float> square = Vector512.Load(squareAt + i) * squareDecay + slope * slope * (1 - squareDecay);
            mean.Store(meanAt + i);
            square.Store(squareAt + i);
            Vector512<float> step = stepSize * mean / (Vector512.Sqrt(square) * rootBias + epsilon);
            Vector512<float> weight = Vector512.Load(weightAt + i) * kept - step;
            weight.Store(weightAt + i);
            residue += weight * Vector512<float>.Zero;
        }
        return (IsFinite(residue), SumOfLanes(norm));
    }

    private unsafe (bool, double) Sgd(
        Matrix weights, float* slopes, float* others, float factor, Matrix velocities, float rate)
    {
        float momentum = (float)options.Momentum;
        Vector512<float> norm = Vector512<float>.Zero, residue = Vector512<float>.Zero;
        float* weightAt = weights.Address, velocityAt = velocities.Address;
        for (int i = 0; i < weights.Rows * weights.Stride; i += Matrix.Line)
        {
            Vector512<float> slope = SumAt(i, slopes, others);
            norm += slope * slope;
            slope *= factor;
            Vector512<float> velocity = Vector512.Load(velocityAt + i) * momentum + slope;
            velocity.Store(velocityAt + i);
            Vector512<float> step = options.Nesterov ? slope + velocity * momentum : velocity;
            Vector512<float> weight = Vector512.Load(weightAt + i) - step * rate;
            weight.Store(weightAt + i);
            residue += weight * Vector512<float>.Zero;
        }
        return (IsFinite(residue), SumOfLanes(norm));
    }

    // Zero times infinity, or times what is not a number, is not a number, and so is every sum with it.
    private static bool IsFinite(Vector512<float> residue) => Vector512.EqualsAll(residue, Vector512<float>.Zero);

    // The sum is written nowhere: that would take its lines from the core that writes them in the next update.
    private static unsafe Vector512<float> SumAt(int i, float* slopes, float* others) => others == null
        ? Vector512.Load(slopes + i) : Vector512.Load(slopes + i) + Vector512.Load(others + i);
}
