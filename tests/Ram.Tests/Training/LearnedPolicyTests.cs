using System.Globalization;
using System.Numerics.Tensors;
using Ram.Data;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;
using Ram.Tests.Data;
using Ram.Training;
using Xunit.Abstractions;

namespace Ram.Tests.Training;

/// <summary>
/// Looking where the policy says beats looking anywhere: digits off the centre, and two models of the same size, of
/// which one is trained with glimpses at uniformly random places, as in the paper's tables.
/// </summary>
public sealed class LearnedPolicyTests(ITestOutputHelper output)
{
    private const int Side = 44, Updates = 1200, Batch = 64;

    private static readonly GlimpseWidths _widths = new(48, 16, 64);

    private static readonly RamOptions _model = new()
    {
        PatchSize = 8,
        Patches = 2,
        Glimpses = 4,
        Hidden = 64,
        Std = 0.15,
        ReinforceIntoCore = true,
    };

    private static readonly TrainingOptions _training = new()
    {
        Updates = Updates,
        Batch = Batch,
        ShardRollouts = 32,
        Rate = LearningRate.Cosine(3e-3),
        ClipNorm = 5,
        Loss = new HybridLoss { Reward = RewardKind.Probability, ReinforceWeight = 0.3 },
    };

    [Fact]
    public void A_learned_policy_beats_random_glimpses_on_digits_off_the_centre()
    {
        DigitSets digits = RealDigits.Load(4000, 1, 1500);
        var train = new TranslatedDigits(digits.Train, Side, Side, seed: 1);
        LabelledImages test = LabelledImages.Of(
            new TranslatedDigits(digits.Test, Side, Side, seed: 1) { Split = DataSplit.Test });

        RecurrentAttentionModel learned = NewModel();
        foreach (EpochLog _ in new Trainer(learned, train, null, _training).Run())
        {
        }
        double policy = Evaluation.Run(learned, test).ErrorPercent;
        RecurrentAttentionModel blind = NewModel();
        TrainWithRandomGlimpses(blind, train);
        double random = ErrorWithRandomGlimpses(blind, test);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Error with the learned policy {policy:F1}%, with random glimpses {random:F1}%."));
        Assert.InRange(random, 0, 85); // it has learned something too: chance is 90
        Assert.True(policy < 0.7 * random);
    }

    private static RecurrentAttentionModel NewModel()
    {
        var model = new RecurrentAttentionModel(_model, _widths);
        for (int layer = 0; layer < model.Layers.Count; layer++)
            Fill(model.Layers[layer], new Random(layer));
        model.Pack();
        return model;
    }

    private static void Fill(Linear layer, Random random)
    {
        double bound = 1 / Math.Sqrt(layer.Inputs);
        for (int row = 0; row < layer.Outputs; row++)
            foreach (ref float weight in layer.Weight.Value.Row(row))
                weight = (float)(bound * (2 * random.NextDouble() - 1));
    }

    private static void TrainWithRandomGlimpses(RecurrentAttentionModel model, TranslatedDigits examples)
    {
        using var pool = new WorkerPool(1);
        var update = new ParameterUpdate(model, _training.Optimizer, _training.ClipNorm);
        var workspace = new Workspace(model, Batch);
        var scratch = new GradientWorkspace(model, Batch);
        var gradients = new Gradients(model.Parameters);
        byte[] pixels = new byte[Batch * Side * Side], labels = new byte[Batch];
        HybridLoss loss = _training.Loss with { ReinforceWeight = 0 };
        for (int step = 0; step < Updates; step++)
        {
            for (int row = 0; row < Batch; row++)
            {
                int example = step * Batch + row;
                labels[row] = (byte)examples.Draw(
                    example / examples.Count, example % examples.Count, pixels.AsSpan(row * Side * Side, Side * Side));
            }
            LookAnywhere(model, workspace, pixels, step);
            loss.Compute(model, workspace, labels, 1, Batch, scratch);
            model.Backward(workspace, scratch, gradients);
            update.Apply(pool, [gradients], 1, _training.Rate.At(step, Updates, Updates), step + 1);
        }
    }

    private static double ErrorWithRandomGlimpses(RecurrentAttentionModel model, LabelledImages images)
    {
        var workspace = new Workspace(model, images.Count);
        LookAnywhere(model, workspace, images.Images.Pixels, step: -1);
        Matrix beliefs = workspace.At(workspace.Probabilities, workspace.Steps - 1);
        int errors = Enumerable.Range(0, images.Count).Count(
            image => TensorPrimitives.IndexOfMax<float>(beliefs.Row(image)) != images.Labels[image]);
        return 100.0 * errors / images.Count;
    }

    private static void LookAnywhere(RecurrentAttentionModel model, Workspace workspace, byte[] pixels, int step)
    {
        var random = new Random(step);
        for (int row = 0; row < workspace.Locations.Rows; row++)
            (workspace.Locations[row, 0], workspace.Locations[row, 1]) = (Anywhere(random), Anywhere(random));
        for (int glimpse = 0; glimpse < workspace.Steps; glimpse++)
            model.Step(workspace, glimpse, new ImageRows(pixels, 0, 1, Side, Side));
        int last = (workspace.Steps - 1) * workspace.Rows;
        model.Action.Forward(
            workspace.Core.Hidden.Slice(last, workspace.Rows), workspace.Probabilities.Slice(last, workspace.Rows));
    }

    private static float Anywhere(Random random) => 2 * random.NextSingle() - 1;
}
