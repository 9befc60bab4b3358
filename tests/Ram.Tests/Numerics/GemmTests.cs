using Ram.Numerics;

namespace Ram.Tests.Numerics;

public sealed class GemmTests
{
    /// <summary>
    /// Every pair of rows and columns up to 40, the depth running through 1 to 40 beside them, so that every tail of
    /// every tile is met; and sizes that are whole panels, and one more.
    /// </summary>
    public static TheoryData<int> Rows
    {
        get
        {
            var rows = new TheoryData<int>();
            for (int row = 1; row <= 40; row++)
                rows.Add(row);
            return rows;
        }
    }

    public static TheoryData<int, int, int> LargeSizes => new()
    {
        { 64, 256, 257 }, { 256, 257, 64 }, { 257, 64, 256 }, { 257, 257, 257 }, { 1, 256, 257 }, { 3, 129, 48 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Products_of_small_sizes_agree_with_the_definition(int rows)
    {
        for (int columns = 1; columns <= 40; columns++)
            CheckAll(rows, 1 + (7 * rows + columns) % 40, columns);
    }

    [Theory]
    [MemberData(nameof(LargeSizes))]
    public void Products_of_large_sizes_agree_with_the_definition(int rows, int depth, int columns) =>
        CheckAll(rows, depth, columns);

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    public void A_product_without_depth_is_its_start(int columns)
    {
        Matrix bias = RandomMatrix.Of(1, columns, 1), output = RandomMatrix.Of(3, columns, 2);
        Gemm.Multiply(new Matrix(3, 0), new PackedMatrix(0, columns), bias, output);
        for (int row = 0; row < 3; row++)
            Bits.Equal(bias.Row(0), output.Row(row));

        Gemm.MultiplyTransposed(new Matrix(0, 3), new Matrix(0, columns), output);
        Assert.All(output.ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(32)]
    [InlineData(50)]
    public void A_row_has_the_same_bits_whatever_rows_are_beside_it(int columns)
    {
        const int Depth = 45;
        Matrix right = RandomMatrix.Of(Depth, columns, 3);
        Matrix bias = RandomMatrix.Of(1, columns, 4);
        for (int rows = 1; rows <= 21; rows++)
        {
            Matrix left = RandomMatrix.Of(rows, Depth, 5), gate = RandomMatrix.Of(rows, columns, 6);
            Matrix before = RandomMatrix.Of(rows, columns, 7);
            foreach (Action<Matrix, Matrix, Matrix> product in Products(right, bias))
            {
                Matrix together = Copy(before);
                product(left, gate, together);
                for (int row = 0; row < rows; row++)
                {
                    Matrix alone = Copy(before.Slice(row, 1));
                    product(Copy(left.Slice(row, 1)), Copy(gate.Slice(row, 1)), alone);
                    Bits.Equal(alone.Row(0), together.Row(row));
                }
            }
        }
    }

    [Fact]
    public void A_weight_gradient_adds_its_rows_in_order()
    {
        // The depth is cut into passes of 128; the chain of each output must go on from one to the next.
        const int Depth = 300;
        Matrix left = RandomMatrix.Of(Depth, 5, 8), right = RandomMatrix.Of(Depth, 20, 9), output = new(5, 20);
        Gemm.MultiplyTransposed(left, right, output);
        Matrix transposed = new(5, Depth), again = new(5, 20);
        for (int k = 0; k < Depth; k++)
            for (int row = 0; row < 5; row++)
                transposed[row, k] = left[k, row];
        Gemm.Multiply(transposed, right, again);
        Bits.Equal(again.ToArray(), output.ToArray());
    }

    [Fact]
    public void Not_a_number_passes_a_rectifier_and_an_open_gate_and_stays_in_its_row()
    {
        const int Depth = 9, Columns = 21;
        Matrix left = RandomMatrix.Of(13, Depth, 10), gate = new(13, Columns);
        foreach (int row in Enumerable.Range(0, 13))
            gate.Row(row).Fill(1);
        left[6, 4] = float.NaN;
        Matrix right = RandomMatrix.Of(Depth, Columns, 11);
        foreach (Action<Matrix, Matrix, Matrix> product in Products(right, RandomMatrix.Of(1, Columns, 12)))
        {
            Matrix output = RandomMatrix.Of(13, Columns, 13);
            product(left, gate, output);
            for (int row = 0; row < 13; row++)
                foreach (float value in output.Row(row))
                    Assert.Equal(row == 6, float.IsNaN(value));
        }
    }

    [Fact]
    public void A_gate_that_is_not_above_zero_is_shut()
    {
        Matrix gate = new(1, 4), output = new(1, 4);
        gate[0, 0] = float.Epsilon;
        gate[0, 1] = -1;
        gate[0, 3] = -0f;
        Matrix ones = new(1, 1), row = new(1, 4);
        ones[0, 0] = 1;
        row.Row(0).Fill(5);
        Gemm.Multiply(ones, row, output, gate);
        Assert.Equal([5, 0, 0, 0], output.ToArray());
    }

    [Fact]
    public void Matrices_that_do_not_fit_are_refused()
    {
        PackedMatrix packed = new(5, 7);
        Matrix left = new(3, 5), right = new(5, 7), bias = new(1, 7), output = new(3, 7);
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new Matrix(3, 4), packed, bias, output));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, packed, bias, new Matrix(2, 7)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, packed, bias, new Matrix(3, 8)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, packed, new Matrix(1, 6), output));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, packed, new Matrix(2, 7), output));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(new Matrix(3, 4), right, output));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, right, new Matrix(2, 7)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, right, new Matrix(3, 6), add: true));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, right, output, gate: new Matrix(2, 7)));
        Assert.Throws<ArgumentException>(() => Gemm.Multiply(left, right, output, gate: new Matrix(3, 6), add: true));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyTransposed(new Matrix(4, 3), new Matrix(5, 7), output));
        Assert.Throws<ArgumentException>(() => Gemm.MultiplyTransposed(new Matrix(5, 2), new Matrix(5, 7), output));
    }

    private static void CheckAll(int rows, int depth, int columns)
    {
        Matrix left = RandomMatrix.Of(rows, depth, rows), right = RandomMatrix.Of(depth, columns, columns);
        Matrix bias = RandomMatrix.Of(1, columns, depth), before = RandomMatrix.Of(rows, columns, 1000 + rows);
        Matrix gate = RandomMatrix.Of(rows, columns, 2000 + columns);
        PackedMatrix packed = RandomMatrix.Packed(right);
        Func<int, int, float> leftAt = (row, k) => left[row, k], rightAt = (k, column) => right[k, column];
        Func<int, int, double> zero = (_, _) => 0, old = (row, column) => before[row, column];
        Func<int, int, double> biased = (_, column) => bias[0, column];
        Func<int, int, double, double> relu = (_, _, sum) => Math.Max(0, sum);
        Func<int, int, double, double> gated = (row, column, sum) => gate[row, column] > 0 ? sum : 0;

        var output = new Matrix(rows, columns);
        Gemm.Multiply(left, right, output);
        NaiveProduct.Check(output, depth, zero, leftAt, rightAt);
        Gemm.Multiply(left, packed, bias, output);
        NaiveProduct.Check(output, depth, biased, leftAt, rightAt);
        Gemm.Multiply(left, packed, bias, output, relu: true);
        NaiveProduct.Check(output, depth, biased, leftAt, rightAt, relu);
        Gemm.Multiply(left, right, output, gate);
        NaiveProduct.Check(output, depth, zero, leftAt, rightAt, gated);

        before.Padded.CopyTo(output.Padded);
        Gemm.Multiply(left, right, output, add: true);
        NaiveProduct.Check(output, depth, old, leftAt, rightAt);
        before.Padded.CopyTo(output.Padded);
        Gemm.Multiply(left, packed, output, output, relu: true);
        NaiveProduct.Check(output, depth, old, leftAt, rightAt, relu);
        before.Padded.CopyTo(output.Padded);
        Gemm.Multiply(left, right, output, gate, add: true);
        NaiveProduct.Check(output, depth, old, leftAt, rightAt, gated);

        Gemm.MultiplyTransposed(RandomMatrix.Transposed(left), right, output);
        NaiveProduct.Check(output, depth, zero, leftAt, rightAt);
    }

    /// <summary>The products of rows by a matrix, packed or not, as product(left, gate, output).</summary>
    private static Action<Matrix, Matrix, Matrix>[] Products(Matrix right, Matrix bias)
    {
        PackedMatrix packed = RandomMatrix.Packed(right);
        return
        [
            (left, _, output) => Gemm.Multiply(left, packed, bias, output),
            (left, _, output) => Gemm.Multiply(left, packed, bias, output, relu: true),
            (left, _, output) => Gemm.Multiply(left, packed, output, output),
            (left, _, output) => Gemm.Multiply(left, packed, output, output, relu: true),
            (left, _, output) => Gemm.Multiply(left, right, output),
            (left, _, output) => Gemm.Multiply(left, right, output, add: true),
            (left, gate, output) => Gemm.Multiply(left, right, output, gate),
            (left, gate, output) => Gemm.Multiply(left, right, output, gate, add: true),
        ];
    }

    private static Matrix Copy(Matrix matrix)
    {
        var copy = new Matrix(matrix.Rows, matrix.Columns);
        matrix.Padded.CopyTo(copy.Padded);
        return copy;
    }

    /// <summary>What a product begins at is one panel of zeros, and no layer is too wide for it.</summary>
    [Fact]
    public void A_product_that_begins_at_zero_may_have_any_number_of_columns()
    {
        const int Columns = 200_003;
        Matrix left = new(1, 1), right = RandomMatrix.Of(1, Columns, 14), gate = new(1, Columns);
        left[0, 0] = 1;
        gate.Row(0).Fill(1);
        Matrix product = new(1, Columns), gated = new(1, Columns), transposed = new(1, Columns);
        Gemm.Multiply(left, right, product);
        Gemm.Multiply(left, right, gated, gate);
        Gemm.MultiplyTransposed(left, right, transposed);
        foreach (Matrix result in new[] { product, gated, transposed })
            Bits.Equal(right.Row(0), result.Row(0));
    }
}
