using System.Numerics.Tensors;
using Ram.Data;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>What a model says of a set of images.</summary>
/// <param name="Predictions">The class of each image, <c>[images]</c>.</param>
/// <param name="Errors">How many are wrong.</param>
public sealed record Evaluation(byte[] Predictions, int Errors)
{
    /// <summary>The rollouts side by side; the result does not depend on it.</summary>
    private const int Rows = 64;

    /// <summary>The seed of random glimpses on validation, and on a test set unless another is given.</summary>
    private const ulong GlimpseSeed = 1;

    /// <summary>The number of images.</summary>
    public int Images => Predictions.Length;

    /// <summary>The share of wrong classes, in percent.</summary>
    public double ErrorPercent => 100.0 * Errors / Images;

    /// <summary>The standard error of <see cref="ErrorPercent"/>, that of a binomial proportion.</summary>
    public double StandardErrorPercent => Math.Sqrt(ErrorPercent * (100 - ErrorPercent) / Images);

    /// <summary>One deterministic rollout an image, from the centre or from given first locations.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The images and their classes.</param>
    /// <param name="firstLocations">(x, y) in [-1, 1] for each image, <c>[images, 2]</c>; null for the centre.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <exception cref="RamException">When images and model do not fit.</exception>
    public static Evaluation Run(
        RecurrentAttentionModel model, LabelledImages examples, Matrix? firstLocations = null, int threads = 0)
    {
        if (firstLocations is not Matrix locations)
            return Run((Classifier)model, examples, threads);
        ArgumentNullException.ThrowIfNull(examples);
        if ((locations.Rows, locations.Columns) != (examples.Count, 2))
            throw new ArgumentException(
                $"The first locations are [{locations.Rows}, {locations.Columns}]; needed: [{examples.Count}, 2].",
                nameof(firstLocations));
        return Run(model, examples, threads, rows => new RolloutEvaluation(model, rows, (workspace, first, _) =>
        {
            for (int row = 0; row < workspace.Rows; row++)
                locations.Row(first + row).CopyTo(workspace.Locations.Row(row));
        }));
    }

    /// <summary>
    /// What a model says without chance: one pass an image, or one deterministic rollout from the centre.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The images and their classes.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <exception cref="RamException">When images and model do not fit.</exception>
    public static Evaluation Run(Classifier model, LabelledImages examples, int threads = 0) =>
        Run(model, examples, threads, rows => model.NewEvaluation(rows, randomGlimpses: null));

    /// <summary>One rollout an image whose locations, the first one too, are drawn uniformly and not decided.</summary>
    /// <param name="model">A model, trained so by <see cref="TrainingOptions.RandomGlimpses"/>.</param>
    /// <param name="examples">The images and their classes.</param>
    /// <param name="seed">The seed of the locations; those of an image depend on its number and nothing else.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <exception cref="RamException">When images and model do not fit.</exception>
    public static Evaluation RunRandomGlimpses(
        RecurrentAttentionModel model, LabelledImages examples, ulong seed = GlimpseSeed, int threads = 0) =>
        Run(model, examples, threads, rows => model.NewEvaluation(rows, seed));

    /// <summary>
    /// Random rollouts, the locations drawn from the policy as in training; the class with the largest mean belief.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The images and their classes.</param>
    /// <param name="samples">The rollouts of each image, 1 or more.</param>
    /// <param name="firstSpread">
    /// Half the side of the square around the centre in which first locations are uniformly random: 0, the centre, to 1.
    /// </param>
    /// <param name="seed">The seed of the rollouts.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <exception cref="RamException">When images and model do not fit.</exception>
    public static Evaluation RunSampled(
        RecurrentAttentionModel model, LabelledImages examples, int samples, double firstSpread = 0, ulong seed = 1,
        int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        return Run(model, examples, threads, samples: samples, newPass: rows =>
            new RolloutEvaluation(model, rows, (workspace, first, sample) =>
            {
                for (int row = 0; row < workspace.Rows; row++)
                    workspace.DrawRollout(
                        new RandomStream(seed, StreamPurpose.Validation, sample, first + row), row, firstSpread);
            }));
    }

    /// <summary>What a training measures on validation.</summary>
    internal static Evaluation Run(Classifier model, LabelledImages examples, Team team, bool randomGlimpses) =>
        Run(model, examples, team, samples: 1, rows => model.NewEvaluation(rows, randomGlimpses ? GlimpseSeed : null));

    private static Evaluation Run(
        Classifier model, LabelledImages examples, int threads, Func<int, IEvaluationPass> newPass, int samples = 1)
    {
        using var team = new Team(threads == 0 ? Environment.ProcessorCount : threads);
        return Run(model, examples, team, samples, newPass);
    }

    private static Evaluation Run(
        Classifier model, LabelledImages examples, Team team, int samples, Func<int, IEvaluationPass> newPass)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        model.CheckImages(examples.Channels, examples.Height, examples.Width);
        var predictions = new byte[examples.Count];
        int shards = (examples.Count + Rows - 1) / Rows;
        var passes = new Dictionary<int, IEvaluationPass>[team.Members];
        team.Run(shards, (shard, member) =>
        {
            int start = shard * Rows, count = Math.Min(Rows, examples.Count - start);
            Dictionary<int, IEvaluationPass> own = passes[member] ??= [];
            if (!own.TryGetValue(count, out IEvaluationPass? pass))
                own.Add(count, pass = newPass(count));
            var sums = new Matrix(count, model.Classes);
            Predict(pass, examples, start, samples, sums, predictions.AsSpan(start, count));
        });
        int errors = predictions.Zip(examples.Labels).Count(pair => pair.First != pair.Second);
        return new Evaluation(predictions, errors);
    }

    private static void Predict(
        IEvaluationPass pass, LabelledImages examples, int start, int samples, Matrix sums, Span<byte> predictions)
    {
        ImageBatch images = examples.Images;
        var rows = new ImageRows(images.Pixels, start * images.ImageSize, images.Channels, images.Height, images.Width);
        for (int sample = 0; sample < samples; sample++)
            TensorPrimitives.Add(sums.Padded, pass.Run(rows, start, sample).Padded, sums.Padded);
        for (int row = 0; row < predictions.Length; row++)
            predictions[row] = (byte)TensorPrimitives.IndexOfMax<float>(sums.Row(row));
    }
}
