using Ram.Data;
using Ram.Model;
using Ram.Training;

namespace Ram.Experiments.Benchmarks;

/// <summary>
/// The trainings that are measured beside the main one: the paper's batch, and the tasks with clutter beside the time
/// that it takes to draw their images.
/// </summary>
internal static class OtherTrainings
{
    private const int Images = 6_400, PapersBatch = 20, PapersShard = 10;

    public static (IReadOnlyList<OtherTrainingFigures> Others, IReadOnlyList<DrawingFigures> Drawing) Measure(
        LabelledImages digits, int repetitions, Action<string> progress)
    {
        int count = Math.Min(Images, digits.Count);
        using var batch = new OtherTraining(
            "batch 20", new RamOptions(), digits.Slice(0, count),
            new TrainingOptions { Batch = PapersBatch, ShardRollouts = PapersShard });
        using var three = new OtherTraining(
            "12x12 at 3 scales", new RamOptions { PatchSize = 12, Patches = 3, Glimpses = 8 },
            RandomImages.Draw(count, 60), new TrainingOptions());
        using var four = new OtherTraining(
            "12x12 at 4 scales", new RamOptions { PatchSize = 12, Patches = 4, Glimpses = 8 },
            RandomImages.Draw(count, 100), new TrainingOptions());
        OtherTraining[] trainings = [batch, three, four];
        Measurement small = Drawing(new ClutteredDigits(digits, digits, 60, 60, 4, 1));
        Measurement bent = Drawing(new ClutteredDigits(new DistortedImages(digits, 1), digits, 60, 60, 4, 1));
        Measurement large = Drawing(new ClutteredDigits(digits, digits, 100, 100, 8, 1));
        var peak = new Measurement(() => MachinePeak.Gflops(Environment.ProcessorCount));
        Measurement.Interleave(
            repetitions, round => progress($"other trainings, {round}"), [peak, .. trainings.Select(t => t.Speed), small, bent, large]);
        return (
            [.. trainings.Select(training => training.Figures(peak))],
            [
                new DrawingFigures("cluttered-60", small.Median, small.MedianRatioTo(three.Speed)),
                new DrawingFigures("cluttered-60, bent", bent.Median, bent.MedianRatioTo(three.Speed)),
                new DrawingFigures("cluttered-100", large.Median, large.MedianRatioTo(four.Speed)),
            ]);
    }

    private static Measurement Drawing(IExamples examples) => new(new DrawingSpeed(examples).ImagesPerSecond);

    private sealed class OtherTraining(string name, RamOptions options, LabelledImages images, TrainingOptions training)
        : IDisposable
    {
        private readonly TrainingRun _run = new(options, images, training);

        public Measurement Speed => field ??= new Measurement(_run.Epoch);

        public OtherTrainingFigures Figures(Measurement peak) => new(
            name, images.Width, options.PatchSize, options.Patches, options.Glimpses, training.Batch,
            _run.Figures(Speed, peak));

        public void Dispose() => _run.Dispose();
    }
}
