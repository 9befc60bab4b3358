using Ram.Numerics;

namespace Ram.Tests.Numerics;

public sealed class MatrixTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 16)]
    [InlineData(3, 17)]
    [InlineData(7, 256)]
    public void A_new_matrix_is_zeros_of_its_shape(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        Assert.Equal((rows, columns), (matrix.Rows, matrix.Columns));
        Assert.Equal(new float[rows * columns], matrix.ToArray());
    }

    [Fact]
    public void Rows_begin_on_cache_lines_an_odd_number_apart()
    {
        for (int columns = 1; columns <= 100; columns++)
        {
            var matrix = new Matrix(4, columns);
            unsafe
            {
                Assert.Equal(0, (nint)matrix.Address % 64);
            }
            Assert.Equal(0, matrix.Stride % Matrix.Line);
            Assert.Equal(1, matrix.Stride / Matrix.Line % 2);
            Assert.InRange(matrix.PaddedColumns, columns, Math.Min(columns + Matrix.Line - 1, matrix.Stride));
        }
    }

    [Fact]
    public void Values_stand_row_by_row()
    {
        var matrix = new Matrix(3, 17);
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 17; column++)
                matrix[row, column] = 17 * row + column;
        Assert.Equal(Enumerable.Range(0, 51).Select(value => (float)value), matrix.ToArray());
        Assert.Equal(34, matrix.Row(2)[0]);
        Bits.PaddingIsZero(matrix);
    }

    [Fact]
    public void A_slice_shares_the_memory()
    {
        Matrix matrix = RandomMatrix.Of(6, 5, 1), slice = matrix.Slice(2, 3);
        Assert.Equal((3, 5), (slice.Rows, slice.Columns));
        Assert.Equal(matrix.ToArray()[10..25], slice.ToArray());
        slice[1, 4] = 99;
        Assert.Equal(99, matrix[3, 4]);
        Assert.Equal(99, slice.Slice(1, 1)[0, 4]);
        Assert.Empty(matrix.Slice(6, 0).ToArray());
    }

    [Fact]
    public void What_lies_outside_is_refused()
    {
        var matrix = new Matrix(3, 4);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(-1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix(4, -1));
        Assert.Throws<OverflowException>(() => new Matrix(1 << 20, 1 << 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(-1).Length);
        Assert.Throws<IndexOutOfRangeException>(() => matrix[0, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Slice(2, 1).Row(1).Length);
    }
}
