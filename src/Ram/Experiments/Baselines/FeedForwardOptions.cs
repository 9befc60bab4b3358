using System.ComponentModel.DataAnnotations;
using Ram.Model;

namespace Ram.Experiments.Baselines;

/// <summary>
/// What a network without glimpses is: grey images of one size, a convolution or none, layers of ReLUs, a softmax.
/// It travels in weight files and checkpoints as the JSON object <c>ram.network</c>.
/// </summary>
/// <example><code>
/// DigitTask task = DigitTask.Load("translated-60");
/// Classifier network = FeedForwardOptions.Convolutional(60).NewNetwork();
/// foreach (EpochLog epoch in new Trainer(network, task.Train, task.Validation, new TrainingOptions()).Run())
///     Console.WriteLine(epoch);
/// Evaluation test = Evaluation.Run(network, task.Test);
/// </code></example>
/// <param name="Height">The height of the images in pixels; 1 to 4096.</param>
/// <param name="Width">The width of the images in pixels; 1 to 4096.</param>
/// <param name="Filters">The filters of the convolution; 0 for none, at most 64.</param>
/// <param name="Window">The side of the convolution's windows in pixels; 1 to 64, at most that of the image.</param>
/// <param name="Stride">The pixels from one window to the next; 1 to 64.</param>
public sealed record FeedForwardOptions(
    [property: Range(1, 4096)] int Height = 28,
    [property: Range(1, 4096)] int Width = 28,
    [property: Range(0, 64, ErrorMessage = "0 (no convolution) to 64")] int Filters = 0,
    [property: Range(1, 64)] int Window = 10,
    [property: Range(1, 64)] int Stride = 5)
{
    /// <summary>The metadata key of the options.</summary>
    internal const string Key = "ram.network";

    private const int MostInputs = 1 << 17;

    /// <summary>The units of each hidden layer; 1 to 4096 each.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [256, 256];

    /// <summary>The classes to choose from; 2 to 256.</summary>
    [Range(2, 256)]
    public int Classes { get; init; } = 10;

    /// <summary>The numbers that the first fully connected layer reads.</summary>
    internal int Features => Filters == 0 ? Height * Width : Filters * Windows;
    /// <summary>The windows of an image; 0 without a convolution.</summary>
    internal int Windows => Filters == 0 ? 0 : Across(Height) * Across(Width);

    /// <summary>The fully connected layers, named as in a PyTorch Sequential, ReLUs and Flatten counted.</summary>
    internal IEnumerable<(string Name, int Inputs, int Outputs)> Dense
    {
        get
        {
            int inputs = Features, module = Filters == 0 ? 0 : 3;
            foreach (int outputs in Hidden.Append(Classes))
            {
                yield return ($"layers.{module}", inputs, outputs);
                (inputs, module) = (outputs, module + 2);
            }
        }
    }

    /// <summary>A fully connected network for square images; the paper's have 64-64 and 256-256 ReLUs.</summary>
    public static FeedForwardOptions FullyConnected(int imageSize, params IReadOnlyList<int> hidden) =>
        new() { Height = imageSize, Width = imageSize, Hidden = hidden };

    /// <summary>
    /// The paper's convolutional network: 8 filters 10x10 at a stride of 5, then 256 ReLUs, or 86 on images of 100
    /// pixels and more. The text says 16 filters; only 8 give the number of parameters that it claims.
    /// </summary>
    /// <param name="imageSize">The side of the images in pixels.</param>
    public static FeedForwardOptions Convolutional(int imageSize) =>
        new() { Height = imageSize, Width = imageSize, Filters = 8, Hidden = [imageSize < 100 ? 256 : 86] };

    /// <summary>Throws when a value is out of its range, and names option, value and range.</summary>
    internal FeedForwardOptions Validate()
    {
        Allowed.CheckRanges(this);
        int largest = Math.Min(64, Math.Min(Height, Width));
        Allowed.Check(Filters == 0 || Window <= largest, "window", Window, $"1 to {largest}");
        Allowed.Check(Features <= MostInputs, "width", Width, $"an image that gives at most {MostInputs} numbers");
        foreach (int units in Hidden)
            Allowed.Check(units is >= 1 and <= 4096, "hidden", units, "1 to 4096");
        Allowed.Check(Hidden.Count is >= 1 and <= 64, "hidden", Hidden.Count, "1 to 64 layers");
        return this;
    }

    /// <summary>A network of this kind with random weights, not trained yet.</summary>
    /// <param name="seed">The seed of the weights.</param>
    /// <exception cref="RamException">When an option is out of range.</exception>
    public Classifier NewNetwork(ulong seed = 1) => new FeedForwardNetwork(this, seed);

    /// <summary>Reads a network's weights, which <see cref="WeightFile.Save(Classifier, string)"/> wrote.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a network.</exception>
    public static Classifier LoadNetwork(string path) => FeedForwardNetwork.Load(path);

    /// <summary>The options as the JSON object that weight files carry; every key is written.</summary>
    internal string ToJson() => StrictJson.Write(this);

    /// <summary>The windows along a side of the image.</summary>
    internal int Across(int side) => (side - Window) / Math.Max(1, Stride) + 1;
}
