using System.Globalization;
using Ram.Data;
using Ram.Images;
using Ram.Model;
using Ram.Tests.Files;
using Ram.Tests.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private (string Path, TimeSpan Every) EveryUpdate => (_folder["checkpoint"], TimeSpan.Zero);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_tiny_task_is_learned()
    {
        var trainer = new Trainer(
            TinyTask.NewModel(), TinyTask.Draw(600, seed: 5), TinyTask.Validation,
            TinyTask.Training with { Epochs = 30 });
        List<EpochLog> log = TinyTask.RunToEnd(trainer);
        Assert.True(log[^1].Loss < log[0].Loss);
        Assert.InRange(trainer.BestErrorPercent!.Value, 0, 20);
        Assert.InRange(log[0].ValidationErrorPercent!.Value, 30, 100);
    }

    [Theory]
    [InlineData(CoreKind.Rectifier)]
    [InlineData(CoreKind.Lstm)]
    public void After_200_updates_the_weights_are_the_same_on_any_number_of_threads(CoreKind core)
    {
        float[] Trained(int threads)
        {
            RecurrentAttentionModel model =
                TinyTask.NewModel(TinyTask.Model with { Core = core, ReinforceIntoCore = true });
            var trainer = new Trainer(
                model, TinyTask.Train, null, TinyTask.Training with { Threads = threads, Updates = 200 });
            TinyTask.RunToEnd(trainer);
            Assert.Equal(200, trainer.Updates);
            return TinyTask.Weights(model);
        }
        float[] alone = Trained(1);
        Assert.NotEqual(TinyTask.Weights(TinyTask.NewModel(TinyTask.Model with { Core = core })), alone);
        foreach (int threads in new[] { 2, 3, 7 })
            Bits.Equal(alone, Trained(threads));
    }

    [Fact]
    public void Shards_of_another_size_change_no_more_than_the_rounding()
    {
        float[] AfterOne(int shard)
        {
            // Without Adam, whose first step is the gradient's sign: rounding would be all of a zero's.
            var options = TinyTask.Training with
            {
                ShardRollouts = shard,
                Updates = 1,
                Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd },
            };
            Trainer trainer = TinyTask.NewTrainer(options);
            TinyTask.RunToEnd(trainer);
            return TinyTask.Weights(trainer.Model);
        }
        float[] small = AfterOne(1), whole = AfterOne(1000);
        Assert.All(small.Zip(whole), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Epochs_stream_while_the_training_goes_on()
    {
        Trainer trainer = TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation);
        int updated = 0;
        trainer.Updated = () => updated++;
        Assert.Equal((5, 20), (trainer.UpdatesPerEpoch, (int)trainer.TotalUpdates));
        int epochs = 0;
        foreach (EpochLog epoch in trainer.Run())
        {
            epochs++;
            Assert.Equal(epochs, epoch.Epoch);
            Assert.Equal(5 * epochs, epoch.Updates);
            Assert.Equal(5 * epochs, trainer.Updates);
            Assert.Equal(5 * epochs, updated);
            Assert.Equal(100 * epochs, epoch.Rollouts);
            Assert.Equal(epoch, trainer.Log[^1]);
            Assert.InRange(epoch.TrainErrorPercent, 0, 100);
            Assert.Equal(1 - epoch.TrainErrorPercent / 100, epoch.MeanReturn, 1e-9);
            Assert.Equal(TinyTask.Training.Rate.At(5 * epochs - 1, 20, 5), epoch.LearningRate);
            Assert.NotNull(epoch.ValidationErrorPercent);
        }
        Assert.Equal(4, epochs);
    }

    [Fact]
    public void Each_update_is_taken_at_the_rate_of_its_schedule()
    {
        Trainer trainer =
            TinyTask.NewTrainer(TinyTask.Training with { Rate = LearningRate.Exponential(0.01, decay: 1e-30) });
        float[] first = TinyTask.Weights(trainer.Model);
        List<float[]> after = [];
        foreach (EpochLog _ in trainer.Run())
            after.Add(TinyTask.Weights(trainer.Model));
        Assert.NotEqual(first, after[0]);
        Bits.Equal(after[0], after[^1]);
    }

    [Fact]
    public void A_training_may_end_within_an_epoch()
    {
        Trainer trainer =
            TinyTask.NewTrainer(TinyTask.Training with { Updates = 7, ValidateEvery = 3 }, TinyTask.Validation);
        List<EpochLog> log = TinyTask.RunToEnd(trainer);
        Assert.Equal([5L, 7L], log.Select(epoch => epoch.Updates));
        Assert.Equal([false, true], log.Select(epoch => epoch.ValidationErrorPercent.HasValue));
        Assert.Equal(100 + 48, log[1].Rollouts);
    }

    [Fact]
    public void The_best_weights_on_validation_are_kept()
    {
        var options = TinyTask.Training with { Epochs = 12, Rate = LearningRate.Constant(0.03) };
        Trainer trainer = TinyTask.NewTrainer(options, TinyTask.Validation);
        var kept = new List<float[]>();
        foreach (EpochLog epoch in trainer.Run())
        {
            Assert.Equal(Evaluation.Run(trainer.Model, TinyTask.Validation).ErrorPercent, epoch.ValidationErrorPercent);
            kept.Add(TinyTask.Weights(trainer.Model));
        }
        double least = trainer.Log.Min(epoch => epoch.ValidationErrorPercent!.Value);
        int best = trainer.Log.ToList().FindIndex(epoch => epoch.ValidationErrorPercent == least);
        Assert.True(best < 11, "The last epoch is the best: this seed shows nothing.");
        Bits.Equal(kept[best], TinyTask.Weights(trainer.Model));
        Assert.Equal(least, trainer.BestErrorPercent);
        Assert.Equal(least, Evaluation.Run(trainer.Model, TinyTask.Validation).ErrorPercent);
        double running = double.PositiveInfinity;
        foreach (EpochLog epoch in trainer.Log)
        {
            Assert.Equal(epoch.ValidationErrorPercent < running, epoch.IsBest);
            running = Math.Min(running, epoch.ValidationErrorPercent!.Value);
        }
    }

    [Fact]
    public void Validation_images_change_nothing_but_the_choice()
    {
        Trainer with = TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation);
        Trainer without = TinyTask.NewTrainer(TinyTask.Training);
        float[] last = [];
        foreach (EpochLog _ in with.Run())
            last = TinyTask.Weights(with.Model);
        TinyTask.RunToEnd(without);
        Bits.Equal(TinyTask.Weights(without.Model), last);
        Assert.Null(without.BestErrorPercent);
    }

    [Fact]
    public void Patience_stops_a_training_that_does_not_improve()
    {
        var options = TinyTask.Training with { Epochs = 50, Patience = 2, Rate = LearningRate.Constant(1e-12) };
        Trainer trainer = TinyTask.NewTrainer(options, TinyTask.Validation);
        (string Path, TimeSpan Every) checkpoint = (_folder["checkpoint"], TimeSpan.FromDays(1));
        Assert.Equal([true, false, false], TinyTask.RunToEnd(trainer, checkpoint).Select(epoch => epoch.IsBest));
        Assert.True(trainer.StoppedEarly);

        Trainer resumed = TinyTask.NewTrainer(options, TinyTask.Validation);
        resumed.Restore(checkpoint.Path);
        Assert.Empty(resumed.Run());
        Assert.Equal(trainer.Log, resumed.Log);
        Bits.Equal(TinyTask.Weights(trainer.Model), TinyTask.Weights(resumed.Model));
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void A_training_that_diverges_stops_and_leaves_its_last_good_checkpoint(OptimizerKind kind)
    {
        var options = TinyTask.Training with
        {
            Epochs = 100,
            ClipNorm = 0,
            Optimizer = new OptimizerOptions { Kind = kind },
            Rate = LearningRate.Constant(1000),
        };
        Trainer trainer = TinyTask.NewTrainer(options, TinyTask.Validation);
        var error = Assert.Throws<RamException>(() => TinyTask.RunToEnd(trainer, EveryUpdate));
        Assert.Contains($"pdate {trainer.Updates + 1}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);

        Trainer resumed = TinyTask.NewTrainer(options, TinyTask.Validation);
        resumed.Restore(EveryUpdate.Path);
        Assert.Equal(trainer.Updates, resumed.Updates);
        Assert.All(TinyTask.Weights(resumed.Model), weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void Data_that_do_not_fit_the_model_are_refused()
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        var colour = new LabelledImages(new ImageBatch(4, 3, 12, 12), new byte[4], 4);
        var ten = new LabelledImages(new ImageBatch(4, 1, 12, 12), new byte[4], 10);
        foreach (LabelledImages bad in new[] { colour, ten })
        {
            Assert.Throws<RamException>(() => new Trainer(model, bad, null, TinyTask.Training));
            Assert.Throws<RamException>(() => new Trainer(model, TinyTask.Train, bad, TinyTask.Training));
        }
    }

    [Fact]
    public void Beliefs_are_a_baseline_for_models_that_state_them_at_every_glimpse()
    {
        TrainingOptions options = TinyTask.Training with { Loss = new HybridLoss { BeliefBaseline = true } };
        var error = Assert.Throws<RamException>(() => new Trainer(TinyTask.NewModel(), TinyTask.Train, null, options));
        Assert.Contains("classifyEveryGlimpse is False", error.Message, StringComparison.Ordinal);
        RecurrentAttentionModel stating = TinyTask.NewModel(TinyTask.Model with { ClassifyEveryGlimpse = true });
        Assert.NotNull(new Trainer(stating, TinyTask.Train, null, options));
    }

    [Fact]
    public void A_first_update_that_diverges_names_glimpses_and_the_start_of_the_core()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1e20);
        var error = Assert.Throws<RamException>(
            () => new Trainer(model, TinyTask.Train, null, TinyTask.Training).Run().Count());
        Assert.Contains("Update 1 failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("fewer glimpses", error.Message, StringComparison.Ordinal);
        Assert.Contains("coreStart", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_that_fails_leaves_the_standard_deviation_as_it_was()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1e20);
        Assert.Throws<RamException>(() => new Trainer(
            model, TinyTask.Train, null, TinyTask.Training with { StdAnnealing = 3 }).Run().Count());
        Assert.Equal((float)model.Options.Std, model.Policy.Std);
    }

    [Fact]
    public void An_epoch_is_a_line_to_read() => Assert.Equal(
        "epoch 3  loss  0.1235  training error   4.50%  validation error   3.25% (best)",
        new EpochLog(3, 15, 300, 0.12346, 4.5, 0.9, 3.25, 1e-3, true).ToString());

    [Fact]
    public void The_culture_changes_nothing()
    {
        byte[] Checkpoint(string culture)
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            TinyTask.RunToEnd(TinyTask.NewTrainer(TinyTask.Training, TinyTask.Validation), EveryUpdate);
            return File.ReadAllBytes(EveryUpdate.Path);
        }
        Assert.Equal(Checkpoint("en-US"), Checkpoint("de-DE"));
        var error = Assert.Throws<RamException>(() => new TrainingOptions { ClipNorm = -0.5 }.Validate());
        Assert.Contains("-0.5", error.Message, StringComparison.Ordinal);
    }
}
