using BenchmarkDotNet.Attributes;
using Ram.Numerics;

namespace Ram.Benchmarks;

/// <summary>The three products of a linear layer over a shard: 2 x Rows x Depth x Columns operations each.</summary>
public class ProductBenchmarks
{
    private Matrix _weight, _bias, _input, _output, _gradient, _weightGradient;
    private PackedMatrix _packed = null!;

    /// <summary>The rollouts side by side; 1 is a single image.</summary>
    [Params(1, 64)]
    public int Rows { get; set; }

    /// <summary>The layer's inputs: a location, an 8x8 patch, a layer of the glimpse network, the core.</summary>
    [Params(2, 64, 128, 256)]
    public int Depth { get; set; }

    /// <summary>The layer's outputs: the location network's, the classes, the core's.</summary>
    [Params(2, 10, 256)]
    public int Columns { get; set; }

    /// <summary>Makes the matrices.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_weight, _bias) = (RandomMatrix(Columns, Depth), new Matrix(1, Columns));
        _packed = new PackedMatrix(Depth, Columns);
        for (int column = 0; column < Columns; column += PackedMatrix.PanelWidth)
            _packed.PackTransposed(_weight, column, Math.Min(PackedMatrix.PanelWidth, Columns - column));
        (_input, _output) = (RandomMatrix(Rows, Depth), new Matrix(Rows, Columns));
        (_gradient, _weightGradient) = (RandomMatrix(Rows, Columns), new Matrix(Columns, Depth));
    }

    /// <summary>outputs = inputs x weight^T.</summary>
    [Benchmark]
    public void Forward() => Gemm.Multiply(_input, _packed, _bias, _output);

    /// <summary>Gradients by the inputs.</summary>
    [Benchmark]
    public void InputGradient() => Gemm.Multiply(_gradient, _weight, _input);

    /// <summary>Gradients by the weight.</summary>
    [Benchmark]
    public void WeightGradient() => Gemm.MultiplyTransposed(_gradient, _input, _weightGradient);

    private static Matrix RandomMatrix(int rows, int columns)
    {
        var random = new Random(1);
        var matrix = new Matrix(rows, columns);
        for (int row = 0; row < rows; row++)
            foreach (ref float value in matrix.Row(row))
                value = random.NextSingle() - 0.5f;
        return matrix;
    }
}
