using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Tests.Experiments;

/// <summary>Results to write into files.</summary>
internal static class SomeResult
{
    public static RunResult Of(int errors = 115, ulong seed = 1, double seconds = 521, string data = "MNIST") => new()
    {
        Task = "mnist",
        Data = data,
        DataChecksum = "00ff",
        Command = "ram experiment mnist-6",
        Model = new RamOptions { Core = CoreKind.Lstm, Std = 0.07 },
        Training = new TrainingOptions { Seed = seed, Rate = LearningRate.Cosine(0.1, 0.01) },
        LearningCurve = [new EpochLog(1, 10, 20, 1.5, 50, 0.5, null, 0.1, false)],
        RolloutsUsed = 15_000_000,
        TestImages = 10_000,
        TestErrors = errors,
        Seconds = seconds,
        ResumedAtUpdate = 5,
    };
}
