using Ram.Data;
using Ram.Figures;
using Ram.Model;
using Ram.Training;

namespace Ram.Tests.Training;

public sealed class EarlyExitTests
{
    private static readonly LabelledImages _images = TinyTask.Draw(150, seed: 4);

    private static readonly RecurrentAttentionModel _model = Learned();

    private static readonly IReadOnlyList<Rollout> _rollouts =
        [.. Enumerable.Range(0, _images.Count).Select(image => _model.Look(_images.Images.Single(image)))];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fixed_numbers_of_glimpses_are_those_of_single_rollouts(int threads)
    {
        var answers = EarlyExit.Of(_model, _images, threads);
        Assert.Equal(
            Enumerable.Range(1, 4).Select(glimpses => Naive(null, _ => glimpses)), answers.AfterEachGlimpse());
        Assert.Equal(Evaluation.Run(_model, _images).Errors, answers.AfterEachGlimpse()[^1].Errors);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.4)]
    [InlineData(1)]
    public void Looking_stops_at_the_first_glimpse_that_is_sure(double threshold)
    {
        EarlyExitError found = EarlyExit.Of(_model, _images).WhenSure(threshold);
        Assert.Equal(Naive(threshold, rollout => Sure(rollout, threshold)), found);
        Assert.Equal(threshold is > 0 and < 1, found.MeanGlimpses is > 1 and < 4);
        Assert.Equal(16 * found.MeanGlimpses, found.MeanPixels);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_least_threshold_is_the_lowest_at_which_no_error_is_added(int seed)
    {
        var answers = EarlyExit.Of(_model, TinyTask.Draw(150, seed));
        int all = answers.AfterEachGlimpse()[3].Errors;
        double[] probabilities =
        [
            .. Enumerable.Range(0, 150).SelectMany(image => Enumerable.Range(0, 3).Select(glimpse =>
            {
                Rollout rollout = _model.Look(TinyTask.Draw(150, seed).Images.Single(image));
                return (double)Largest(rollout, glimpse);
            })),
        ];
        Assert.InRange(all, 1, 149);
        double? naive = probabilities.Where(value => answers.WhenSure(value).Errors <= all)
            .Select(value => (double?)value).Min();
        Assert.Equal(naive, answers.LeastThreshold());
    }

    [Fact]
    public void A_model_of_one_glimpse_has_nothing_to_stop()
    {
        RecurrentAttentionModel model = TinyTask.NewModel(TinyTask.Model with { Glimpses = 1 }, scale: 1);
        var answers = EarlyExit.Of(model, _images);
        Assert.Null(answers.LeastThreshold());
        Assert.Equal(1, answers.WhenSure(1).MeanGlimpses);
    }

    [Fact]
    public void The_table_has_a_line_for_each_way_to_stop()
    {
        var answers = EarlyExit.Of(_model, _images);
        Table table = answers.ToTable([0.9, 0.5]);
        Assert.Equal(
            [
                "after 1 glimpse", "after 2 glimpses", "after 3 glimpses", "after 4 glimpses", "when 0.5 sure",
                "when 0.9 sure",
            ],
            table.Rows.Select(row => row[0]));
        Assert.Equal(["4.00", "64"], table.Rows[3].Skip(2));
        string svg = answers.ToFigure([0.9, 0.5]).ToSvg();
        Assert.Contains("until the model is sure", svg, StringComparison.Ordinal);
    }

    // A model that is sure of some images sooner than of others.
    private static RecurrentAttentionModel Learned()
    {
        RecurrentAttentionModel model =
            TinyTask.NewModel(TinyTask.Model with { Glimpses = 4, ClassifyEveryGlimpse = true });
        TrainingOptions training =
            TinyTask.Training with { Epochs = 12, Loss = new HybridLoss { EveryGlimpseWeight = 0.2 } };
        TinyTask.RunToEnd(new Trainer(model, TinyTask.Train, validation: null, training));
        return model;
    }

    private static float Largest(Rollout rollout, int glimpse) => rollout.Probabilities.Row(glimpse).ToArray().Max();

    private static int Sure(Rollout rollout, double threshold)
    {
        for (int glimpse = 0; glimpse < 3; glimpse++)
            if (Largest(rollout, glimpse) >= threshold)
                return glimpse + 1;
        return 4;
    }

    private static EarlyExitError Naive(double? threshold, Func<Rollout, int> glimpsesOf)
    {
        int errors = 0, used = 0;
        for (int image = 0; image < _images.Count; image++)
        {
            int glimpses = glimpsesOf(_rollouts[image]);
            float[] said = _rollouts[image].Probabilities.Row(glimpses - 1).ToArray();
            errors += Array.IndexOf(said, said.Max()) == _images.Labels[image] ? 0 : 1;
            used += glimpses;
        }
        double mean = (double)used / _images.Count;
        return new EarlyExitError(threshold, _images.Count, errors, mean, 16 * mean);
    }
}
