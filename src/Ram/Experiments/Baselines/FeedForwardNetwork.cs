using Ram.Model;
using Ram.Networks;

namespace Ram.Experiments.Baselines;

/// <summary>
/// A network that sees the whole image at once (section 4.1's baselines): pixels p / 255 or a convolution of them,
/// layers of ReLUs, a softmax over classes. It is trained by cross-entropy.
/// </summary>
/// <remarks>
/// Under <c>layers</c>, the tensors of its files are those of a PyTorch Sequential: Linear, ReLU, Linear, ReLU, Linear; or
/// Conv2d, ReLU, Flatten, Linear, ReLU, Linear.
/// </remarks>
internal sealed class FeedForwardNetwork : Classifier
{
    /// <summary>A network with random weights: uniform in ±1/√inputs, as PyTorch's layers begin.</summary>
    public FeedForwardNetwork(FeedForwardOptions options, ulong seed = 1)
    {
        Options = options.Validate();
        if (options.Filters > 0)
            Convolution = new Linear(
                ParameterList, "layers.0", options.Window * options.Window, options.Filters,
                [options.Filters, 1, options.Window, options.Window]);
        Dense = [.. options.Dense.Select(layer => new Linear(ParameterList, layer.Name, layer.Inputs, layer.Outputs))];
        Layers = Convolution is null ? Dense : [Convolution, .. Dense];
        Initialise(seed);
    }

    public FeedForwardOptions Options { get; }

    /// <summary>The convolution without padding, from the pixels of a window to the filters; or null.</summary>
    public Linear? Convolution { get; }

    /// <summary>The fully connected layers; a ReLU follows each but the last, which gives the logits.</summary>
    public Linear[] Dense { get; }

    public override IReadOnlyList<Linear> Layers { get; }

    public override int Classes => Options.Classes;

    internal override KeyValuePair<string, string> Description => new(FeedForwardOptions.Key, Options.ToJson());

    /// <summary>Reads a network; <see cref="WeightFile.Save"/> writes it.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a network.</exception>
    public static FeedForwardNetwork Load(string path) => WeightFile.Load(path, file =>
    {
        if (!file.Metadata.TryGetValue(FeedForwardOptions.Key, out string? json))
            throw new RamException(
                $"the metadata has no {FeedForwardOptions.Key}; a network without glimpses is needed.");
        FeedForwardOptions options = FeedForwardOptions.FromJson(json);
        // The options may ask for more memory than the file could fill.
        foreach ((string name, int inputs, int outputs) in options.Dense)
            WeightFile.Check(file, $"{name}.weight", [outputs, inputs]);
        var network = new FeedForwardNetwork(options);
        WeightFile.Fill(network, file);
        return network;
    });

    internal override void CheckImages(int channels, int height, int width)
    {
        if ((channels, height, width) != (1, Options.Height, Options.Width))
            throw new RamException(
                $"The image is {channels}x{height}x{width} (channels, height, width); "
                + $"the network sees 1x{Options.Height}x{Options.Width}.");
    }

    internal override IPass NewPass(int images, RolloutSettings? settings = null) => new FeedForwardPass(this, images);
}
