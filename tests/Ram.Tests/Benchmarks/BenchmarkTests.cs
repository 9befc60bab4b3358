using System.Runtime.Intrinsics;
using Ram.Benchmarks;
using Ram.Data;
using Ram.Experiments;
using Ram.Model;
using Ram.Tests.Data;
using Ram.Training;

namespace Ram.Tests.Benchmarks;

public sealed class BenchmarkTests
{
    [Fact]
    public void The_peak_is_that_of_the_kernels_vectors()
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
    public void Threads_double_up_to_the_cores(int cores, int[] expected) =>
        Assert.Equal(expected, EngineBenchmark.ThreadsUpTo(cores));

    [Fact]
    public void The_digits_are_those_of_training_and_then_of_validation()
    {
        DigitSets digits = RealDigits.Load(train: 5, validation: 3, test: 1);
        LabelledImages all = EngineBenchmark.DigitsOf(DigitTask.Load("mnist", source: digits));
        Assert.Equal([.. digits.Train.Labels, .. digits.Validation.Labels], all.Labels);
        Assert.Equal([.. digits.Train.Images.Pixels, .. digits.Validation.Images.Pixels], all.Images.Pixels);
    }

    [Fact]
    public void Drawing_images_takes_time()
    {
        LabelledImages digits = RealDigits.Load(train: 300, validation: 1, test: 1).Train;
        var cluttered = new ClutteredDigits(digits, digits, 60, 60, 4, seed: 1);
        Assert.True(EngineBenchmark.DrawnPerSecond(cluttered, epoch: 0) > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Steps_over_images_of_any_size_take_time(int patches)
    {
        var steps = SizedSteps.Of(Benchmark.RandomImages(64, 40), new RamOptions { Patches = patches }, steps: 2);
        Measurement[] all = [steps.Glimpse, steps.Training, steps.Retina, steps.Attention, steps.Convolution];
        Measurement.Interleave(1, _ => { }, all);
        Assert.All(all, step => Assert.True(step.Median > 0));
    }

    [Fact]
    public void A_turn_of_a_training_takes_time()
    {
        LabelledImages digits = RealDigits.Load(train: 128, validation: 1, test: 1).Train;
        var peak = new Measurement(() => 100);
        using var run = TrainingRun.Of(new RamOptions(), digits, new TrainingOptions());
        Measurement.Interleave(1, _ => { }, [run, peak]);
        TrainingFigures figures = run.Figures(peak);
        Assert.Equal((128, 7.425), (figures.Images, figures.MegaflopsPerImage));
        Assert.Equal(7.425e-3 * figures.ImagesPerSecond, figures.Gflops, 1e-9);
        Assert.Equal(figures.Gflops / 100, figures.FractionOfPeak, 1e-9);
    }
}
