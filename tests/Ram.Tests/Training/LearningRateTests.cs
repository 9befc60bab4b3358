using Ram.Training;

namespace Ram.Tests.Training;

public sealed class LearningRateTests
{
    private static readonly LearningRate _good = LearningRate.Constant(0.1);

    private static readonly Dictionary<string, LearningRate> _bad = new()
    {
        ["0"] = LearningRate.Constant(0),
        ["negative"] = LearningRate.Constant(-1),
        ["NaN"] = LearningRate.Constant(double.NaN),
        ["infinite"] = LearningRate.LinearToZero(double.PositiveInfinity),
        ["negative floor"] = LearningRate.Cosine(1, -0.1),
        ["floor above the start"] = LearningRate.Cosine(0.1, 0.2),
        ["floor NaN"] = LearningRate.Cosine(0.1, double.NaN),
        ["decay 0"] = LearningRate.Exponential(1, 0),
        ["decay above 1"] = LearningRate.Exponential(1, 1.01),
        ["decay NaN"] = LearningRate.Exponential(1, double.NaN),
        ["unknown schedule"] = _good with { Kind = (ScheduleKind)4 },
    };

    public static TheoryData<string> BadNames => [.. _bad.Keys];

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.5)]
    [InlineData(99, 0.5)]
    public void A_constant_rate_stays(long update, double expected) =>
        Assert.Equal(expected, LearningRate.Constant(0.5).At(update, 100, 10));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(25, 0.375)]
    [InlineData(50, 0.25)]
    [InlineData(99, 0.005)]
    [InlineData(100, 0)]
    public void A_linear_rate_falls_to_zero(long update, double expected) =>
        Assert.Equal(expected, LearningRate.LinearToZero(0.5).At(update, 100, 10), 1e-15);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(9, 0.5)]
    [InlineData(10, 0.25)]
    [InlineData(19, 0.25)]
    [InlineData(20, 0.125)]
    [InlineData(30, 0.1)]
    [InlineData(99, 0.1)]
    public void An_exponential_rate_falls_epoch_by_epoch_to_its_floor(long update, double expected) =>
        Assert.Equal(expected, LearningRate.Exponential(0.5, 0.5, 0.1).At(update, 100, 10), 1e-15);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(50, 0.3)] // half-way between start and floor
    [InlineData(25, 0.441421356237309505)] // 0.1 + 0.4 (1 + sqrt(1/2)) / 2
    [InlineData(100, 0.1)]
    public void A_cosine_rate_falls_to_its_floor(long update, double expected) =>
        Assert.Equal(expected, LearningRate.Cosine(0.5, 0.1).At(update, 100, 10), 1e-15);

    [Theory]
    [MemberData(nameof(BadNames))]
    public void A_rate_out_of_range_is_refused(string name)
    {
        var error = Assert.Throws<RamException>(() => _bad[name].Validate());
        Assert.Contains("allowed: ", error.Message, StringComparison.Ordinal);
        Assert.Throws<RamException>(() => new TrainingOptions { Rate = _bad[name] }.Validate());
    }
}
