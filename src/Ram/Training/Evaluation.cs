using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Ram.Data;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>What a model says of a set of images.</summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// var evaluation = Evaluation.Run(model, Mnist.Load().Test);
/// Console.WriteLine($"{evaluation.ErrorPercent:0.00} ± {evaluation.StandardErrorPercent:0.00}%");
/// </code></example>
/// <param name="Probabilities">The class probabilities, means over an image's rollouts, <c>[images, classes]</c>.</param>
/// <param name="Predictions">The most probable class of each image, <c>[images]</c>.</param>
/// <param name="Errors">How many are wrong.</param>
public sealed record Evaluation(Matrix Probabilities, byte[] Predictions, int Errors)
{
    /// <summary>The images side by side; the result does not depend on it.</summary>
    private const int Rows = 64;

    /// <summary>The number of images.</summary>
    public int Images => Predictions.Length;

    /// <summary>The share of wrong classes, in percent.</summary>
    public double ErrorPercent => 100.0 * Errors / Images;

    /// <summary>The standard error of <see cref="ErrorPercent"/>, that of a binomial proportion.</summary>
    public double StandardErrorPercent => Math.Sqrt(ErrorPercent * (100 - ErrorPercent) / Images);

    /// <summary>What a model says without chance: a pass an image, or a deterministic rollout from the centre.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The images and their classes.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <exception cref="RamException">When images and model do not fit.</exception>
    public static Evaluation Run(Classifier model, LabelledImages examples, int threads = 0)
    {
        using var pool = new WorkerPool(threads);
        return Run(model, examples, pool, rows => model.NewPass(rows).Classify);
    }

    /// <summary>
    /// One deterministic rollout an image, first looking at <paramref name="firstLocations"/>, (x, y) in [-1, 1],
    /// <c>[images, 2]</c>; null for the centre.
    /// </summary>
    /// <inheritdoc cref="Run(Classifier, LabelledImages, int)"/>
    public static Evaluation Run(
        RecurrentAttentionModel model, LabelledImages examples, Matrix? firstLocations = null, int threads = 0)
    {
        if (firstLocations is not Matrix locations)
            return Run((Classifier)model, examples, threads);
        if ((locations.Rows, locations.Columns) != (examples.Count, 2))
            throw new ArgumentException(
                $"The first locations are [{locations.Rows}, {locations.Columns}]; needed: [{examples.Count}, 2].");
        return Run(model, examples, threads, (workspace, first, _) => locations
            .Slice(first, workspace.Rows).Padded.CopyTo(workspace.At(workspace.Locations, 0).Padded));
    }

    /// <summary>
    /// One rollout an image whose locations, the first one too, are drawn uniformly and not decided, as in a training by
    /// <see cref="TrainingOptions.RandomGlimpses"/>; those of an image depend on its number and the seed alone.
    /// </summary>
    /// <inheritdoc cref="Run(Classifier, LabelledImages, int)"/>
    public static Evaluation RunRandomGlimpses(
        RecurrentAttentionModel model, LabelledImages examples, ulong seed = RolloutPass.GlimpseSeed, int threads = 0) =>
        Run(model, examples, threads, decide: false, begin: (workspace, first, _) =>
            workspace.DrawLocations(seed, 0, first, StreamPurpose.Validation));

    /// <summary>
    /// One or more random <paramref name="samples"/> of rollouts an image, the locations drawn from the policy as in
    /// training, the first one uniformly within <paramref name="firstSpread"/> of the centre, 0 to 1; the class with the
    /// largest mean probability.
    /// </summary>
    /// <inheritdoc cref="Run(Classifier, LabelledImages, int)"/>
    public static Evaluation RunSampled(
        RecurrentAttentionModel model, LabelledImages examples, int samples, double firstSpread = 0, ulong seed = 1,
        int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        return Run(model, examples, threads, samples: samples, begin: (workspace, first, sample) =>
        {
            for (int row = 0; row < workspace.Rows; row++)
                workspace.DrawRollout(
                    new RandomStream(seed, StreamPurpose.Validation, sample, first + row), row, firstSpread);
        });
    }

    /// <summary>Evaluates by any way of classifying some images, given the number of the first of them.</summary>
    internal static Evaluation Run(
        Classifier model, LabelledImages examples, WorkerPool pool, Func<int, Func<ImageRows, int, Matrix>> newPass)
    {
        model.CheckImages(examples.Channels, examples.Height, examples.Width);
        var probabilities = new Matrix(examples.Count, model.Classes);
        var predictions = new byte[examples.Count];
        var passes = new ConcurrentDictionary<(int Worker, int Images), Func<ImageRows, int, Matrix>>();
        pool.Run((examples.Count + Rows - 1) / Rows, (shard, worker) =>
        {
            int start = shard * Rows, count = Math.Min(Rows, examples.Count - start);
            Func<ImageRows, int, Matrix> classify = passes.GetOrAdd((worker, count), key => newPass(key.Images));
            Matrix said = classify(ImageRows.Of(examples.Images, start), start);
            said.Padded.CopyTo(probabilities.Slice(start, count).Padded);
            for (int image = start; image < start + count; image++)
                predictions[image] = (byte)TensorPrimitives.IndexOfMax<float>(probabilities.Row(image));
        });
        int errors = predictions.Zip(examples.Labels).Count(pair => pair.First != pair.Second);
        return new Evaluation(probabilities, predictions, errors);
    }

    /// <summary>
    /// Evaluates by the mean of some rollouts. Before each, somebody sets the locations and the noise of a workspace,
    /// given its first image and the number of the sample; after the last, somebody may look at it.
    /// </summary>
    internal static Evaluation Run(
        RecurrentAttentionModel model, LabelledImages examples, int threads, Action<Workspace, int, int> begin,
        bool decide = true, int samples = 1, Action<Workspace, int>? end = null)
    {
        using var pool = new WorkerPool(threads);
        return Run(model, examples, pool, rows =>
        {
            var workspace = new Workspace(model, rows);
            var means = new Matrix(rows, model.Classes);
            return (images, first) =>
            {
                means.Padded.Clear();
                for (int sample = 0; sample < samples; sample++)
                {
                    begin(workspace, first, sample);
                    model.Forward(workspace, images, decide);
                    TensorPrimitives.Add(means.Padded, workspace.Last(workspace.Probabilities).Padded, means.Padded);
                }
                if (samples > 1)
                    TensorPrimitives.Divide(means.Padded, samples, means.Padded);
                end?.Invoke(workspace, first);
                return means;
            };
        });
    }
}
