using Ram.Data;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class EvaluationTests
{
    private static readonly LabelledImages _images = TinyTask.Draw(150, seed: 4);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_deterministic_evaluation_is_what_looks_from_the_centre_say(int threads)
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        Evaluation evaluation = Evaluation.Run(model, _images, threads: threads);
        byte[] expected = [.. Enumerable.Range(0, _images.Count).Select(
            image => (byte)model.Look(_images.Images.Single(image)).Prediction)];
        Assert.Equal(expected, evaluation.Predictions);
        Assert.Equal(expected.Zip(_images.Labels).Count(pair => pair.First != pair.Second), evaluation.Errors);
        Assert.Equal(150, evaluation.Images);
        Assert.InRange(evaluation.Errors, 1, 149);
        double share = evaluation.Errors / 150.0;
        Assert.Equal(100 * share, evaluation.ErrorPercent, 1e-9);
        Assert.Equal(100 * Math.Sqrt(share * (1 - share) / 150), evaluation.StandardErrorPercent, 1e-9);
    }

    [Fact]
    public void First_locations_can_be_given()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        var first = new Matrix(_images.Count, 2);
        var random = new Random(1);
        for (int image = 0; image < _images.Count; image++)
            (first[image, 0], first[image, 1]) = (random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1);
        byte[] expected = [.. Enumerable.Range(0, _images.Count).Select(
            image => (byte)model.Look(_images.Images.Single(image), (first[image, 0], first[image, 1])).Prediction)];
        Assert.Equal(expected, Evaluation.Run(model, _images, first).Predictions);
        Assert.NotEqual(expected, Evaluation.Run(model, _images).Predictions);
        Assert.Throws<ArgumentException>(() => Evaluation.Run(model, _images, new Matrix(_images.Count - 1, 2)));
        Assert.Throws<ArgumentException>(() => Evaluation.Run(model, _images, new Matrix(_images.Count, 3)));
    }

    [Fact]
    public void A_sampled_evaluation_depends_on_its_seed_and_not_on_the_threads()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        byte[] one = Evaluation.RunSampled(model, _images, samples: 1, seed: 1, threads: 1).Predictions;
        Assert.Equal(one, Evaluation.RunSampled(model, _images, samples: 1, seed: 1, threads: 3).Predictions);
        Assert.NotEqual(one, Evaluation.RunSampled(model, _images, samples: 1, seed: 2, threads: 1).Predictions);
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluation.RunSampled(model, _images, samples: 0));
    }

    [Fact]
    public void A_sampled_evaluation_begins_at_the_centre_or_around_it()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(TinyTask.Model with { Glimpses = 1 }, scale: 1);
        byte[] centre = Evaluation.Run(model, _images).Predictions;
        Assert.Equal(centre, Evaluation.RunSampled(model, _images, samples: 1).Predictions);
        Assert.NotEqual(centre, Evaluation.RunSampled(model, _images, samples: 1, firstSpread: 1).Predictions);
    }

    [Fact]
    public void Samples_are_averaged_by_their_beliefs()
    {
        // Many rollouts converge: two sets of them agree more than two single rollouts do.
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        int Differences(int samples) => Evaluation.RunSampled(model, _images, samples, seed: 1).Predictions
            .Zip(Evaluation.RunSampled(model, _images, samples, seed: 2).Predictions)
            .Count(pair => pair.First != pair.Second);
        Assert.True(Differences(64) < Differences(1) / 2);
    }

    [Fact]
    public void A_sampled_evaluation_shares_no_number_with_a_training_of_the_same_seed()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        Workspace training = new(model, 1), evaluation = new(model, 1);
        training.DrawRandomness(seed: 1, step: 0, firstRollout: 0);
        evaluation.DrawRollout(new RandomStream(1, StreamPurpose.Validation), 0, firstSpread: 1);
        Assert.Empty(training.Noise.ToArray().Intersect(evaluation.Noise.ToArray()));
        Assert.Empty(training.Locations.Row(0).ToArray().Intersect(evaluation.Locations.Row(0).ToArray()));
    }

    [Fact]
    public void Images_of_other_channels_are_refused()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(TinyTask.Model with { Channels = 3 });
        Assert.Throws<RamException>(() => Evaluation.Run(model, _images));
    }

    [Fact]
    public void Probabilities_and_confusion_are_those_of_the_predictions()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(scale: 1);
        Evaluation evaluation = Evaluation.Run(model, TinyTask.Validation);
        var confusion = new ConfusionMatrix(evaluation, TinyTask.Validation);
        int right = Enumerable.Range(0, 4).Sum(label => confusion[label, label]);
        Assert.Equal(evaluation.Images, confusion.ToRows().Sum(row => row.Sum()));
        Assert.Equal(evaluation.Errors, evaluation.Images - right);
        for (int image = 0; image < evaluation.Images; image++)
        {
            float[] probabilities = evaluation.Probabilities.Row(image).ToArray();
            Assert.Equal(1, probabilities.Sum(), 1e-5);
            Assert.Equal(evaluation.Predictions[image], Array.IndexOf(probabilities, probabilities.Max()));
        }
    }
}
