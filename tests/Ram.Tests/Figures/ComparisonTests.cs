using Ram.Figures;

namespace Ram.Tests.Figures;

public class ComparisonTests
{
    [Fact]
    public void Shows_the_pair_that_differs_most()
    {
        Comparison comparison = new Comparison("Gradients")
            .Add("weight", [1.0, 2.0, 3.0], [1.0f, 2.5f, 3.0f])
            .Add("bias", [4f, -7f], [4.0, -7.0]);
        Table table = comparison.ToTable();
        Assert.Equal(["weight", "3", "2", "2.5", "5.0e-01"], table.Rows[0]);
        Assert.Equal(["bias", "2", "-7", "-7", "0"], table.Rows[1]);
        Assert.Equal(0.5, comparison.MaxDifference);
    }

    [Fact]
    public void Zero_has_no_sign_and_a_power_of_ten_is_written_as_the_differences_are()
    {
        Table table = new Comparison("").Add("zero", [-0.0], [0f]).Add("tiny", [0.0], [-1.5e-15]).ToTable();
        Assert.Equal(["zero", "1", "0", "0", "0"], table.Rows[0]);
        Assert.Equal(["tiny", "1", "0", "-1.5e-15", "1.5e-15"], table.Rows[1]);
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Hides_no_number_that_is_none(double exact, double approximate)
    {
        Comparison comparison = new Comparison("").Add("", [0.0, exact, 5.0], [0.0, approximate, 6.0]);
        Assert.False(comparison.MaxDifference < 1e300);
        Assert.Equal(exact.ToString("G6", System.Globalization.CultureInfo.InvariantCulture), comparison.ToTable().Rows[0][2]);
    }

    [Fact]
    public void Needs_as_many_of_both()
    {
        Assert.Throws<ArgumentException>(() => new Comparison("").Add("", [1.0], [1.0, 2.0]));
        Assert.Throws<ArgumentException>(() => new Comparison("").Add("", Array.Empty<double>(), Array.Empty<double>()));
    }
}
