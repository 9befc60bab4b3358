using System.Numerics.Tensors;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Experiments.Baselines;

/// <summary>
/// A network that sees the whole image at once (section 4.1's baselines): pixels p / 255 or a convolution of them,
/// layers of ReLUs, a softmax over classes. It is trained by cross-entropy. Under <c>layers</c>, its tensors are those
/// of a PyTorch Sequential: Linear, ReLU, Linear, ReLU, Linear; or Conv2d, ReLU, Flatten, Linear, ReLU, Linear.
/// </summary>
internal sealed class FeedForwardNetwork : Classifier
{
    /// <summary>A network with random weights: uniform in ±1/√inputs, as PyTorch's layers begin.</summary>
    public FeedForwardNetwork(FeedForwardOptions options, ulong seed = 1)
    {
        Options = options.Validate();
        (int filters, int side) = (options.Filters, options.Window);
        if (filters > 0)
            Convolution = new Linear(ParameterList, "layers.0", side * side, filters, [filters, 1, side, side]);
        Dense = [.. options.Dense.Select(layer => new Linear(ParameterList, layer.Name, layer.Inputs, layer.Outputs))];
        Layers = Convolution is null ? Dense : [Convolution, .. Dense];
        Initialise(seed);
    }

    public FeedForwardOptions Options { get; }

    // Without padding, from the pixels of a window to the filters; or null.
    public Linear? Convolution { get; }

    // A ReLU follows each fully connected layer but the last, which gives the logits.
    public Linear[] Dense { get; }

    public override IReadOnlyList<Linear> Layers { get; }
    public override int Classes => Options.Classes;
    internal override KeyValuePair<string, string> Description => new(FeedForwardOptions.Key, Options.ToJson());

    /// <summary>Reads a network; <see cref="WeightFile.Save(Classifier, string)"/> writes it.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a network.</exception>
    public static FeedForwardNetwork Load(string path) => WeightFile.Load(path, file =>
    {
        var options = FeedForwardOptions.FromJson(file.Text(FeedForwardOptions.Key, "a network without glimpses"));
        // The options may ask for more memory than the file could fill.
        foreach ((string name, int inputs, int outputs) in options.Dense)
            file.Tensor($"{name}.weight", [outputs, inputs]);
        var network = new FeedForwardNetwork(options);
        WeightFile.Fill(network, file);
        return network;
    });

    internal override void CheckImages(int channels, int height, int width)
    {
        if ((channels, height, width) != (1, Options.Height, Options.Width))
            throw new RamException($"The image is {channels}x{height}x{width} (channels, height, width); the network "
                + $"sees 1x{Options.Height}x{Options.Width}.");
    }

    internal override IPass NewPass(int images, RolloutSettings? settings = null) => new FeedForwardPass(this, images);
}

/// <summary>The network at work: its convolution is one Linear over all windows; its return is 1 or 0.</summary>
internal sealed class FeedForwardPass(FeedForwardNetwork network, int rows) : IPass
{
    private readonly FeedForwardOptions _options = network.Options;
    private Activations? _looking, _learning, _gradients;

    public Matrix Classify(ImageRows images, int first)
    {
        _looking ??= new Activations(_options, rows, windowedImages: 1);
        Forward(images, _looking);
        return _looking.Probabilities;
    }

    public LossTerms Learn(ImageRows images, ReadOnlySpan<byte> labels, RolloutPlace place, Gradients gradients)
    {
        _learning ??= new Activations(_options, rows, windowedImages: rows);
        _gradients ??= new Activations(_options, rows, windowedImages: 0);
        Forward(images, _learning);
        Matrix probabilities = _learning.Probabilities;
        var terms = new LossTerms { Rollouts = probabilities.Rows };
        for (int row = 0; row < probabilities.Rows; row++)
            terms.Errors += TensorPrimitives.IndexOfMax<float>(probabilities.Row(row)) == labels[row] ? 0 : 1;
        terms.Return = terms.Rollouts - terms.Errors;
        terms.Action = HybridLoss.CrossEntropy(probabilities, labels, 1, 1f / place.Batch, _gradients.Probabilities);
        Backward(_learning, _gradients, gradients);
        return terms;
    }

    private void Forward(ImageRows images, Activations activations)
    {
        for (int row = 0; row < rows; row++)
            if (network.Convolution is null)
                Fill(images.Of(row), activations.Features.Row(row));
            else
                Convolve(network.Convolution, row, images.Of(row), activations);
        Matrix input = activations.Features;
        for (int layer = 0; layer < network.Dense.Length; layer++)
        {
            network.Dense[layer].Forward(input, activations.Outputs[layer], relu: layer < network.Dense.Length - 1);
            input = activations.Outputs[layer];
        }
        ActionNetwork.Softmax(activations.Probabilities);
    }

    // Where few windows are kept, they take the place of an earlier image's.
    private void Convolve(Linear filters, int row, ReadOnlySpan<byte> image, Activations activations)
    {
        int count = _options.Windows, start = row * count % activations.Windows.Rows;
        Matrix windows = activations.Windows.Slice(start, count), responses = activations.Responses.Slice(start, count);
        Fill(image, activations.Pixels);
        GatherWindows(activations.Pixels, windows);
        filters.Forward(windows, responses, relu: true);
        Span<float> features = activations.Features.Row(row);
        for (int window = 0; window < count; window++)
        {
            ReadOnlySpan<float> response = responses.Row(window);
            for (int filter = 0; filter < response.Length; filter++)
                features[filter * count + window] = response[filter];
        }
    }

    private void GatherWindows(ReadOnlySpan<float> pixels, Matrix windows)
    {
        (int width, int side, int stride) = (_options.Width, _options.Window, _options.Stride);
        int right = _options.Across(width);
        for (int at = 0; at < windows.Rows; at++)
        {
            Span<float> window = windows.Row(at);
            ReadOnlySpan<float> from = pixels[(at / right * stride * width + at % right * stride)..];
            for (int y = 0; y < side; y++)
                from.Slice(y * width, side).CopyTo(window[(y * side)..]);
        }
    }

    // The last of the scratch's outputs are the gradients of the logits; the others are written here.
    private void Backward(Activations activations, Activations scratch, Gradients gradients)
    {
        Linear[] dense = network.Dense;
        for (int layer = dense.Length - 1; layer > 0; layer--)
        {
            Matrix input = activations.Outputs[layer - 1];
            dense[layer].WeightGradients(input, scratch.Outputs[layer], gradients);
            dense[layer].Backward(scratch.Outputs[layer], scratch.Outputs[layer - 1], relu: input);
        }
        dense[0].WeightGradients(activations.Features, scratch.Outputs[0], gradients);
        if (network.Convolution is null)
            return;
        dense[0].Backward(scratch.Outputs[0], scratch.Features, relu: activations.Features);
        int count = _options.Windows;
        for (int at = 0; at < activations.Responses.Rows; at++)
        {
            ReadOnlySpan<float> gradient = scratch.Features.Row(at / count);
            Span<float> response = activations.Responses.Row(at);
            for (int filter = 0; filter < response.Length; filter++)
                response[filter] = gradient[filter * count + at % count];
        }
        network.Convolution.WeightGradients(activations.Windows, activations.Responses, gradients);
    }

    private static void Fill(ReadOnlySpan<byte> bytes, Span<float> pixels)
    {
        TensorPrimitives.ConvertTruncating(bytes, pixels);
        TensorPrimitives.Divide(pixels[..bytes.Length], 255f, pixels);
    }

    /// <summary>
    /// What the network computes for images side by side, allocated once: the pixels of one image; the pixels of each
    /// window, <c>[images x windows, window x window]</c>; the filters' responses after the ReLU, <c>[images x windows,
    /// filters]</c>; the pixels, or the responses by filters, as in PyTorch, <c>[rows, features]</c>; what each fully
    /// connected layer gives, <c>[rows, outputs]</c>, the last of which are the class probabilities.
    /// </summary>
    private sealed class Activations(FeedForwardOptions options, int rows, int windowedImages)
    {
        public readonly float[] Pixels = new float[options.Height * options.Width];
        public readonly Matrix Windows = new(windowedImages * options.Windows, options.Window * options.Window);
        public readonly Matrix Responses = new(windowedImages * options.Windows, options.Filters);
        public readonly Matrix Features = new(rows, options.Features);
        public readonly Matrix[] Outputs = [.. options.Dense.Select(layer => new Matrix(rows, layer.Outputs))];

        public Matrix Probabilities => Outputs[^1];
    }
}
