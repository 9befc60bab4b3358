using Ram.Catch;
using Ram.Experiments;
using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Training;

namespace Ram.Tests.Experiments;

public sealed class RunResultTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static RunResult Some => new()
    {
        Task = "mnist",
        Data = "MNIST",
        DataChecksum = "00ff",
        Command = "ram train mnist",
        Model = new RamOptions { Core = CoreKind.Lstm, Std = 0.07 },
        Training = new TrainingOptions { Seed = ulong.MaxValue, Rate = LearningRate.Cosine(0.1, 0.01) },
        LearningCurve = [new EpochLog(1, 10, 20, 1.5, 50, 0.5, null, 0.1, false)],
        RolloutsUsed = 20,
        TestImages = 3,
        TestErrors = 1,
        Seconds = 1.5,
        ResumedAtUpdate = 5,
    };

    private static RunResult SomeOfCatch => Some with
    {
        Task = RunResult.CatchTask,
        Data = "games",
        DataChecksum = "",
        Command = "ram catch train",
        Model = CatchRecipe.Agent,
        Training = new TrainingOptions { Seed = ulong.MaxValue, Updates = 3 },
        LearningCurve = [new EpochLog(1, 3, 384, 1.5, 92, 0.08, 91, 1e-3, true) { ActionEntropy = 1.09 }],
        TestImages = 10_000,
        TestErrors = 9100,
    };

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_read_as_it_was_written(bool ofCatch)
    {
        RunResult some = ofCatch ? SomeOfCatch : Some;
        some.Save(_file);
        var read = RunResult.Load(_file);
        Assert.Equal(some.Training, read.Training);
        Assert.Equal(some.LearningCurve, read.LearningCurve);
        Assert.Equal(some.ToJson(), read.ToJson());
    }

    [Fact]
    public void Errors_are_a_share_of_the_test_and_of_games_what_is_not_caught()
    {
        Assert.Equal(100.0 / 3, Some.TestErrorPercent);
        Assert.Equal((10_000, 900, 9.0), (SomeOfCatch.Games, SomeOfCatch.Caught, SomeOfCatch.CaughtPercent));
    }

    [Fact]
    public void Random_glimpses_are_told()
    {
        const string Key = "\"randomGlimpses\": true";
        RunResult random = Some with { Training = Some.Training with { RandomGlimpses = true } };
        random.Save(_file);
        Assert.True(RunResult.Load(_file).Training.RandomGlimpses);
        Assert.Contains(Key, random.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("randomGlimpses", Some.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_glimpses_is_read_as_it_was_written()
    {
        RunResult some = Some with { Model = null, Network = FeedForwardOptions.Convolutional(60) };
        some.Save(_file);
        Assert.Equal(some.ToJson(), RunResult.Load(_file).ToJson());
        Assert.DoesNotContain("\"model\"", some.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Model_and_network_exclude_each_other(bool both)
    {
        RunResult wrong = both ? Some with { Network = new FeedForwardOptions() } : Some with { Model = null };
        wrong.Save(_file);
        var error = Assert.Throws<RamException>(() => RunResult.Load(_file));
        Assert.Contains("either a model or a network", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"task\": 3}")]
    public void What_is_no_result_is_named(string content)
    {
        File.WriteAllText(_file, content);
        Assert.Contains(_file, Assert.Throws<RamException>(() => RunResult.Load(_file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "\"testErrors\": 1", "\"testErrors\": 4")]
    [InlineData(false, "\"std\": 0.07", "\"std\": 0")]
    [InlineData(false, "\"task\": \"mnist\"", "\"tasks\": \"mnist\"")]
    [InlineData(false, "\"seconds\": 1.5", "\"seconds\": NaN")]
    [InlineData(true, "\"testErrors\": 9100", "\"testErrors\": 10001")]
    [InlineData(true, "\"std\":", "\"stds\":")]
    public void A_value_that_cannot_be_is_named(bool ofCatch, string right, string wrong)
    {
        string json = (ofCatch ? SomeOfCatch : Some).ToJson();
        Assert.Contains(right, json, StringComparison.Ordinal);
        File.WriteAllText(_file, json.Replace(right, wrong, StringComparison.Ordinal));
        RamException error = Assert.Throws<RamException>(() => RunResult.Load(_file));
        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
