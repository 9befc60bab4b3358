using Ram.Experiments.Baselines;
using Ram.Model;
using Ram.Tests.Files;
using Ram.Tests.Numerics;
using Ram.Tests.Training;
using Ram.Training;

namespace Ram.Tests.Experiments.Baselines;

/// <summary>The trainer's promises, kept for networks without glimpses as for those with them.</summary>
public sealed class FeedForwardTrainingTests : IDisposable
{
    private static readonly FeedForwardOptions _dense =
        new() { Height = 12, Width = 12, Hidden = [20, 20], Classes = 4 };

    private static readonly FeedForwardOptions _convolution =
        new() { Height = 12, Width = 12, Filters = 5, Window = 4, Stride = 2, Hidden = [20], Classes = 4 };

    private static readonly TrainingOptions _training = TinyTask.Training with { Rollouts = 1 };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<bool> Convolutions => [false, true];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void A_tiny_task_is_learned(bool convolution)
    {
        var trainer = new Trainer(
            New(convolution), TinyTask.Draw(600, seed: 5), TinyTask.Validation, _training with { Epochs = 10 });
        List<EpochLog> log = TinyTask.RunToEnd(trainer);
        Assert.InRange(trainer.BestErrorPercent!.Value, 0, 10);
        Assert.True(log[^1].Loss < log[0].Loss);
        Assert.Equal(6000, trainer.Rollouts);
        Assert.All(log, epoch => Assert.Equal(1 - epoch.TrainErrorPercent / 100, epoch.MeanReturn, 1e-9));
        Assert.Equal(trainer.BestErrorPercent, Evaluation.Run(trainer.Model, TinyTask.Validation).ErrorPercent);
    }

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void The_weights_are_the_same_on_any_number_of_threads(bool convolution)
    {
        float[] Trained(int threads, ulong seed = 1)
        {
            FeedForwardNetwork network = New(convolution);
            TinyTask.RunToEnd(new Trainer(
                network, TinyTask.Train, null, _training with { Threads = threads, Seed = seed }));
            return TinyTask.Weights(network);
        }
        float[] alone = Trained(1);
        foreach (int threads in new[] { 2, 3 })
            Bits.Equal(alone, Trained(threads));
        Assert.NotEqual(alone, Trained(1, seed: 2));
    }

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void A_training_broken_off_at_any_update_ends_with_the_bytes_of_an_unbroken_one(bool convolution)
    {
        (string Path, TimeSpan Every) atTheEnd = (_folder["checkpoint"], TimeSpan.FromDays(1));
        Trainer NewTrainer() =>
            new(New(convolution), TinyTask.Train, TinyTask.Validation, _training) { Clock = new StillClock() };
        Trainer unbroken = NewTrainer();
        unbroken.Updated = () => unbroken.Save(_folder[$"{unbroken.Updates}"]);
        TinyTask.RunToEnd(unbroken, atTheEnd);
        byte[] expected = File.ReadAllBytes(atTheEnd.Path);
        for (int update = 1; update <= unbroken.TotalUpdates; update += 3)
        {
            Trainer resumed = NewTrainer();
            resumed.Restore(_folder[$"{update}"]);
            TinyTask.RunToEnd(resumed, atTheEnd);
            Assert.Equal(expected, File.ReadAllBytes(atTheEnd.Path));
            Bits.Equal(TinyTask.Weights(unbroken.Model), TinyTask.Weights(resumed.Model));
        }
    }

    [Fact]
    public void The_checkpoint_of_another_network_is_refused()
    {
        string path = _folder["checkpoint"];
        new Trainer(New(convolution: false), TinyTask.Train, null, _training).Save(path);
        Classifier[] others =
            [New(convolution: true), new FeedForwardNetwork(_dense with { Hidden = [20] }), TinyTask.NewModel()];
        foreach (Classifier other in others)
        {
            var trainer = new Trainer(other, TinyTask.Train, null, _training);
            var error = Assert.Throws<RamException>(() => trainer.Restore(path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Options_of_glimpses_are_refused()
    {
        TrainingOptions[] all = [_training with { Rollouts = 2 }, _training with { RandomGlimpses = true }];
        foreach (TrainingOptions bad in all)
        {
            var error = Assert.Throws<RamException>(() => new Trainer(New(false), TinyTask.Train, null, bad));
            Assert.Contains("allowed: ", error.Message, StringComparison.Ordinal);
        }
    }

    private static FeedForwardNetwork New(bool convolution) => new(convolution ? _convolution : _dense, seed: 3);
}
