using Ram.Images;

namespace Ram.Data;

/// <summary>
/// MNIST (LeCun, Cortes, Burges): 70,000 handwritten digits, 28x28, grey. The first 50,000 of the published training
/// digits are trained on, the last 10,000 validate, and the 10,000 published test digits are the test set.
/// </summary>
public static class Mnist
{
    /// <summary>The environment variable that names the folder of the files.</summary>
    public const string Variable = "RAM_DATA";

    /// <summary>What result files call the data.</summary>
    public const string Name = "MNIST";

    /// <summary>The <see cref="DigitSets.Checksum"/> of the sets that <see cref="Load"/> gives.</summary>
    public const string Checksum = "c97a2c607853b499a01d274c02fa5de533f80f6f09404e77aa0e02ec99b4c1f5";

    private const int Side = 28;
    private const int TrainCount = 50_000;
    private const int ValidationCount = 10_000;
    private const int TestCount = 10_000;
    private const int ImagesHeader = 16;
    private const int LabelsHeader = 8;

    /// <summary>The files, with the sums of their content after decompression.</summary>
    public static IReadOnlyList<MnistFile> Files { get; } =
    [
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>Where the files are downloaded from, the first that answers.</summary>
    public static IReadOnlyList<string> Mirrors { get; } =
    [
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ];

    /// <summary>Finds, downloads if need be, and verifies MNIST.</summary>
    /// <remarks>
    /// A place that somebody names, by <paramref name="folder"/> or else the environment variable
    /// <see cref="Variable"/>, is the only one looked at. Otherwise the files are looked for in <c>data/mnist</c> of
    /// the working folder and of every folder above it, and downloaded into <c>data/mnist</c> beside Ram.sln, or of the
    /// working folder outside the project. A damaged file is reported and stays where it is.
    /// </remarks>
    /// <param name="folder">The folder of the files, raw or .gz, or null.</param>
    /// <param name="progress">Told of each part of a download.</param>
    /// <param name="cancellation">Breaks a download off.</param>
    /// <exception cref="RamException">When the files are not in the named place, damaged, or not to be downloaded.</exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public static DigitSets Load(
        string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default) =>
        TryLoad(folder, progress, cancellation, out string? problem)
            ?? throw new RamException($"{problem}, or use the built-in digits (task \"digits\").");

    /// <summary>The folder where <see cref="Load"/> would find all files, unverified, or null; downloads nothing.</summary>
    public static string? Find(string? folder = null) => MnistPlaces.Current(folder).Find();

    /// <summary><see cref="Load"/>, but null if no mirror gives the files, and a line without its end that says so.</summary>
    internal static DigitSets? TryLoad(
        string? folder, IProgress<DownloadProgress>? progress, CancellationToken cancellation, out string? problem)
    {
        using SocketsHttpHandler handler = new() { ConnectTimeout = TimeSpan.FromSeconds(10) };
        using MnistDownload download = new(handler, progress);
        return TryLoad(MnistPlaces.Current(folder), download, cancellation, out problem);
    }

    /// <summary>The same from any places, through any download.</summary>
    internal static DigitSets? TryLoad(
        MnistPlaces places, MnistDownload download, CancellationToken cancellation, out string? problem)
    {
        problem = null;
        string? found = places.Find();
        if (found is null && places.IsNamed)
            throw places.NotThere();
        if (found is null)
            problem = Fetch(places, download, cancellation).GetAwaiter().GetResult();
        return problem is null ? Read(places.Files, found ?? places.Target) : null;
    }

    private static async Task<string?> Fetch(
        MnistPlaces places, MnistDownload download, CancellationToken cancellation)
    {
        foreach (MnistFile file in places.Missing(places.Target).ToArray())
            if (await download.Fetch(file, places.Target, cancellation).ConfigureAwait(false) is { } problem)
                return $"MNIST is not here and could not be downloaded: {problem}. Set {Variable} to a folder that has the "
                    + $"files, copy them into {places.Target}";
        return null;
    }

    private static DigitSets Read(IReadOnlyList<MnistFile> files, string folder)
    {
        ReadOnlyMemory<byte>[] contents = ReadAll(files, folder);
        return new DigitSets(Name,
            Take(contents[0], contents[1], 0, TrainCount),
            Take(contents[0], contents[1], TrainCount, ValidationCount),
            Take(contents[2], contents[3], 0, TestCount));
    }

    private static ReadOnlyMemory<byte>[] ReadAll(IReadOnlyList<MnistFile> files, string folder)
    {
        Task<ReadOnlyMemory<byte>>[] reads =
            [.. files.Select(file => Task.Run(() => file.Read(file.FindIn(folder) ?? Path.Combine(folder, file.Name))))];
        // The first failure, in the order of the files, as it was thrown.
        return [.. reads.Select(read => read.GetAwaiter().GetResult())];
    }

    /// <summary>The sum fixes every byte of the files, so that their IDX headers are skipped.</summary>
    private static LabelledImages Take(ReadOnlyMemory<byte> images, ReadOnlyMemory<byte> labels, int start, int count)
    {
        const int size = Side * Side;
        byte[] pixels = images.Slice(ImagesHeader + start * size, count * size).ToArray();
        return new LabelledImages(
            new ImageBatch(count, 1, Side, Side, pixels), labels.Slice(LabelsHeader + start, count).ToArray());
    }
}
