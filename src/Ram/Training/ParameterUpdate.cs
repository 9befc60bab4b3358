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
    /// <param name="team">The threads to work on.</param>
    /// <param name="shards">The gradients of the shards; the first becomes the sum.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="update">The number of the update, from 1.</param>
    /// <exception cref="RamException">When the gradient or a new weight is not finite.</exception>
    public void Apply(Team team, IReadOnlyList<Gradients> shards, int count, double rate, long update)
    {
        team.Run(_tasks.Length, (task, _) => _squares[task] = Sum(_tasks[task], shards, count));
        double norm = Math.Sqrt(_squares.Sum());
        if (!double.IsFinite(norm))
            throw NotFinite(update, "The gradient");
        float factor = _clipNorm > 0 && norm > _clipNorm ? (float)(_clipNorm / norm) : 1;
        team.Run(_tasks.Length, (task, _) => _finite[task] = Step(_tasks[task], shards[0], factor, rate, update));
        if (Array.IndexOf(_finite, false) >= 0)
            throw NotFinite(update, "A weight");
        _model.PackBiases();
    }

    private static double Sum((Linear Layer, int Panel) task, IReadOnlyList<Gradients> shards, int count)
    {
        (int start, int rows) = Rows(task);
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
        (int start, int rows) = Rows(task);
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

    private static (int Start, int Rows) Rows((Linear Layer, int Panel) task)
    {
        int start = task.Panel * PackedMatrix.PanelWidth;
        return (start, Math.Min(PackedMatrix.PanelWidth, task.Layer.Outputs - start));
    }

    /// <summary>What to do about an update that failed.</summary>
    /// <param name="update">The number of the update, from 1.</param>
    public static string Advice(long update) => update == 1
        ? "It was the first update: most likely the weights that the model begins with amplify what it sees from "
            + "glimpse to glimpse. Take fewer glimpses or another start of the core (coreStart), or a lower learning rate."
        : "Lower the learning rate or clip the gradient's norm; the last checkpoint is good.";

    private static RamException NotFinite(long update, string what) => new(
        $"{what} is not a finite number at update {update}: the training has diverged. {Advice(update)}");
}
