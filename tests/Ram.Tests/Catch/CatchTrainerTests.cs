using Ram.Catch;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Files;
using Ram.Tests.Networks;
using Ram.Tests.Numerics;
using Ram.Tests.Training;
using Ram.Training;

namespace Ram.Tests.Catch;

public sealed class CatchTrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private (string Path, TimeSpan Every) AtTheEnd => (_folder["checkpoint"], TimeSpan.FromDays(1));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void After_40_updates_the_weights_are_the_same_on_any_number_of_threads()
    {
        float[] Trained(int threads)
        {
            CatchTrainer trainer = TinyCatch.NewTrainer(TinyCatch.Training with { Threads = threads, Updates = 40 });
            TinyCatch.RunToEnd(trainer);
            return TinyTask.Weights(trainer.Model);
        }
        float[] alone = Trained(1);
        Assert.NotEqual(TinyTask.Weights(TinyCatch.NewAgent()), alone);
        foreach (int threads in new[] { 2, 3 })
            Bits.Equal(alone, Trained(threads));
    }

    [Fact]
    public void A_training_broken_off_at_any_update_ends_with_the_bytes_of_an_unbroken_one()
    {
        CatchTrainer unbroken = TinyCatch.NewTrainer(TinyCatch.Training);
        List<EpochLog> log = TinyCatch.RunToEnd(unbroken, AtTheEnd);
        Assert.Equal([5L, 10L, 12L], log.Select(line => line.Updates));
        Assert.Equal(12 * 14, unbroken.Rollouts);
        byte[] expected = File.ReadAllBytes(AtTheEnd.Path);
        for (int update = 1; update < unbroken.TotalUpdates; update++)
        {
            BreakOff(TinyCatch.NewTrainer(TinyCatch.Training), update);
            CatchTrainer resumed = TinyCatch.NewTrainer(TinyCatch.Training with { Threads = 1 + update % 3 });
            resumed.Restore(AtTheEnd.Path);
            Assert.Equal(update, resumed.Updates);
            TinyCatch.RunToEnd(resumed, AtTheEnd);
            Assert.Equal(expected, File.ReadAllBytes(AtTheEnd.Path));
            Bits.Equal(TinyTask.Weights(unbroken.Model), TinyTask.Weights(resumed.Model));
            Assert.Equal(log, resumed.Log);
        }
    }

    [Fact]
    public void Another_training_is_not_resumed()
    {
        TinyCatch.NewTrainer(TinyCatch.Training).Save(AtTheEnd.Path);
        foreach (TrainingOptions other in new[]
        {
            TinyCatch.Training with { Seed = 2 },
            TinyCatch.Training with { ShardRollouts = 6 },
            TinyCatch.Training with { Loss = new HybridLoss { Lambda = 0.5 } },
        })
        {
            var error = Assert.Throws<RamException>(() => TinyCatch.NewTrainer(other).Restore(AtTheEnd.Path));
            Assert.Contains("another training", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_training_that_diverges_stops_and_leaves_its_last_good_checkpoint()
    {
        TrainingOptions options = TinyCatch.Training with { ClipNorm = 0, Rate = LearningRate.Constant(1000), Updates = 200 };
        options = options with { Optimizer = new OptimizerOptions { Kind = OptimizerKind.Sgd } };
        CatchTrainer trainer = TinyCatch.NewTrainer(options);
        (string Path, TimeSpan Every) everyUpdate = (_folder["checkpoint"], TimeSpan.Zero);
        var error = Assert.Throws<RamException>(() => TinyCatch.RunToEnd(trainer, everyUpdate));
        Assert.Contains($"pdate {trainer.Updates + 1}", error.Message, StringComparison.Ordinal);
        CatchTrainer resumed = TinyCatch.NewTrainer(options);
        resumed.Restore(everyUpdate.Path);
        Assert.Equal(trainer.Updates, resumed.Updates);
        Assert.All(TinyTask.Weights(resumed.Model), weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void The_best_weights_on_validation_games_are_kept()
    {
        TrainingOptions options = TinyCatch.Training with { Rate = LearningRate.Constant(0.1), Updates = 60 };
        CatchTrainer trainer = TinyCatch.NewTrainer(options);
        List<EpochLog> log = TinyCatch.RunToEnd(trainer);
        double? least = log.Min(line => line.ValidationErrorPercent);
        Assert.Equal(least, trainer.BestErrorPercent);
        Assert.Equal(least, log.Last(line => line.IsBest).ValidationErrorPercent);
        using var pool = new WorkerPool(1);
        Assert.Equal(least, CatchEvaluation.Run(
            (RecurrentAttentionModel)trainer.Model, TinyCatch.ValidationGames, options.Seed,
            StreamPurpose.ValidationGame, pool).MissedPercent);
    }

    [Fact]
    public void A_full_view_keeps_its_gaze_at_the_centre()
    {
        RecurrentAttentionModel model = TinyModel.Create(
            CatchRecipe.FullViewAgent with { Hidden = 9 }, new GlimpseWidths(9, 5, 11), seed: 1, scale: 0.3);
        TinyCatch.RunToEnd(new CatchTrainer(model, TinyCatch.Training));
        Assert.All(model.Location.Linear.Weight.Value.ToArray(), weight => Assert.Equal(0, weight));
        CatchEpisode episode = CatchEpisode.Play(model, CatchEvaluation.Game(1, 0));
        Assert.All(episode.Locations.ToArray(), coordinate => Assert.Equal(0, coordinate));
    }

    [Fact]
    public void What_games_have_not_is_refused()
    {
        foreach ((TrainingOptions bad, string named) in new[]
        {
            (TinyCatch.Training with { Rollouts = 2 }, "rollouts"),
            (TinyCatch.Training with { RandomGlimpses = true }, "randomGlimpses"),
            (TinyCatch.Training with { Loss = new HybridLoss { BeliefBaseline = true } }, "beliefBaseline"),
            (TinyCatch.Training with { Loss = new HybridLoss { Reward = RewardKind.Probability } }, "reward"),
            (TinyCatch.Training with { Loss = new HybridLoss { RewardScale = 2 } }, "reward"),
            (TinyCatch.Training with { Loss = new HybridLoss { CustomReward = (_, _) => 1 } }, "reward"),
        })
        {
            var error = Assert.Throws<RamException>(() => TinyCatch.NewTrainer(bad));
            Assert.StartsWith($"{named} is ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_agent_whose_moves_would_not_be_trained_is_refused()
    {
        var agent = new RecurrentAttentionModel(CatchRecipe.Agent with { ClassifyEveryGlimpse = false });
        var error = Assert.Throws<RamException>(() => new CatchTrainer(agent, TinyCatch.Training));
        Assert.StartsWith("classifyEveryGlimpse is ", error.Message, StringComparison.Ordinal);
    }

    private void BreakOff(CatchTrainer trainer, long updates)
    {
        using var source = new CancellationTokenSource();
        trainer.Updated = () =>
        {
            if (--updates == 0)
                source.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => trainer.Run(AtTheEnd, source.Token).Count());
    }
}
