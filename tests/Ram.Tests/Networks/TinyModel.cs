using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Numerics;

namespace Ram.Tests.Networks;

/// <summary>Models whose widths are no multiple of any vector's, with normal weights.</summary>
internal static class TinyModel
{
    public static RamOptions Options { get; } = new()
    {
        PatchSize = 3,
        Patches = 2,
        Glimpses = 3,
        Hidden = 18,
        Classes = 7,
        Std = 0.3,
        Squash = Squash.None,
    };

    public static GlimpseWidths Widths { get; } = new(19, 5, 21);

    public static RecurrentAttentionModel Create(RamOptions options, int seed = 1, double scale = 0.4) =>
        Create(options, Widths, seed, scale);

    public static RecurrentAttentionModel Create(RamOptions options, GlimpseWidths widths, int seed, double scale)
    {
        var model = new RecurrentAttentionModel(options, widths);
        foreach (Parameter parameter in model.Parameters)
            RandomMatrix.Fill(parameter.Value, seed + parameter.Index, scale);
        model.Pack();
        return model;
    }

    /// <summary>The rows of a matrix as doubles.</summary>
    public static double[][] Doubles(Matrix matrix)
    {
        var rows = new double[matrix.Rows][];
        for (int row = 0; row < rows.Length; row++)
            rows[row] = Array.ConvertAll(matrix.Row(row).ToArray(), value => (double)value);
        return rows;
    }

    /// <summary>The sum of all products: a scalar whose gradient is <paramref name="factors"/>.</summary>
    public static double Dot(double[][] values, double[][] factors) =>
        values.Zip(factors, (row, other) => row.Zip(other, (value, factor) => value * factor).Sum()).Sum();
}
