using System.Security.Cryptography;

namespace Ram.Data;

/// <summary>Digits, or other small images of one size, to train, choose and report on.</summary>
/// <param name="Name">What a result file calls the data, such as <c>MNIST</c>.</param>
/// <param name="Train">The digits that weights are trained on.</param>
/// <param name="Validation">The digits that settings and the best epoch are chosen on.</param>
/// <param name="Test">The digits that are reported on.</param>
public sealed record DigitSets(string Name, LabelledImages Train, LabelledImages Validation, LabelledImages Test)
{
    /// <summary>The SHA-256 of the pixels, then the labels of each set in turn, in hexadecimal.</summary>
    public string Checksum => field ??= ChecksumOf(Train, Validation, Test);

    /// <summary>The SHA-256 of the pixels, then the labels of each of some sets in turn, in hexadecimal.</summary>
    public static string ChecksumOf(params ReadOnlySpan<LabelledImages> sets)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LabelledImages set in sets)
        {
            hash.AppendData(set.Images.Pixels);
            hash.AppendData(set.Labels);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>
/// MNIST (LeCun, Cortes, Burges): 70,000 handwritten digits, 28x28, grey. The first 50,000 of the published training
/// digits are trained on, the last 10,000 validate, and the 10,000 published test digits are the test set.
/// </summary>
/// <example><code>
/// DigitSets digits = Mnist.Load();
/// Console.WriteLine($"{digits.Train.Count} digits to train on; the first is a {digits.Train.Labels[0]}");
/// </code></example>
public static class Mnist
{
    /// <summary>The environment variable that names another folder of the files, whose content need not be MNIST.</summary>
    public const string Variable = "RAM_DATA";
    /// <summary>What result files call the data.</summary>
    public const string Name = "MNIST";
    /// <summary>The <see cref="DigitSets.Checksum"/> of MNIST, by which results and kept models are held.</summary>
    public const string Checksum = "c97a2c607853b499a01d274c02fa5de533f80f6f09404e77aa0e02ec99b4c1f5";

    private const int ValidationPart = 6; // one in so many of the training images validates, the last ones

    private static readonly string _folder = Path.Combine("data", "mnist");

    /// <summary>The names of the four files; each may end in <c>.gz</c>.</summary>
    public static IReadOnlyList<string> Files { get; } =
        ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Reads MNIST, or another data set in files of the same names.</summary>
    /// <remarks>
    /// The files lie in <paramref name="folder"/>, or else where the environment variable <see cref="Variable"/> says, or
    /// else in <c>data/mnist</c> of the working folder or of a folder above it, where they must be MNIST. Another data set
    /// is called by the name of its folder; of its training images the last sixth validates.
    /// </remarks>
    /// <param name="folder">The folder of the files, raw or gzip, or null.</param>
    /// <exception cref="RamException">When files are missing or damaged, or do not fit together.</exception>
    public static DigitSets Load(string? folder = null)
    {
        string? named = Named(folder);
        string place = Find(folder) ?? throw NotThere(folder, named);
        string?[] files = FilesIn(place);
        LabelledImages train = LabelledImages.ReadIdx(files[0]!, files[1]!);
        LabelledImages test = LabelledImages.ReadIdx(files[2]!, files[3]!);
        int classes = Math.Max(train.Classes, test.Classes);
        if ((train.Channels, train.Height, train.Width) != (test.Channels, test.Height, test.Width))
            throw new RamException(
                $"The training images in {place} are [{train.Channels}, {train.Height}, {train.Width}], the test images "
                + $"[{test.Channels}, {test.Height}, {test.Width}]; all must have the same channels, height and width.");
        if (train.Count < ValidationPart)
            throw new RamException($"{place} has {train.Count} training images; {ValidationPart} at least are needed.");
        int validation = train.Count / ValidationPart, trained = train.Count - validation;
        LabelledImages Of(LabelledImages images) => new(images.Images, images.Labels, classes);
        var sets = new DigitSets(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place))),
            Of(train.Slice(0, trained)), Of(train.Slice(trained, validation)), Of(test));
        return sets.Checksum == Checksum ? sets with { Name = Name }
            : named is not null ? sets
            : throw new RamException(
                $"The files in {place} are not MNIST (SHA-256 {sets.Checksum}, right is {Checksum}). Restore them, or "
                + $"name the folder of another data set in {Variable}.");
    }

    /// <summary>The folder where <see cref="Load"/> finds all four files, or null.</summary>
    public static string? Find(string? folder = null)
    {
        if (Named(folder) is string named)
            return new[] { named, Path.Combine(named, "mnist") }.FirstOrDefault(HasAll);
        for (DirectoryInfo? above = new(Environment.CurrentDirectory); above is not null; above = above.Parent)
            if (HasAll(Path.Combine(above.FullName, _folder)))
                return Path.Combine(above.FullName, _folder);
        return null;
    }

    private static bool HasAll(string folder) => !FilesIn(folder).Contains(null);

    private static string? Named(string? folder) =>
        folder ?? (Environment.GetEnvironmentVariable(Variable) is string named && named.Trim() != "" ? named : null);

    // The paths of the four files; null for one that is missing. Some unpackers write train-images.idx3-ubyte.
    private static string?[] FilesIn(string folder) => [.. Files.Select(name =>
        new[] { name, name.Replace("-idx", ".idx", StringComparison.Ordinal) }
            .SelectMany(raw => new[] { Path.Combine(folder, raw), Path.Combine(folder, raw + ".gz") })
            .FirstOrDefault(File.Exists))];

    private static RamException NotThere(string? folder, string? named)
    {
        if (named is null)
            return new RamException(
                $"There is no {_folder} with the files of MNIST in {Environment.CurrentDirectory} or above it. Work in the "
                + $"project's folder, or name the folder of the files in the environment variable {Variable}.");
        string place = folder is null ? $"{Variable}={named}" : named;
        string?[] found = FilesIn(named);
        IEnumerable<string> missing = Files.Where((_, file) => found[file] is null);
        return new RamException(
            $"{place} {(Directory.Exists(named) ? "has no" : "does not exist; it should have the files")} "
            + $"{string.Join(", ", missing)} (raw or .gz, there or in its folder mnist).");
    }
}
