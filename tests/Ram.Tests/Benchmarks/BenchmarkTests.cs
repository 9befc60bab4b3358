using System.Runtime.Intrinsics;
using Ram.Benchmarks;
using Ram.Data;
using Ram.Experiments;
using Ram.Numerics;
using Ram.Tests.Data;

namespace Ram.Tests.Benchmarks;

public sealed class BenchmarkTests
{
    [Fact]
    public void ThePeakIsThatOfTheKernelsVectors()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Assert.Equal(widest, Machine.Current.VectorBits);
        Assert.True(double.IsFinite(MachinePeak.Gflops(2)) && MachinePeak.Gflops(2) > 0);
    }

    [Theory]
    [InlineData(1, new[] { 1, 2 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(3, new[] { 1, 2, 3 })]
    [InlineData(8, new[] { 1, 2, 4, 8 })]
    [InlineData(12, new[] { 1, 2, 4, 8, 12 })]
    public void ThreadsDoubleUpToTheCores(int cores, int[] expected) =>
        Assert.Equal(expected, ThreadBenchmark.ThreadsUpTo(cores));

    [Fact]
    public void TheDigitsAreThoseOfTrainingAndThenOfValidation()
    {
        DigitSets digits = RealDigits.Load(train: 5, validation: 3, test: 1);
        LabelledImages all = BenchmarkDigits.Of(DigitTask.Load("mnist", source: digits));
        Assert.Equal([.. digits.Train.Labels, .. digits.Validation.Labels], all.Labels);
        Assert.Equal([.. digits.Train.Images.Pixels, .. digits.Validation.Images.Pixels], all.Images.Pixels);
    }

    [Fact]
    public void DrawingImagesTakesTime()
    {
        LabelledImages digits = RealDigits.Load(train: 300, validation: 1, test: 1).Train;
        Assert.True(new DrawingSpeed(new ClutteredDigits(digits, digits, 60, 60, 4, seed: 1)).ImagesPerSecond() > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void StepsOverImagesOfAnySizeTakeTime(int patches)
    {
        using var pool = new WorkerPool(1);
        var steps = new SizedSteps(RandomImages.Draw(SizedSteps.Rollouts, 40), patches, pool);
        Assert.All([steps.Glimpse(), steps.Training(), steps.Retina()], time => Assert.True(time > 0));
    }

    [Fact]
    public void BothNetworksOfTheCrossoverTakeTime()
    {
        var steps = new CrossoverSteps(RandomImages.Draw(CrossoverSteps.Images, 40), CrossoverBenchmark.Attention);
        Assert.All([steps.Attention(), steps.Convolution()], time => Assert.True(time > 0));
    }
}
