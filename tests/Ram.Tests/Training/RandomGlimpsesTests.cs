using Ram.Data;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Files;
using Ram.Tests.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class RandomGlimpsesTests : IDisposable
{
    private static readonly TrainingOptions _random = TinyTask.Training with { RandomGlimpses = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_location_is_drawn_uniformly()
    {
        var workspace = new Workspace(TinyTask.NewModel(), 2000);
        workspace.DrawLocations(seed: 1, step: 5, firstRollout: 0);
        float[] values = workspace.Locations.ToArray();
        Assert.All(values, value => Assert.InRange(value, -1, 1));
        Assert.Equal(values.Length / 2, values.Chunk(2).Select(place => (place[0], place[1])).Distinct().Count());
        for (int step = 0; step < workspace.Steps; step++)
        {
            float[] own = workspace.At(workspace.Locations, step).ToArray();
            double error = 4 / Math.Sqrt(3.0 * own.Length);
            Assert.InRange(own.Average(), -error, error);
            Assert.InRange(own.Average(value => value * value), 1 / 3.0 - error, 1 / 3.0 + error);
        }
    }

    [Fact]
    public void A_rollouts_locations_depend_on_its_number_alone()
    {
        RecurrentAttentionModel model = TinyTask.NewModel();
        Workspace all = new(model, 9), some = new(model, 3);
        all.DrawLocations(seed: 1, step: 2, firstRollout: 0);
        some.DrawLocations(seed: 1, step: 2, firstRollout: 4);
        for (int step = 0; step < all.Steps; step++)
            Bits.Equal(
                all.At(all.Locations, step).Slice(4, 3).ToArray(), some.At(some.Locations, step).ToArray());
    }

    [Fact]
    public void The_model_looks_where_the_locations_are_and_decides_nothing()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        Workspace workspace = new(model, 4);
        workspace.DrawLocations(seed: 1, step: 0, firstRollout: 0);
        float[] before = workspace.Locations.ToArray();
        model.Forward(workspace, Rows, decide: false);
        Bits.Equal(before, workspace.Locations.ToArray());
        Assert.All(workspace.Means.ToArray(), value => Assert.Equal(0, value));
        for (int step = 0; step < workspace.Steps; step++)
            for (int row = 0; row < 4; row++)
            {
                int at = step * 4 + row;
                var seen = new float[model.Retina.GlimpseSize];
                model.Retina.Glimpse(
                    Rows.Of(row), 12, 12, workspace.Locations[at, 0], workspace.Locations[at, 1], seen);
                Bits.Equal(seen, workspace.Patches.Row(at).ToArray());
            }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_but_location_and_baseline_networks_learn(bool reinforceIntoCore)
    {
        RamOptions options = TinyTask.Model with { ReinforceIntoCore = reinforceIntoCore };
        RecurrentAttentionModel model = TinyTask.NewModel(options);
        Dictionary<string, float[]> before = model.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => parameter.Value.ToArray());
        List<EpochLog> log = TinyTask.RunToEnd(new Trainer(model, TinyTask.Train, null, _random));
        foreach (Parameter parameter in model.Parameters)
        {
            bool still = parameter.Name.StartsWith("location", StringComparison.Ordinal)
                || parameter.Name.StartsWith("baseline", StringComparison.Ordinal);
            Assert.Equal(still, parameter.Value.ToArray().SequenceEqual(before[parameter.Name]));
        }
        Assert.True(log[^1].Loss < log[0].Loss);
    }

    [Fact]
    public void The_weights_are_the_same_on_any_number_of_threads_and_others_than_a_policys()
    {
        float[] Trained(TrainingOptions options)
        {
            Trainer trainer = TinyTask.NewTrainer(options);
            TinyTask.RunToEnd(trainer);
            return TinyTask.Weights(trainer.Model);
        }
        float[] alone = Trained(_random);
        foreach (int threads in new[] { 2, 3 })
            Bits.Equal(alone, Trained(_random with { Threads = threads }));
        Assert.NotEqual(alone, Trained(_random with { Seed = 2 }));
        Assert.NotEqual(alone, Trained(_random with { RandomGlimpses = false }));
        Bits.Equal(alone, Trained(_random with { FirstSpread = 0 }));
        Assert.NotEqual(
            Trained(TinyTask.Training with { FirstSpread = 0 }), Trained(TinyTask.Training with { FirstSpread = 1 }));
    }

    [Fact]
    public void An_evaluation_looks_at_an_image_always_alike()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        LabelledImages images = TinyTask.Draw(150, seed: 4);
        byte[] one = Evaluation.RunRandomGlimpses(model, images, seed: 1, threads: 1).Predictions;
        Assert.Equal(one, Evaluation.RunRandomGlimpses(model, images, threads: 3).Predictions);
        Assert.Equal(one[..70], Evaluation.RunRandomGlimpses(model, images.Slice(0, 70)).Predictions);
        Assert.NotEqual(one, Evaluation.RunRandomGlimpses(model, images, seed: 2).Predictions);
        Assert.NotEqual(one, Evaluation.Run(model, images).Predictions);
    }

    [Fact]
    public void The_best_weights_are_chosen_by_random_glimpses()
    {
        Trainer trainer = TinyTask.NewTrainer(_random, TinyTask.Validation);
        foreach (EpochLog epoch in trainer.Run())
        {
            var model = (RecurrentAttentionModel)trainer.Model;
            Assert.Equal(
                Evaluation.RunRandomGlimpses(model, TinyTask.Validation).ErrorPercent, epoch.ValidationErrorPercent);
        }
    }

    [Fact]
    public void A_resumed_training_goes_on_at_random_and_no_other_is_resumed()
    {
        string path = _folder["checkpoint"];
        Trainer unbroken = TinyTask.NewTrainer(_random, TinyTask.Validation);
        foreach (EpochLog epoch in unbroken.Run())
            if (epoch.Epoch == 2)
                unbroken.Save(path);
        Trainer resumed = TinyTask.NewTrainer(_random, TinyTask.Validation);
        resumed.Restore(path);
        TinyTask.RunToEnd(resumed);
        Bits.Equal(TinyTask.Weights(unbroken.Model), TinyTask.Weights(resumed.Model));
        Assert.Equal(unbroken.Log, resumed.Log);
        Assert.Throws<RamException>(() => TinyTask.NewTrainer(TinyTask.Training).Restore(path));
    }

    private static ImageRows Rows => new(TinyTask.Train.Images.Pixels, 0, 1, 12, 12);
}
