using Ram.Numerics;

namespace Ram.Tests.Numerics;

public sealed class ColumnSumsTests
{
    [Fact]
    public void Each_column_is_summed_in_row_order()
    {
        for (int columns = 1; columns <= 70; columns++)
            for (int rows = 0; rows <= 12; rows++)
            {
                Matrix values = RandomMatrix.Of(rows, columns, 100 * rows + columns);
                Matrix sums = RandomMatrix.Of(1, columns, 1);
                Gemm.SumColumns(values, sums);
                var expected = new float[columns];
                for (int row = 0; row < rows; row++)
                    for (int column = 0; column < columns; column++)
                        expected[column] += values[row, column];
                Bits.Equal(expected, sums.Row(0));
                Bits.PaddingIsZero(sums);
            }
    }
}
