using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Numerics;
using Xunit.Abstractions;

namespace Ram.Tests.Networks;

public sealed class LinearTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 7)]
    [InlineData(9, 17, 33)]
    [InlineData(13, 20, 50)]
    [InlineData(140, 3, 2)]
    public void Gradients_agree_with_differences(int rows, int inputs, int outputs)
    {
        Linear linear = Create(inputs, outputs, out Gradients gradients);
        Matrix input = Rectified(RandomMatrix.Of(rows, inputs, 3), out Matrix raw);
        Matrix factors = RandomMatrix.Of(rows, outputs, 4);
        double[][] before = TinyModel.Doubles(raw), factor = TinyModel.Doubles(factors);
        double[] weight = TinyModel.Doubles(linear.Weight.Value).SelectMany(row => row).ToArray();
        double[] bias = TinyModel.Doubles(linear.Bias.Value)[0];
        double Loss() => TinyModel.Dot([.. before.Select(row => Naive(weight, bias, row))], factor);

        var agreement = new Agreement(output);
        linear.WeightGradients(input, factors, gradients);
        agreement.Check("weight", gradients[linear.Weight].ToArray(), CentralDifferences.By(weight, Loss));
        agreement.Check("bias", gradients[linear.Bias].ToArray(), CentralDifferences.By(bias, Loss));

        // The input is a ReLU's output, so the gradient before that ReLU has a zero where it was shut.
        double[] byRaw = [.. before.SelectMany(row => CentralDifferences.By(row, Loss))];
        Matrix gradient = RandomMatrix.Of(rows, inputs, 5);
        linear.Backward(factors, gradient, relu: input);
        agreement.Check("ReLU", gradient.ToArray(), byRaw);

        Matrix ungated = new(rows, inputs), added = RandomMatrix.Of(rows, inputs, 6);
        Matrix addedRectified = RandomMatrix.Of(rows, inputs, 6);
        float[] start = added.ToArray(), gates = input.ToArray();
        linear.Backward(factors, ungated);
        linear.Backward(factors, added, add: true);
        linear.Backward(factors, addedRectified, relu: input, add: true);
        double[] byInput = [.. ungated.ToArray().Select(value => (double)value)];
        agreement.Check("open gates", ungated.ToArray().Select((value, i) => gates[i] > 0 ? value : 0), byRaw);
        agreement.Check("added", added.ToArray(), byInput.Select((value, i) => start[i] + value));
        agreement.Check("added and through a ReLU", addedRectified.ToArray(),
            byInput.Select((value, i) => gates[i] > 0 ? start[i] + value : 0));
        agreement.Print($"[{rows}, {inputs}] to {outputs}");
    }

    [Fact]
    public void The_gradient_by_the_input_does_not_need_a_rectifier()
    {
        Linear linear = Create(17, 33, out _);
        Matrix input = RandomMatrix.Of(4, 17, 3), factors = RandomMatrix.Of(4, 33, 4), gradient = new(4, 17);
        double[][] values = TinyModel.Doubles(input), factor = TinyModel.Doubles(factors);
        double[] weight = TinyModel.Doubles(linear.Weight.Value).SelectMany(row => row).ToArray();
        var bias = new double[33];
        double Loss() => TinyModel.Dot([.. values.Select(row => Plain(weight, bias, row))], factor);
        linear.Backward(factors, gradient);
        double[] expected = [.. values.SelectMany(row => CentralDifferences.By(row, Loss))];
        new Agreement(output).Check("input", gradient.ToArray(), expected);
    }

    [Fact]
    public void The_forward_pass_agrees_with_the_definition()
    {
        Linear linear = Create(17, 33, out _);
        Matrix input = RandomMatrix.Of(4, 17, 3), result = new(4, 33), relu = new(4, 33);
        linear.Forward(input, result);
        linear.Forward(input, relu, relu: true);
        double[] weight = TinyModel.Doubles(linear.Weight.Value).SelectMany(row => row).ToArray();
        double[] bias = TinyModel.Doubles(linear.Bias.Value)[0];
        double[] expected = [.. TinyModel.Doubles(input).SelectMany(row => Plain(weight, bias, row))];
        var agreement = new Agreement(output);
        agreement.Check("output", result.ToArray(), expected);
        agreement.Check("ReLU output", relu.ToArray(), expected.Select(value => Math.Max(0, value)));
    }

    private static Linear Create(int inputs, int outputs, out Gradients gradients)
    {
        var parameters = new List<Parameter>();
        var linear = new Linear(parameters, "layer", inputs, outputs);
        RandomMatrix.Fill(linear.Weight.Value, 1);
        RandomMatrix.Fill(linear.Bias.Value, 2);
        linear.Pack();
        gradients = new Gradients(parameters);
        return linear;
    }

    private static Matrix Rectified(Matrix raw, out Matrix before)
    {
        before = raw;
        var relu = new Matrix(raw.Rows, raw.Columns);
        for (int row = 0; row < raw.Rows; row++)
            for (int column = 0; column < raw.Columns; column++)
                relu[row, column] = Math.Max(0, raw[row, column]);
        return relu;
    }

    private static double[] Naive(double[] weight, double[] bias, double[] before) =>
        Plain(weight, bias, Array.ConvertAll(before, value => Math.Max(0, value)));

    private static double[] Plain(double[] weight, double[] bias, double[] input) =>
        [.. bias.Select((start, row) => start + Dot(weight.AsSpan(row * input.Length, input.Length), input))];

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
