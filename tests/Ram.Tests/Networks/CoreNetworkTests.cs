using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Model;
using Ram.Tests.Numerics;
using Xunit.Abstractions;

namespace Ram.Tests.Networks;

public sealed class CoreNetworkTests(ITestOutputHelper output)
{
    private const int Rows = 2;

    [Theory]
    [InlineData(CoreKind.Rectifier, 1)]
    [InlineData(CoreKind.Rectifier, 2)]
    [InlineData(CoreKind.Rectifier, 6)]
    [InlineData(CoreKind.Lstm, 1)]
    [InlineData(CoreKind.Lstm, 2)]
    [InlineData(CoreKind.Lstm, 6)]
    public void States_and_gradients_agree_with_the_naive_network(CoreKind kind, int steps)
    {
        RecurrentAttentionModel model =
            TinyModel.Create(TinyModel.Options with { Core = kind, Glimpses = steps }, scale: 0.3);
        CoreNetwork core = model.Core;
        var naive = new NaiveModel(model);

        // The core's input is a ReLU's output, and its backward pass ends before that ReLU.
        Matrix raw = RandomMatrix.Of(steps * Rows, core.Input.Inputs, 2), glimpses = new(raw.Rows, raw.Columns);
        for (int row = 0; row < raw.Rows; row++)
            for (int column = 0; column < raw.Columns; column++)
                glimpses[row, column] = Math.Max(0, raw[row, column]);
        double[][] before = TinyModel.Doubles(raw);
        double[][] States() => Stacked(steps, rollout => naive.Core([.. Enumerable.Range(0, steps).Select(step =>
            Array.ConvertAll(before[step * Rows + rollout], value => Math.Max(0, value)))]));

        var activations = new CoreActivations(core, steps, Rows);
        for (int step = 0; step < steps; step++)
            core.Forward(step, glimpses.Slice(step * Rows, Rows), activations);
        var agreement = new Agreement(output);
        agreement.Check("states", activations.Hidden.ToArray(), States().SelectMany(row => row));

        var scratch = new CoreActivations(core, steps, Rows);
        RandomMatrix.Fill(scratch.Hidden, 3);
        double[][] factors = TinyModel.Doubles(scratch.Hidden);
        double Loss() => TinyModel.Dot(States(), factors);
        var gradients = new Gradients(model.Parameters);
        Matrix byGlimpse = new(raw.Rows, raw.Columns);
        core.Backward(glimpses, activations, scratch, byGlimpse, gradients);
        Parameter[] parameters = [core.Input.Weight, core.Input.Bias, core.Hidden.Weight, core.Hidden.Bias];
        foreach (Parameter parameter in parameters)
            agreement.Check(parameter.Name, gradients[parameter].ToArray(),
                CentralDifferences.By(naive[parameter.Name], Loss));
        agreement.Check("glimpses", byGlimpse.ToArray(), before.SelectMany(row => CentralDifferences.By(row, Loss)));
        agreement.Print($"{kind}, {steps} steps");
    }

    /// <summary>The states of all rollouts in the engine's order, step by step.</summary>
    private static double[][] Stacked(int steps, Func<int, double[][]> statesOf)
    {
        double[][][] states = [.. Enumerable.Range(0, Rows).Select(statesOf)];
        return [.. Enumerable.Range(0, steps).SelectMany(step => states.Select(rollout => rollout[step]))];
    }
}
