using Ram.Catch;
using Ram.Experiments;

namespace Ram.Tests.Experiments;

public sealed class CatchResultTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static CatchResult Some => new()
    {
        Command = "ram catch train",
        Model = CatchOptions.Agent,
        Training = new CatchOptions { Seed = ulong.MaxValue, Updates = 3 },
        LearningCurve = [new CatchLog(3, 9216, 1.5, 8, 1.09, 9, 1e-3, true)],
        FramesUsed = 9216,
        Games = 10_000,
        GamesSeed = 1,
        Caught = 900,
        Seconds = 1.5,
        ResumedAtUpdate = 0,
        Machine = Machine.Current,
    };

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void IsReadAsItWasWritten()
    {
        Some.Save(_file);
        CatchResult read = CatchResult.Load(_file);
        Assert.Equal(Some.Training, read.Training);
        Assert.Equal(Some.LearningCurve, read.LearningCurve);
        Assert.Equal(Some.ToJson(), read.ToJson());
        Assert.Equal(9, read.CaughtPercent);
    }

    [Theory]
    [InlineData("\"caught\": 900", "\"caught\": 10001")]
    [InlineData("\"task\": \"catch\"", "\"task\": \"mnist\"")]
    [InlineData("\"std\":", "\"stds\":")]
    public void AValueThatCannotBeIsNamed(string right, string wrong)
    {
        string json = Some.ToJson();
        Assert.Contains(right, json, StringComparison.Ordinal);
        File.WriteAllText(_file, json.Replace(right, wrong, StringComparison.Ordinal));
        RamException error = Assert.Throws<RamException>(() => CatchResult.Load(_file));
        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
