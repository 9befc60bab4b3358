namespace Ram.Data;

/// <summary>A task of the paper: which images are trained on, chosen on and reported on.</summary>
/// <example><code>
/// DigitTask task = DigitTask.Load("cluttered-60");
/// byte[] image = new byte[60 * 60];
/// int label = task.Train.Draw(epoch: 0, index: 7, image);
/// </code></example>
public sealed class DigitTask
{
    private const ulong FixedSeed = 20140624; // of every validation and test set; the paper's date, and as good as any

    // The SHA-256 of each task's test images and labels, so that two results are of the same test.
    private static readonly Dictionary<string, string> _testChecksums = new()
    {
        ["mnist"] = "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b",
        ["translated-60"] = "3561ffdb8ff84fc27968129fbcc35ba464cebd3b826c0755ac3fc46c1a0a0ede",
        ["cluttered-60"] = "0c99d3a2c87fb800d7ecd7f75acd130f323944fcbf39e0a724d296c764cd6302",
        ["cluttered-100"] = "4cb87f23ed48455410f7b8f07d45145e12efbcc5e7acfd9762798e1729b8773c",
    };

    private readonly DigitSets _digits;
    private readonly ulong _seed;
    private readonly Lazy<LabelledImages> _validation, _test;

    private DigitTask(string name, ulong seed, DigitSets digits)
    {
        (Name, _seed, _digits) = (name, seed, digits);
        Train = Draw(DataSplit.Train, digits.Train, seed);
        Description = $"{Name} of {DataName}, {DataChecksum}";
        _validation = new(() => LabelledImages.Of(Draw(DataSplit.Validation, digits.Validation, FixedSeed)));
        _test = new(() => Verify(LabelledImages.Of(Draw(DataSplit.Test, digits.Test, FixedSeed))));
    }

    /// <summary>The tasks: on 28x28, translated on 60x60, cluttered by 4 pieces on 60x60, by 8 on 100x100.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mnist", "translated-60", "cluttered-60", "cluttered-100"];
    /// <summary>One of <see cref="Names"/>.</summary>
    public string Name { get; }
    /// <summary>The 50,000 images of an epoch, drawn on the fly on the translated and cluttered tasks.</summary>
    public IExamples Train { get; private set; }
    /// <summary>The 10,000 images that settings and the best epoch are chosen on; made when first asked for.</summary>
    public LabelledImages Validation => _validation.Value;

    /// <summary>The 10,000 images that are reported on, the same for every seed; made when first asked for.</summary>
    /// <exception cref="RamException">When they are not the images whose checksum this version holds.</exception>
    public LabelledImages Test => _test.Value;

    /// <summary>The digits that the images are made of, as result files call them.</summary>
    public string DataName => _digits.Name;
    /// <summary>The checksum of the digits that the images are made of.</summary>
    public string DataChecksum => _digits.Checksum;
    /// <summary>Task and digits in one line, by which a checkpoint knows its data again.</summary>
    public string Description { get; private set; }

    /// <summary>Prepares a task.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seed">Fixes the training images that are drawn on the fly.</param>
    /// <param name="source">The digits to make the task of; null for those of <see cref="Mnist.Load"/>.</param>
    /// <exception cref="RamException">When there is no such task, or files are missing or damaged.</exception>
    public static DigitTask Load(string name, ulong seed = 1, DigitSets? source = null) => Names.Contains(name)
        ? new DigitTask(name, seed, source ?? Mnist.Load()) : throw Spelling.Unknown("task", name, Names);

    /// <summary>The same task with its training digits distorted; all else stays as it is.</summary>
    internal DigitTask WithDistortedTraining(Distortion distortion)
    {
        // Checkpoints know their data by these words.
        string how = distortion == Distortion.Elastic ? "bent" : FormattableString.Invariant(
            $"bent by {distortion.Stretch}, {distortion.Skew}, {distortion.Shift}, {distortion.Wave}");
        var distorted = (DigitTask)MemberwiseClone();
        distorted.Train = Draw(DataSplit.Train, new DistortedImages(_digits.Train, _seed, distortion), _seed);
        distorted.Description = $"{Description}, {how} in training";
        return distorted;
    }

    private IExamples Draw(DataSplit split, IExamples digits, ulong seed) => Name switch
    {
        "translated-60" => new TranslatedDigits(digits, 60, 60, seed) { Split = split },
        "cluttered-60" => new ClutteredDigits(digits, _digits.Train, 60, 60, 4, seed) { Split = split },
        "cluttered-100" => new ClutteredDigits(digits, _digits.Train, 100, 100, 8, seed) { Split = split },
        _ => digits,
    };

    private LabelledImages Verify(LabelledImages test)
    {
        (string sum, string right) = (DigitSets.ChecksumOf(test), _testChecksums[Name]);
        if (DataChecksum == Mnist.Checksum && sum != right)
            throw new RamException($"The test images of {Name} have SHA-256 {sum}, right is {right}: this machine draws "
                + "them differently, so that results cannot be compared. Please report it.");
        return test;
    }
}
