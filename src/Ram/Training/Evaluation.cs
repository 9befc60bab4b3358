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
        using var team = new Team(threads == 0 ? Environment.ProcessorCount : threads);
        return Run(model, examples, team, firstLocations);
    }

    /// <summary>
    /// Random rollouts from random first locations, as in training; the class with the largest mean belief.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The images and their classes.</param>
    /// <param name="samples">The rollouts of each image, 1 or more.</param>
    /// <param name="seed">The seed of the rollouts.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <exception cref="RamException">When images and model do not fit.</exception>
    public static Evaluation RunSampled(
        RecurrentAttentionModel model, LabelledImages examples, int samples, ulong seed = 1, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        using var team = new Team(threads == 0 ? Environment.ProcessorCount : threads);
        return Run(model, examples, team, samples, (workspace, start, sample) =>
        {
            for (int row = 0; row < workspace.Rows; row++)
                workspace.DrawRollout(new RandomStream(seed, StreamPurpose.Validation, sample, start + row), row);
        });
    }

    internal static Evaluation Run(
        RecurrentAttentionModel model, LabelledImages examples, Team team, Matrix? firstLocations = null)
    {
        if (firstLocations is Matrix locations && (locations.Rows, locations.Columns) != (examples.Count, 2))
            throw new ArgumentException(
                $"The first locations are [{locations.Rows}, {locations.Columns}]; needed: [{examples.Count}, 2].",
                nameof(firstLocations));
        return Run(model, examples, team, samples: 1, (workspace, start, _) =>
        {
            for (int row = 0; row < workspace.Rows; row++)
            {
                Span<float> location = workspace.Locations.Row(row);
                if (firstLocations is Matrix given)
                    given.Row(start + row).CopyTo(location);
                else
                    location.Clear();
            }
        });
    }

    private static Evaluation Run(
        RecurrentAttentionModel model, LabelledImages examples, Team team, int samples,
        Action<Workspace, int, int> begin)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        model.CheckChannels(examples.Channels);
        var predictions = new byte[examples.Count];
        int shards = (examples.Count + Rows - 1) / Rows;
        var workspaces = new Dictionary<int, Workspace>[team.Members];
        team.Run(shards, (shard, member) =>
        {
            int start = shard * Rows, count = Math.Min(Rows, examples.Count - start);
            Dictionary<int, Workspace> own = workspaces[member] ??= [];
            if (!own.TryGetValue(count, out Workspace? workspace))
                own.Add(count, workspace = new Workspace(model, count));
            Predict(model, examples.Images, workspace, start, samples, begin, predictions.AsSpan(start, count));
        });
        int errors = predictions.Zip(examples.Labels).Count(pair => pair.First != pair.Second);
        return new Evaluation(predictions, errors);
    }

    private static void Predict(
        RecurrentAttentionModel model, ImageBatch images, Workspace workspace, int start, int samples,
        Action<Workspace, int, int> begin, Span<byte> predictions)
    {
        var rows = new ImageRows(images.Pixels, start * images.ImageSize, images.Channels, images.Height, images.Width);
        var sums = new Matrix(workspace.Rows, model.Options.Classes);
        for (int sample = 0; sample < samples; sample++)
        {
            begin(workspace, start, sample);
            model.Forward(workspace, rows);
            Matrix beliefs = workspace.At(workspace.Beliefs, workspace.Steps - 1);
            TensorPrimitives.Add(sums.Padded, beliefs.Padded, sums.Padded);
        }
        for (int row = 0; row < workspace.Rows; row++)
            predictions[row] = (byte)TensorPrimitives.IndexOfMax<float>(sums.Row(row));
    }
}
