using Ram.Images;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Networks;
using Ram.Tests.Numerics;

namespace Ram.Tests.Model;

public sealed class RecurrentAttentionModelTests
{
    private static readonly RamOptions _paper = new() { Glimpses = 3, ClassifyEveryGlimpse = true };

    public static TheoryData<CoreKind, int> Models => new()
    {
        { CoreKind.Rectifier, 4 }, { CoreKind.Lstm, 4 }, { CoreKind.Rectifier, 1 }, { CoreKind.Lstm, 1 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_row_of_a_batch_has_the_bits_of_a_look_at_that_image_alone(CoreKind core, int glimpses)
    {
        RamOptions options = _paper with { Core = core, Glimpses = glimpses, Hidden = 50, Squash = Squash.Tanh };
        var model = new RecurrentAttentionModel(options, seed: 3);
        ImageBatch images = RandomImages(13, 1, 28, 31);
        foreach (bool random in new[] { false, true })
            for (int count = 1; count <= images.Count; count++)
            {
                var workspace = new Workspace(model, count);
                for (int row = 0; row < count; row++)
                    if (random)
                        workspace.DrawNoise(new RandomStream((ulong)row, StreamPurpose.Validation), row);
                model.Forward(workspace, new ImageRows(images.Pixels, 0, 1, 28, 31));
                model.Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
                foreach (int row in new[] { 0, count / 2, count - 1 })
                    CheckRow(workspace, row, model.Look(images.Single(row), seed: random ? (ulong)row : null));
            }
    }

    [Theory]
    [InlineData(CoreKind.Rectifier)]
    [InlineData(CoreKind.Lstm)]
    public void A_rollout_agrees_with_the_naive_model(CoreKind core)
    {
        RamOptions options = _paper with { Core = core, Std = 0.2, UnitWidth = 0.7 };
        var model = new RecurrentAttentionModel(options, seed: 4);
        var naive = new NaiveModel(model);
        ImageBatch image = RandomImages(1, 1, 28, 28);
        Rollout rollout = model.Look(image, (0.3f, -0.6f), seed: 9);
        double[][] hidden = naive.Core([.. TinyModel.Doubles(rollout.Patches)
            .Zip(TinyModel.Doubles(rollout.Locations), naive.Glimpse)]);
        Assert.Equal([0.3f, -0.6f], rollout.Locations.Row(0).ToArray());
        for (int step = 0; step < 3; step++)
        {
            var patch = new float[64];
            ReadOnlySpan<float> location = rollout.Locations.Row(step);
            model.Retina.Glimpse(image[0], 28, 28, location[0], location[1], patch);
            Assert.Equal(patch, rollout.Patches.Row(step).ToArray());
            Close(naive.Belief(hidden[step]), rollout.Probabilities.Row(step).ToArray());
            Close([naive.Baseline(hidden[step])], [rollout.Baselines[step]]);
        }
        for (int step = 0; step < 2; step++)
        {
            double[] mean = naive.Mean(hidden[step]), sample = TinyModel.Doubles(rollout.Samples)[step];
            Close(mean, rollout.Means.Row(step).ToArray());
            Close([NaiveModel.LogProbability(mean, sample, 0.2)], [rollout.LogProbabilities[step]]);
            Close([.. sample.Select(value => Math.Clamp(0.7 * value, -1, 1))],
                rollout.Locations.Row(step + 1).ToArray());
        }
        float[] last = rollout.Probabilities.Row(2).ToArray();
        Assert.Equal(Array.IndexOf(last, last.Max()), rollout.Prediction);
    }

    [Fact]
    public void A_deterministic_rollout_follows_the_means()
    {
        Rollout rollout = new RecurrentAttentionModel(_paper).Look(RandomImages(1, 1, 28, 28));
        Assert.Equal([0, 0], rollout.Locations.Row(0).ToArray());
        Bits.Equal(rollout.Means.ToArray(), rollout.Samples.ToArray());
        Bits.Equal(rollout.Means.ToArray(), rollout.Locations.Slice(1, 2).ToArray());
        double mode = -2 * Math.Log(0.1 * Math.Sqrt(2 * Math.PI));
        Assert.All(rollout.LogProbabilities, value => Assert.Equal(mode, value, 1e-4));
    }

    [Fact]
    public void A_random_rollout_is_fixed_by_its_seed()
    {
        var model = new RecurrentAttentionModel(_paper);
        ImageBatch image = RandomImages(1, 1, 28, 28);
        float[] samples = model.Look(image, seed: 1).Samples.ToArray();
        Bits.Equal(samples, model.Look(image, seed: 1).Samples.ToArray());
        Assert.NotEqual(samples, model.Look(image, seed: 2).Samples.ToArray());
    }

    [Fact]
    public void The_log_probability_is_that_of_the_sample_and_not_of_the_clamped_location()
    {
        // With so large a deviation, samples lie far outside the image, and locations on its border.
        var model = new RecurrentAttentionModel(_paper with { Std = 50, Glimpses = 6 });
        Rollout rollout = model.Look(RandomImages(1, 1, 28, 28), seed: 1);
        Assert.Contains(rollout.Samples.ToArray(), value => Math.Abs(value) > 10);
        for (int step = 0; step < 5; step++)
        {
            double[] mean = TinyModel.Doubles(rollout.Means)[step], sample = TinyModel.Doubles(rollout.Samples)[step];
            Close([NaiveModel.LogProbability(mean, sample, 50)], [rollout.LogProbabilities[step]]);
            Assert.All(rollout.Locations.Row(step + 1).ToArray(), value => Assert.InRange(value, -1, 1));
        }
    }

    [Fact]
    public void A_rollout_can_be_replayed_alone()
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options);
        Workspace together = new(model, 5), alone = new(model, 1);
        together.DrawRandomness(seed: 7, step: 11, firstRollout: 40);
        alone.DrawRandomness(seed: 7, step: 11, firstRollout: 43);
        Bits.Equal(alone.Locations.Row(0), together.Locations.Row(3));
        for (int step = 0; step < 2; step++)
            Bits.Equal(alone.Noise.Row(step), together.Noise.Row(step * 5 + 3));
    }

    [Theory]
    [InlineData(8, 1, 209_677)]
    [InlineData(12, 3, 256_781)]
    [InlineData(12, 4, 275_213)]
    public void The_number_of_parameters_is_the_papers(int patchSize, int patches, int expected) =>
        Assert.Equal(expected, new RecurrentAttentionModel(
            new RamOptions { PatchSize = patchSize, Patches = patches }).ParameterCount);

    [Fact]
    public void First_weights_are_uniform_within_one_over_the_root_of_the_inputs()
    {
        var model = new RecurrentAttentionModel(new RamOptions(), seed: 5);
        foreach (Linear layer in model.Layers)
        {
            double bound = 1 / Math.Sqrt(layer.Inputs);
            float[] weights = layer.Weight.Value.ToArray();
            Assert.All(weights.Concat(layer.Bias.Value.ToArray()), value => Assert.InRange(value, -bound, bound));
            double error = 4 * bound / Math.Sqrt(3 * weights.Length);
            Assert.InRange(weights.Average(), -error, error);
            Assert.InRange(weights.Max(Math.Abs), 0.9 * bound, bound);
        }
        var again = new RecurrentAttentionModel(new RamOptions(), seed: 5);
        foreach ((Parameter one, Parameter other) in model.Parameters.Zip(again.Parameters))
            Bits.Equal(one.Value.ToArray(), other.Value.ToArray());
        Assert.NotEqual(
            model.Core.Input.Weight.Value.ToArray(),
            new RecurrentAttentionModel(new RamOptions(), seed: 6).Core.Input.Weight.Value.ToArray());
    }

    [Fact]
    public void Images_of_other_channels_are_refused()
    {
        var error = Assert.Throws<RamException>(
            () => new RecurrentAttentionModel(_paper).Look(RandomImages(1, 3, 28, 28)));
        Assert.Contains("3 channels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_overflow_are_reported()
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options with { Glimpses = 6 }, scale: 1e20);
        var error = Assert.Throws<RamException>(() => model.Look(RandomImages(1, 1, 28, 28)));
        Assert.Contains("not a number", error.Message, StringComparison.Ordinal);
    }

    private static ImageBatch RandomImages(int count, int channels, int height, int width)
    {
        var images = new ImageBatch(count, channels, height, width);
        new Random(1).NextBytes(images.Pixels);
        return images;
    }

    private static void CheckRow(Workspace workspace, int row, Rollout rollout)
    {
        for (int step = 0; step < workspace.Steps; step++)
        {
            int at = step * workspace.Rows + row;
            Bits.Equal(rollout.Locations.Row(step), workspace.Locations.Row(at));
            Bits.Equal(rollout.Patches.Row(step), workspace.Patches.Row(at));
            Bits.Equal(rollout.Probabilities.Row(step), workspace.Probabilities.Row(at));
            Bits.Equal([rollout.Baselines[step]], workspace.Baselines.Row(at));
            if (step == workspace.Steps - 1)
                continue;
            Bits.Equal(rollout.Means.Row(step), workspace.Means.Row(at));
            Bits.Equal(rollout.Samples.Row(step), workspace.Samples.Row(at));
        }
    }

    private static void Close(double[] expected, float[] actual) =>
        Assert.All(
            expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * (1 + Math.Abs(pair.First))));

    [Theory]
    [InlineData(CoreStart.Identity)]
    [InlineData(CoreStart.ShiftedIdentity)]
    public void A_core_that_begins_with_the_identity_passes_its_state_on_as_it_is_or_shifted(CoreStart start)
    {
        var model = new RecurrentAttentionModel(TinyModel.Options, start: start);
        CoreNetwork core = model.Core;
        core.Input.Weight.Value.Padded.Clear();
        core.Input.Bias.Value.Row(0).Clear();
        core.Input.Pack();
        core.PackBias();
        var activations = new CoreActivations(core, steps: 2, rows: 1);
        for (int unit = 0; unit < core.Width; unit++)
            activations.Hidden[0, unit] = unit % 3;
        core.Forward(1, new Matrix(1, core.Input.Inputs), activations);
        float[] before = activations.Hidden.Row(0).ToArray();
        Bits.Equal(start == CoreStart.ShiftedIdentity ? [.. before[1..], before[0]] : before, activations.Hidden.Row(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    [InlineData(1)]
    public void First_locations_of_training_keep_to_their_square(double spread)
    {
        var workspace = new Workspace(TinyModel.Create(TinyModel.Options), rows: 500);
        workspace.DrawRandomness(seed: 3, step: 5, firstRollout: 0, spread);
        float[] locations = workspace.At(workspace.Locations, 0).ToArray();
        Assert.All(locations, coordinate => Assert.InRange(coordinate, -spread, spread));
        Assert.InRange(locations.Max(), 0.9 * spread, spread);
        Assert.InRange(locations.Min(), -spread, -0.9 * spread);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Looking_at_many_images_gives_the_bits_of_looking_at_each(bool random)
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options);
        var images = new ImageBatch(70, 1, 8, 8);
        new Random(1).NextBytes(images.Pixels);
        ulong? seed = random ? 5UL : null;
        IReadOnlyList<Rollout> together = model.LookAll(images, seed);
        Assert.Equal(70, together.Count);
        Bits.Equal(model.Look(images, seed: seed).Locations.ToArray(), together[0].Locations.ToArray());
        for (int image = 0; image < 70 && !random; image++)
        {
            Rollout alone = model.Look(images.Single(image));
            Bits.Equal(alone.Locations.ToArray(), together[image].Locations.ToArray());
            Bits.Equal(alone.Probabilities.ToArray(), together[image].Probabilities.ToArray());
            Bits.Equal(alone.Baselines, together[image].Baselines);
        }
    }

    [Fact]
    public void Somebody_else_may_choose_where_to_look()
    {
        RecurrentAttentionModel model = TinyModel.Create(TinyModel.Options);
        var images = new ImageBatch(2, 1, 8, 8);
        IReadOnlyList<Rollout> rollouts = model.LookAll(
            images, choose: (image, glimpse, policy) => glimpse == 1 ? (0.5f * image, -0.25f) : policy);
        Assert.Equal((0.5f, -0.25f), (rollouts[1].Locations[1, 0], rollouts[1].Locations[1, 1]));
        Assert.Equal((0f, -0.25f), (rollouts[0].Locations[1, 0], rollouts[0].Locations[1, 1]));
    }

    [Fact]
    public void The_loss_at_given_locations_has_the_gradients_of_the_rollouts_that_went_there()
    {
        RamOptions options = TinyModel.Options with { Squash = Squash.Tanh, ReinforceIntoCore = true, UnitWidth = 0.5 };
        RecurrentAttentionModel model = TinyModel.Create(options);
        const int Rows = 5;
        var images = new ImageBatch(Rows, 1, 8, 8);
        new Random(2).NextBytes(images.Pixels);
        byte[] labels = [0, 1, 2, 1, 0];
        Workspace workspace = new(model, Rows);
        workspace.DrawRandomness(seed: 1, step: 0, firstRollout: 0);
        model.Forward(workspace, new ImageRows(images.Pixels, 0, 1, 8, 8));
        Assert.All(workspace.Locations.ToArray(), value => Assert.InRange(value, -0.9999f, 0.9999f));
        model.Baseline.Forward(workspace.Core.Hidden, workspace.Baselines);
        var scratch = new GradientWorkspace(model, Rows);
        Gradients expected = new(model.Parameters), gradients = new(model.Parameters);
        double loss = new HybridLoss().Compute(model, workspace, labels, 1, Rows, scratch).Loss;
        model.Backward(workspace, scratch, expected);
        Assert.Equal(
            loss, model.Differentiate(images, labels, workspace.Locations, new HybridLoss(), gradients), 1e-5);
        foreach (Parameter parameter in model.Parameters)
            Assert.All(
                expected[parameter].ToArray().Zip(gradients[parameter].ToArray()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Throws<ArgumentException>(
            () => model.Differentiate(images, labels, new Matrix(Rows, 2), new HybridLoss(), gradients));
        // Of one rollout an image there are no others.
        Assert.Throws<RamException>(() => model.Differentiate(
            images, labels, workspace.Locations, new HybridLoss { LeaveOneOut = true }, gradients));
    }
}
