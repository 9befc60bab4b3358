using Ram.Files;
using Ram.Model;
using Ram.Tests.Files;
using Ram.Tests.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainingOptions _sgd = TinyTask.Training with
    {
        Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd, Nesterov = true },
        Loss = new HybridLoss { LeaveOneOut = true, Reward = RewardKind.Probability },
    };

    private readonly TemporaryFolder _folder = new();

    /// <summary>Written at the end of a training, or when it is cancelled.</summary>
    private (string Path, TimeSpan Every) AtTheEnd => (_folder["checkpoint"], TimeSpan.FromDays(1));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_training_broken_off_at_any_update_ends_with_the_bytes_of_an_unbroken_one(bool sgd)
    {
        TrainingOptions options = sgd ? _sgd : TinyTask.Training;
        Trainer unbroken = TinyTask.NewTrainer(options, TinyTask.Validation);
        TinyTask.RunToEnd(unbroken, AtTheEnd);
        byte[] expected = File.ReadAllBytes(AtTheEnd.Path);
        for (int update = 1; update < unbroken.TotalUpdates; update++)
        {
            BreakOff(TinyTask.NewTrainer(options, TinyTask.Validation), update);
            Trainer resumed = TinyTask.NewTrainer(options with { Threads = 1 + update % 3 }, TinyTask.Validation);
            resumed.Restore(AtTheEnd.Path);
            Assert.Equal(update, resumed.Updates);
            TinyTask.RunToEnd(resumed, AtTheEnd);
            Assert.Equal(expected, File.ReadAllBytes(AtTheEnd.Path));
            Bits.Equal(TinyTask.Weights(unbroken.Model), TinyTask.Weights(resumed.Model));
            Assert.Equal(unbroken.Log, resumed.Log);
            Assert.Equal(unbroken.BestErrorPercent, resumed.BestErrorPercent);
        }
    }

    [Fact]
    public void A_training_broken_off_at_every_update_ends_with_the_bytes_of_an_unbroken_one()
    {
        Trainer unbroken = TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation);
        TinyTask.RunToEnd(unbroken, AtTheEnd);
        byte[] expected = File.ReadAllBytes(AtTheEnd.Path);
        Trainer next = TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation);
        for (int update = 1; update <= next.TotalUpdates; update++)
        {
            BreakOff(next, 1);
            next = TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation);
            next.Restore(AtTheEnd.Path);
        }
        Assert.Empty(next.Run());
        Assert.Equal(expected, File.ReadAllBytes(AtTheEnd.Path));
        Bits.Equal(TinyTask.Weights(unbroken.Model), TinyTask.Weights(next.Model));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_cancels_finds_a_checkpoint_of_the_last_update(bool inTheLoop)
    {
        Trainer trainer = TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation);
        using var source = new CancellationTokenSource();
        if (!inTheLoop)
            trainer.Updated = () =>
            {
                if (trainer.Updates == 7)
                    source.Cancel();
            };
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (EpochLog epoch in trainer.Run(AtTheEnd, source.Token))
                if (inTheLoop && epoch.Epoch == 2)
                    source.Cancel();
        });
        Trainer resumed = TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation);
        resumed.Restore(AtTheEnd.Path);
        Assert.Equal(inTheLoop ? 10 : 7, resumed.Updates);
        Bits.Equal(TinyTask.Weights(trainer.Model), TinyTask.Weights(resumed.Model));
    }

    [Fact]
    public void The_time_of_all_parts_adds_up()
    {
        var clock = new StillClock(TimeSpan.FromSeconds(3));
        Trainer first = NewTimed(), next = NewTimed();
        Assert.Equal(0, first.Seconds);
        BreakOff(first, 7);
        Assert.Equal(7 * 3, first.Seconds);
        next.Restore(AtTheEnd.Path);
        Assert.Equal(first.Seconds, next.Seconds);
        // What the caller does between two lines of the log takes time of its own.
        foreach (EpochLog _ in next.Run())
            clock.GetTimestamp();
        Assert.Equal(next.TotalUpdates * 3, next.Seconds);

        Trainer NewTimed() =>
            new(TinyTask.NewModel(), TinyTask.Train, TinyTask.Validation, TinyTask.Training) { Clock = clock };
    }

    [Fact]
    public void Another_training_is_not_resumed()
    {
        TinyTask.NewTrainer(TinyTask.Training).Save(AtTheEnd.Path);
        foreach (TrainingOptions other in new[]
        {
            TinyTask.Training with { Seed = 2 },
            TinyTask.Training with { Data = "MNIST" },
            TinyTask.Training with { ShardRollouts = 6 },
            TinyTask.Training with { Loss = new HybridLoss { ReinforceWeight = 0.5 } },
            TinyTask.Training with { Optimizer = new OptimizerOptions { Epsilon = 1e-7 } },
            TinyTask.Training with { Rate = LearningRate.Constant(0.01) },
        })
        {
            Trainer trainer = TinyTask.NewTrainer(other);
            float[] before = TinyTask.Weights(trainer.Model);
            CheckRefused(trainer, "another training");
            Bits.Equal(before, TinyTask.Weights(trainer.Model));
        }
        CheckRefused(
            TinyTask.NewTrainer(TinyTask.Training with { Seed = 2, Rate = LearningRate.Cosine(0.02) }),
            "another training: its seed is 1, this one's is 2; its rate.start is 0.01, this one's is 0.02.");
        RecurrentAttentionModel model = TinyTask.NewModel(TinyTask.Model with { Std = 0.2 });
        CheckRefused(new Trainer(model, TinyTask.Train, null, TinyTask.Training), "std");
    }

    [Theory]
    [InlineData("ram.training", null, "ram.training")]
    [InlineData("ram.state", null, "ram.state")]
    [InlineData("ram.state", "{", "")]
    [InlineData("ram.state", "null", "ram.state")]
    [InlineData("ram.state", """{"Updates": -1}""", "ram.state")]
    [InlineData("ram.state", """{"Updates": 1, "Seconds": -1}""", "ram.state")]
    [InlineData("ram.state", """{"Updates": 1, "Log": null}""", "ram.state")]
    [InlineData("ram.state", """{"Updates": 1, "Log": [null]}""", "ram.state")]
    [InlineData("ram.state", """{"Updates": "1"}""", "Updates")]
    [InlineData("adam.mean.core.input.weight", null, "adam.mean.core.input.weight")]
    [InlineData("best.action.bias", null, "best.action.bias")]
    public void A_damaged_checkpoint_is_reported_and_left(string entry, string? value, string named)
    {
        TinyTask.NewTrainer(TinyTask.Training).Save(AtTheEnd.Path);
        SafeTensorFile file = SafeTensors.Read(AtTheEnd.Path);
        var metadata = new Dictionary<string, string>(file.Metadata);
        metadata.Remove(entry);
        if (value is not null)
            metadata[entry] = value;
        SafeTensors.Write(AtTheEnd.Path, file.Tensors.Where(tensor => tensor.Key != entry), metadata);
        byte[] before = File.ReadAllBytes(AtTheEnd.Path);
        Trainer trainer = TinyTask.NewTrainer(TinyTask.Training);
        float[] weights = TinyTask.Weights(trainer.Model);
        trainer.Model.Parameters[0].Value[0, 0] = weights[0] = 0.5f;
        CheckRefused(trainer, named);
        Bits.Equal(weights, TinyTask.Weights(trainer.Model));
        Assert.Equal(before, File.ReadAllBytes(AtTheEnd.Path));
    }

    [Fact]
    public void A_damaged_checkpoint_points_to_what_was_there_before()
    {
        TinyTask.NewTrainer(TinyTask.Training).Save(AtTheEnd.Path);
        File.WriteAllBytes(AtTheEnd.Path + ".previous", File.ReadAllBytes(AtTheEnd.Path));
        File.WriteAllBytes(AtTheEnd.Path, File.ReadAllBytes(AtTheEnd.Path)[..1000]);
        CheckRefused(TinyTask.NewTrainer(TinyTask.Training), AtTheEnd.Path + ".previous");
    }

    private void BreakOff(Trainer trainer, long updates)
    {
        using var source = new CancellationTokenSource();
        trainer.Updated = () =>
        {
            if (--updates == 0)
                source.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => trainer.Run(AtTheEnd, source.Token).Count());
    }

    private void CheckRefused(Trainer trainer, string named)
    {
        var error = Assert.Throws<RamException>(() => trainer.Restore(AtTheEnd.Path));
        Assert.StartsWith(AtTheEnd.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
