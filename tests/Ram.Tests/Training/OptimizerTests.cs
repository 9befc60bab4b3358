using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class OptimizerTests
{
    private static readonly double[] _curvature = [0.5, 2, 3], _minimum = [1, -2, 0.25], _start = [0.3, -0.7, 1.5];

    private static readonly OptimizerOptions _sgd = new() { Kind = OptimizerKind.Sgd };

    private static readonly Dictionary<string, Rule> _rules = new()
    {
        ["Adam"] = new(new OptimizerOptions(), 0.05,
            [0.3499999985714286, -0.7499999998076923, 1.4500000001333333],
            [0.7787949386244747, -1.191445242762291, 1.009015954368442],
            [0.9568574265003228, -2.0994444268644816, 0.1540613328516204]),
        ["AdamW"] = new(new OptimizerOptions { WeightDecay = 0.3 }, 0.05,
            [0.3454999985714286, -0.7394999998076923, 1.4275000001333333],
            [0.7090002050141514, -1.0636079747893734, 0.8360199099820791],
            [0.9140602746266864, -1.6766469964737671, 0.17287546045908816]),
        ["SGD"] = new(_sgd with { Momentum = 0 }, 0.02,
            [0.307, -0.752, 1.425],
            [0.3669325474938368, -1.1357175732110487, 0.9232688926186245],
            [0.5764957530037244, -1.8311484684213502, 0.3066634082009114]),
        ["SGD with momentum"] = new(_sgd, 0.02,
            [0.307, -0.752, 1.425],
            [0.5652446212705788, -2.198605425627617, -0.2857415935831095],
            [1.0409171190420667, -2.0885898336796735, 0.3353258141763692]),
        ["Nesterov"] = new(_sgd with { Nesterov = true }, 0.02,
            [0.3133, -0.7988, 1.3575],
            [0.592172219631306, -2.1895122764792716, -0.1677523530425016],
            [1.0347342653323401, -2.032817569187007, 0.2673030738657426]),
    };

    public static TheoryData<string> RuleNames => [.. _rules.Keys];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Steps_are_those_of_pytorch(string name)
    {
        Rule rule = _rules[name];
        Parameter parameter = Quadratic();
        Optimizer optimizer = new Optimizer(rule.Options, [parameter]);
        var gradient = new Matrix(1, 3);
        for (int step = 1; step <= 50; step++)
        {
            Slope(parameter, gradient);
            optimizer.Step(parameter, gradient, factor: 1, 0, 1, rule.Rate, step);
            double[]? expected = step switch { 1 => rule.First, 10 => rule.Tenth, 50 => rule.Fiftieth, _ => null };
            float[] found = parameter.Value.ToArray();
            for (int i = 0; i < expected?.Length; i++)
                Assert.Equal(expected[i], found[i], 1e-5);
        }
        Bits.PaddingIsZero(parameter.Value);
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_factor_scales_the_gradient(string name)
    {
        (OptimizerOptions options, double rate) = (_rules[name].Options, _rules[name].Rate);
        Parameter scaled = Quadratic(), plain = Quadratic();
        Matrix gradient = RandomMatrix.Of(1, 3, 1), quarter = new(1, 3);
        for (int column = 0; column < 3; column++)
            quarter[0, column] = gradient[0, column] / 4;
        new Optimizer(options, [scaled]).Step(scaled, gradient, 0.25f, 0, 1, rate, 1);
        new Optimizer(options, [plain]).Step(plain, quarter, 1, 0, 1, rate, 1);
        Bits.Equal(plain.Value.ToArray(), scaled.Value.ToArray());
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rows_can_be_stepped_apart(string name)
    {
        (OptimizerOptions options, double rate) = (_rules[name].Options, _rules[name].Rate);
        Parameter together = Of(RandomMatrix.Of(7, 20, 1)), apart = Of(RandomMatrix.Of(7, 20, 1));
        Optimizer one = new Optimizer(options, [together]), other = new Optimizer(options, [apart]);
        for (int step = 1; step <= 3; step++)
        {
            Matrix gradient = RandomMatrix.Of(7, 20, 10 + step);
            one.Step(together, gradient, 1, 0, 7, rate, step);
            other.Step(apart, gradient, 1, 3, 4, rate, step);
            float[] before = apart.Value.Slice(0, 3).ToArray();
            Assert.NotEqual(together.Value.Slice(0, 3).ToArray(), before);
            other.Step(apart, gradient, 1, 0, 3, rate, step);
            Bits.Equal(together.Value.ToArray(), apart.Value.ToArray());
        }
    }

    private static Parameter Quadratic()
    {
        Parameter parameter = Of(new Matrix(1, 3));
        _start.Select(value => (float)value).ToArray().CopyTo(parameter.Value.Row(0));
        return parameter;
    }

    private static Parameter Of(Matrix value) => new("w", 0, value, [value.Rows, value.Columns]);

    private static void Slope(Parameter parameter, Matrix gradient)
    {
        for (int column = 0; column < 3; column++)
            gradient[0, column] = (float)(_curvature[column] * (parameter.Value[0, column] - _minimum[column]));
    }

    /// <summary>A rule, its rate, and what PyTorch 1.13 has after 1, 10 and 50 steps in double precision.</summary>
    private sealed record Rule(
        OptimizerOptions Options, double Rate, double[] First, double[] Tenth, double[] Fiftieth);
}
