using System.Numerics.Tensors;
using Ram.Data;
using Ram.Model;

namespace Ram.Training;

/// <summary>
/// What a model says of images after each glimpse of one deterministic rollout from the centre, so that looking may
/// stop early: after a fixed number of glimpses, or as soon as the model is sure, which is when the largest class
/// probability reaches a threshold. It means something only where training classified every glimpse
/// (<see cref="RamOptions.ClassifyEveryGlimpse"/>).
/// </summary>
public sealed class EarlyExit
{
    /// <summary>Thresholds that are spread over the class probabilities of a well trained model.</summary>
    public static IReadOnlyList<double> UsualThresholds { get; } =
        [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999];

    // Image by image, glimpse by glimpse: [images x glimpses].
    private readonly float[] _confidences;
    private readonly bool[] _wrong;

    private EarlyExit(RamOptions options, int images) => (Options, Images, _confidences, _wrong) =
        (options, images, new float[images * options.Glimpses], new bool[images * options.Glimpses]);

    /// <summary>What the model is.</summary>
    public RamOptions Options { get; }

    /// <summary>The number of images.</summary>
    public int Images { get; }

    /// <summary>What the model says after its last glimpse, as a plain evaluation does.</summary>
    public Evaluation Evaluation { get; private set; } = null!;

    /// <summary>Looks at every image once.</summary>
    /// <inheritdoc cref="Evaluation.Run(Classifier, LabelledImages, int)"/>
    public static EarlyExit Of(RecurrentAttentionModel model, LabelledImages examples, int threads = 0)
    {
        var answers = new EarlyExit(model.Options, examples.Count);
        answers.Evaluation = Evaluation.Run(
            model, examples, threads, begin: (workspace, _, _) => workspace.At(workspace.Locations, 0).Padded.Clear(),
            end: (workspace, first) =>
            {
                model.Action.Forward(workspace.Core.Hidden, workspace.Probabilities);
                answers.Keep(workspace, first, examples.Labels);
            });
        return answers;
    }

    /// <summary>The errors after one glimpse, after two, and so on.</summary>
    public IReadOnlyList<EarlyExitError> AfterEachGlimpse() =>
        [.. Enumerable.Range(1, Options.Glimpses).Select(glimpses => ErrorOf(null, _ => glimpses))];

    /// <summary>The error when looking stops as soon as a class probability reaches a threshold, 0 to 1.</summary>
    public EarlyExitError WhenSure(double threshold) => ErrorOf(threshold, image =>
    {
        int glimpses = 1;
        while (glimpses < Options.Glimpses && _confidences[image * Options.Glimpses + glimpses - 1] < threshold)
            glimpses++;
        return glimpses;
    });

    /// <summary>
    /// The least threshold at which stopping costs no error on these images, compared with all glimpses, or null:
    /// choose it on validation images, and measure what it is worth on others.
    /// </summary>
    public double? LeastThreshold()
    {
        // Only a glimpse that is surer than all before it can be one to stop at. As the threshold sinks from above
        // everything, each image goes back from its last glimpse to the surest before it, and so on.
        var exits = new List<(float Confidence, int MoreErrors)>();
        for (int image = 0; image < Images; image++)
        {
            int last = (image + 1) * Options.Glimpses - 1, surest = image * Options.Glimpses;
            for (int at = surest + 1; at <= last; at++)
                if (at == last || _confidences[at] > _confidences[surest])
                {
                    exits.Add((_confidences[surest], (_wrong[surest] ? 1 : 0) - (_wrong[at] ? 1 : 0)));
                    surest = at;
                }
        }
        int more = 0;
        double? least = null;
        foreach (var level in exits.GroupBy(exit => exit.Confidence).OrderByDescending(level => level.Key))
            if ((more += level.Sum(exit => exit.MoreErrors)) <= 0)
                least = level.Key;
        return least;
    }

    private void Keep(Workspace workspace, int first, byte[] labels)
    {
        for (int row = 0; row < workspace.Rows; row++)
            for (int step = 0; step < workspace.Steps; step++)
            {
                ReadOnlySpan<float> probabilities = workspace.Probabilities.Row(step * workspace.Rows + row);
                int said = TensorPrimitives.IndexOfMax(probabilities), at = (first + row) * workspace.Steps + step;
                (_confidences[at], _wrong[at]) = (probabilities[said], said != labels[first + row]);
            }
    }

    private EarlyExitError ErrorOf(double? threshold, Func<int, int> glimpsesOf)
    {
        int[] glimpses = [.. Enumerable.Range(0, Images).Select(glimpsesOf)];
        int errors = glimpses.Index().Count(exit => _wrong[exit.Index * Options.Glimpses + exit.Item - 1]);
        double mean = glimpses.Average();
        return new EarlyExitError(threshold, Images, errors, mean, mean * Options.GlimpseSize);
    }
}

/// <summary>The error of a model that looks no longer than it is told to.</summary>
/// <param name="Threshold">The class probability at which it stopped; null for a fixed number of glimpses.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Errors">How many are wrong.</param>
/// <param name="MeanGlimpses">The glimpses of an image, on average.</param>
/// <param name="MeanPixels">The pixels that the retina gave of an image, of all patches and channels, on average.</param>
public sealed record EarlyExitError(double? Threshold, int Images, int Errors, double MeanGlimpses, double MeanPixels)
{
    /// <summary>The share of wrong classes, in percent.</summary>
    public double ErrorPercent => 100.0 * Errors / Images;
}
