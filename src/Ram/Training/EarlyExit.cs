using System.Numerics.Tensors;
using Ram.Data;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// What a model says of images after each glimpse of one deterministic rollout from the centre, so that looking may
/// stop early: after a fixed number of glimpses, or as soon as the model is sure, which is when the largest class
/// probability reaches a threshold. The rollout itself is the same however early it ends.
/// </summary>
/// <remarks>
/// Class probabilities before the last glimpse mean something only where training classified every glimpse
/// (<see cref="RamOptions.ClassifyEveryGlimpse"/>).
/// </remarks>
public sealed class EarlyExit
{
    /// <summary>Thresholds that are spread over the class probabilities of a well trained model.</summary>
    public static IReadOnlyList<double> UsualThresholds { get; } =
        [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999];

    // Image by image, glimpse by glimpse: [images x glimpses].
    private readonly float[] _confidences;
    private readonly bool[] _wrong;

    private EarlyExit(RamOptions options, int images)
    {
        Options = options;
        Images = images;
        _confidences = new float[images * options.Glimpses];
        _wrong = new bool[images * options.Glimpses];
    }

    /// <summary>What the model is.</summary>
    public RamOptions Options { get; }

    /// <summary>The number of images.</summary>
    public int Images { get; }

    /// <summary>What the model says after its last glimpse, as a plain evaluation does.</summary>
    public Evaluation Evaluation { get; private set; } = null!;

    /// <summary>Looks at every image once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The images and their classes.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <exception cref="RamException">When images and model do not fit.</exception>
    public static EarlyExit Of(RecurrentAttentionModel model, LabelledImages examples, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        var answers = new EarlyExit(model.Options, examples.Count);
        using var pool = new WorkerPool(threads);
        answers.Evaluation = Evaluation.Run(model, examples, pool, rows =>
        {
            var workspace = new Workspace(model, rows);
            return (images, first) =>
            {
                workspace.At(workspace.Locations, 0).Padded.Clear();
                model.Forward(workspace, images);
                model.Action.Forward(workspace.Core.Hidden, workspace.Probabilities);
                answers.Keep(workspace, first, examples.Labels);
                return workspace.Last(workspace.Probabilities);
            };
        });
        return answers;
    }

    /// <summary>The error after a fixed number of glimpses.</summary>
    /// <param name="glimpses">The glimpses, 1 to those of the model.</param>
    public EarlyExitError AfterGlimpses(int glimpses)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(glimpses);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(glimpses, Options.Glimpses);
        return ErrorOf(null, _ => glimpses);
    }

    /// <summary>The errors after one glimpse, after two, and so on.</summary>
    public IReadOnlyList<EarlyExitError> AfterEachGlimpse() =>
        [.. Enumerable.Range(1, Options.Glimpses).Select(AfterGlimpses)];

    /// <summary>The error when looking stops as soon as the model is sure, after the last glimpse at the latest.</summary>
    /// <param name="threshold">The class probability from which on it is sure, 0 to 1.</param>
    public EarlyExitError WhenSure(double threshold) => ErrorOf(threshold, image =>
    {
        int glimpses = 1;
        while (glimpses < Options.Glimpses && _confidences[image * Options.Glimpses + glimpses - 1] < threshold)
            glimpses++;
        return glimpses;
    });

    /// <summary>
    /// The least threshold at which stopping costs no error on these images, compared with all glimpses: choose it on
    /// validation images, and measure what it is worth on others. Null where every threshold costs some.
    /// </summary>
    public double? LeastThreshold()
    {
        // Only a glimpse that is surer than all before it can be one to stop at. As the threshold sinks from above
        // everything, each image goes through its own such glimpses from the last to the first.
        var exits = new List<(float Confidence, int At)>();
        for (int image = 0; image < Images; image++)
        {
            float surest = 0;
            for (int at = image * Options.Glimpses; at < (image + 1) * Options.Glimpses - 1; at++)
                if (_confidences[at] > surest)
                    exits.Add((surest = _confidences[at], at));
        }
        int[] exitOf = [.. Enumerable.Range(1, Images).Select(image => image * Options.Glimpses - 1)];
        int more = 0;
        double? least = null;
        foreach (IGrouping<float, (float Confidence, int At)> level in
            exits.GroupBy(exit => exit.Confidence).OrderByDescending(level => level.Key))
        {
            foreach ((_, int at) in level)
            {
                ref int exit = ref exitOf[at / Options.Glimpses];
                more += (_wrong[at] ? 1 : 0) - (_wrong[exit] ? 1 : 0);
                exit = at;
            }
            if (more <= 0)
                least = level.Key;
        }
        return least;
    }

    private void Keep(Workspace workspace, int first, byte[] labels)
    {
        for (int row = 0; row < workspace.Rows; row++)
        {
            for (int step = 0; step < workspace.Steps; step++)
            {
                ReadOnlySpan<float> probabilities = workspace.Probabilities.Row(step * workspace.Rows + row);
                int said = TensorPrimitives.IndexOfMax(probabilities), at = (first + row) * workspace.Steps + step;
                (_confidences[at], _wrong[at]) = (probabilities[said], said != labels[first + row]);
            }
        }
    }

    private EarlyExitError ErrorOf(double? threshold, Func<int, int> glimpsesOf)
    {
        long used = 0;
        int errors = 0;
        for (int image = 0; image < Images; image++)
        {
            int glimpses = glimpsesOf(image);
            used += glimpses;
            errors += _wrong[image * Options.Glimpses + glimpses - 1] ? 1 : 0;
        }
        double mean = (double)used / Images;
        return new EarlyExitError(threshold, Images, errors, mean, mean * Options.GlimpseSize);
    }
}

/// <summary>The error of a model that looks no longer than it is told to.</summary>
/// <param name="Threshold">The class probability at which it stopped; null for a fixed number of glimpses.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Errors">How many are wrong.</param>
/// <param name="MeanGlimpses">The glimpses of an image, on average.</param>
/// <param name="MeanPixels">
/// The pixels that the retina gave of an image after averaging, all patches and channels, on average.
/// </param>
public sealed record EarlyExitError(
    double? Threshold, int Images, int Errors, double MeanGlimpses, double MeanPixels)
{
    /// <summary>The share of wrong classes, in percent.</summary>
    public double ErrorPercent => 100.0 * Errors / Images;
}
