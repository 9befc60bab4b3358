using Ram.Catch;
using Ram.Experiments;
using Ram.Training;

namespace Ram.Tests.Experiments;

public sealed class RunResultOfCatchTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static RunResult Some => new()
    {
        Task = RunResult.CatchTask,
        Data = "games",
        DataChecksum = "",
        Command = "ram catch train",
        Model = CatchRecipe.Agent,
        Training = new TrainingOptions { Seed = ulong.MaxValue, Updates = 3 },
        LearningCurve = [new EpochLog(1, 3, 384, 1.5, 92, 0.08, 91, 1e-3, true) { ActionEntropy = 1.09 }],
        RolloutsUsed = 384,
        TestImages = 10_000,
        TestErrors = 9100,
        Seconds = 1.5,
        ResumedAtUpdate = 0,
        Machine = Machine.Current,
    };

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void IsReadAsItWasWritten()
    {
        Some.Save(_file);
        RunResult read = RunResult.Load(_file);
        Assert.Equal(Some.Training, read.Training);
        Assert.Equal(Some.LearningCurve, read.LearningCurve);
        Assert.Equal(Some.ToJson(), read.ToJson());
        Assert.Equal((10_000, 900, 9.0), (read.Games, read.Caught, read.CaughtPercent));
    }

    [Theory]
    [InlineData("\"testErrors\": 9100", "\"testErrors\": 10001")]
    [InlineData("\"std\":", "\"stds\":")]
    public void AValueThatCannotBeIsNamed(string right, string wrong)
    {
        string json = Some.ToJson();
        Assert.Contains(right, json, StringComparison.Ordinal);
        File.WriteAllText(_file, json.Replace(right, wrong, StringComparison.Ordinal));
        RamException error = Assert.Throws<RamException>(() => RunResult.Load(_file));
        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
