using Ram.Model;
using Ram.Tests.Files;
using Ram.Tests.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class StdAnnealingTests : IDisposable
{
    private static readonly TrainingOptions _options = TinyTask.Training with { StdAnnealing = 3 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_falls_along_half_a_cosine_to_the_models_own()
    {
        Assert.Equal([3, 2, 1], new long[] { 0, 50, 100 }.Select(update => _options.StdAnnealingAt(update, 100)));
        Assert.All(Enumerable.Range(0, 100), update =>
            Assert.True(_options.StdAnnealingAt(update, 100) > _options.StdAnnealingAt(update + 1, 100)));
        Assert.Equal(1, TinyTask.Training.StdAnnealingAt(7, 100));
    }

    [Fact]
    public void The_first_update_is_that_of_a_model_that_explores_so_by_itself()
    {
        RamOptions wide = TinyTask.Model with { Std = 3 * TinyTask.Model.Std };
        Bits.Equal(
            AfterUpdates(1, TinyTask.Model, _options), AfterUpdates(1, wide, TinyTask.Training));
    }

    [Fact]
    public void Later_updates_explore_less_than_the_first()
    {
        RamOptions wide = TinyTask.Model with { Std = 3 * TinyTask.Model.Std };
        Assert.NotEqual(AfterUpdates(6, TinyTask.Model, _options), AfterUpdates(6, wide, TinyTask.Training));
    }

    [Fact]
    public void A_trained_model_has_its_own_standard_deviation()
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        var trainer = new Trainer(model, TinyTask.Train, null, _options);
        foreach (EpochLog _ in trainer.Run())
            Assert.Equal((float)model.Options.Std, model.Policy.Std);
    }

    [Fact]
    public void A_resumed_training_goes_on_where_it_was()
    {
        Trainer whole = TinyTask.NewTrainer(_options), stopped = TinyTask.NewTrainer(_options);
        TinyTask.RunToEnd(whole);
        foreach (EpochLog _ in stopped.Run().Take(2))
            stopped.Save(_folder["checkpoint"]);
        Trainer resumed = TinyTask.NewTrainer(_options);
        resumed.Restore(_folder["checkpoint"]);
        TinyTask.RunToEnd(resumed);
        Bits.Equal(TinyTask.Weights(whole.Model), TinyTask.Weights(resumed.Model));
    }

    private static float[] AfterUpdates(long updates, RamOptions options, TrainingOptions training)
    {
        RecurrentAttentionModel model = TinyTask.NewModel(options);
        TinyTask.RunToEnd(new Trainer(model, TinyTask.Train, null, training with { Updates = updates }));
        return TinyTask.Weights(model);
    }
}
