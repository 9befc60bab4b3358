namespace Ram.Data;

/// <summary>A task of the paper: which images are trained on, chosen on and reported on.</summary>
public sealed class DigitTask
{
    /// <summary>The seed of every task's validation and test set; the paper's date, and as good as any.</summary>
    private const ulong FixedSeed = 20140624;

    private readonly DigitSets _digits;
    private readonly ulong _seed;
    private readonly Lazy<LabelledImages> _validation, _test;

    private DigitTask(string name, ulong seed, DigitSets digits, string? notice)
    {
        (Name, _seed, _digits, Notice) = (name, seed, digits, notice);
        Train = Draw(DataSplit.Train, digits.Train, seed);
        Description = $"{Name} of {DataName}, {DataChecksum}";
        _validation = new(() => Fix(Draw(DataSplit.Validation, digits.Validation, FixedSeed)));
        _test = new(() => Verify(Fix(Draw(DataSplit.Test, digits.Test, FixedSeed))));
    }

    private DigitTask(DigitTask plain)
    {
        (Name, _seed, _digits, Notice) = (plain.Name, plain._seed, plain._digits, plain.Notice);
        (_validation, _test) = (plain._validation, plain._test);
        Train = Draw(DataSplit.Train, new DistortedDigits(_digits.Train, _seed), _seed);
        Description = $"{plain.Description}, bent in training";
    }

    /// <summary>
    /// The tasks: <c>digits</c> (built in) and <c>mnist</c> on 28x28, <c>translated-60</c>, <c>cluttered-60</c>
    /// with 4 pieces of clutter and <c>cluttered-100</c> with 8.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        ["digits", "mnist", "translated-60", "cluttered-60", "cluttered-100"];

    /// <summary>One of <see cref="Names"/>.</summary>
    public string Name { get; }

    /// <summary>The 50,000 images of an epoch, drawn on the fly on the translated and cluttered tasks.</summary>
    public IExamples Train { get; }

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
    public string Description { get; }

    /// <summary>What the user must be told: one line if MNIST was not to be had, else null.</summary>
    public string? Notice { get; }

    /// <summary>Whether the built-in digits stand in for MNIST.</summary>
    public bool IsFallback => Notice is not null;

    /// <summary>Throws unless there is such a task.</summary>
    /// <exception cref="RamException">When there is no such task; the message lists them all.</exception>
    public static void ThrowIfUnknown(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Names.Contains(name))
            return;
        string guess = Spelling.Nearest(name, Names) is { } nearest ? $" Did you mean {nearest}?" : "";
        throw new RamException($"There is no task \"{name}\"; there are {string.Join(", ", Names)}.{guess}");
    }

    /// <summary>Prepares a task.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seed">Fixes the training images that are drawn on the fly.</param>
    /// <param name="source">
    /// The digits to make the task of. Null stands for the built-in digits on <c>digits</c>; else for MNIST, or for
    /// the built-in digits if MNIST is neither here nor to be downloaded, which <see cref="Notice"/> then says.
    /// </param>
    /// <param name="progress">Told of each part of a download.</param>
    /// <param name="cancellation">Breaks a download off.</param>
    /// <exception cref="RamException">
    /// When there is no such task, a file of MNIST is damaged, or MNIST is not in the place that RAM_DATA names.
    /// </exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static DigitTask Load(string name, ulong seed = 1, DigitSets? source = null,
        IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        ThrowIfUnknown(name);
        if (source is not null)
            return new DigitTask(name, seed, source, notice: null);
        if (name == "digits")
            return new DigitTask(name, seed, BuiltInDigits.Load(), notice: null);
        return Mnist.TryLoad(folder: null, progress, cancellation, out string? problem) is { } mnist
            ? new DigitTask(name, seed, mnist, notice: null)
            : MakeFallback(name, seed, problem!);
    }

    /// <summary>
    /// The same task with its training digits bent a little, afresh in every epoch, where too few digits would be learned
    /// by heart. Clutter, validation and test images stay as they are.
    /// </summary>
    public DigitTask WithDistortedTraining() => new(this);

    /// <summary>The task made of the built-in digits, for want of MNIST.</summary>
    internal static DigitTask MakeFallback(string name, ulong seed, string problem) =>
        new(name, seed, BuiltInDigits.Load(),
            $"{problem}. The built-in digits stand in for it: {name} is not the paper's task.");

    private IExamples Draw(DataSplit split, IExamples digits, ulong seed) => Name switch
    {
        "translated-60" => new TranslatedDigits(digits, 60, 60, seed, split),
        "cluttered-60" => new ClutteredDigits(digits, _digits.Train, 60, 60, 4, seed, split),
        "cluttered-100" => new ClutteredDigits(digits, _digits.Train, 100, 100, 8, seed, split),
        _ => digits,
    };

    private static LabelledImages Fix(IExamples examples) => examples as LabelledImages ?? FixedSet.Of(examples);

    private LabelledImages Verify(LabelledImages test)
    {
        string sum = ImageChecksum.Of(test);
        if (TaskChecksums.Find(Name, DataChecksum) is { } right && right != sum)
            throw new RamException($"The test images of {Name} have SHA-256 {sum}, right is {right}: this machine draws "
                + "them differently, so that results cannot be compared. Please report it.");
        return test;
    }
}
