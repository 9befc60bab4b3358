using System.Numerics.Tensors;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Experiments.Baselines;

/// <summary>
/// A network without glimpses at work. It is trained by cross-entropy; its return is 1 for the right class, else 0.
/// </summary>
internal sealed class FeedForwardPass(FeedForwardNetwork network, int rows) : IPass
{
    private FeedForwardActivations? _looking, _learning, _gradients;

    public Matrix Classify(ImageRows images, int first)
    {
        _looking ??= new FeedForwardActivations(network, rows, windowedImages: 1);
        network.Forward(_looking, images);
        return _looking.Probabilities;
    }

    public LossTerms Learn(ImageRows images, ReadOnlySpan<byte> labels, RolloutPlace place, Gradients gradients)
    {
        _learning ??= new FeedForwardActivations(network, rows, windowedImages: rows);
        _gradients ??= new FeedForwardActivations(network, rows, windowedImages: 0);
        network.Forward(_learning, images);
        Matrix probabilities = _learning.Probabilities;
        var terms = new LossTerms { Rollouts = probabilities.Rows };
        for (int row = 0; row < probabilities.Rows; row++)
            terms.Errors += TensorPrimitives.IndexOfMax<float>(probabilities.Row(row)) == labels[row] ? 0 : 1;
        terms.Return = terms.Rollouts - terms.Errors;
        terms.Action = HybridLoss.CrossEntropy(probabilities, labels, 1, 1f / place.Batch, _gradients.Probabilities);
        network.Backward(_learning, _gradients, gradients);
        return terms;
    }
}

/// <summary>What a network without glimpses computes for some images side by side, allocated once.</summary>
internal sealed class FeedForwardActivations
{
    /// <summary>Memory for <paramref name="rows"/> images.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">The images side by side.</param>
    /// <param name="windowedImages">The images whose windows are kept at a time; 0 where no image is looked at.</param>
    public FeedForwardActivations(FeedForwardNetwork network, int rows, int windowedImages)
    {
        FeedForwardOptions options = network.Options;
        Features = new Matrix(rows, options.Features);
        Outputs = [.. network.Dense.Select(layer => new Matrix(rows, layer.Outputs))];
        if (network.Convolution is not null && windowedImages > 0)
            Windows = new ConvolutionWindows(network.Convolution, options.Height, options.Width, windowedImages);
    }

    /// <summary>The convolution's memory, or null.</summary>
    public ConvolutionWindows? Windows { get; }

    /// <summary>The pixels, or the convolution after its ReLU, <c>[rows, features]</c>.</summary>
    public Matrix Features { get; }

    /// <summary>What each fully connected layer gives, <c>[rows, outputs]</c>.</summary>
    public Matrix[] Outputs { get; }

    /// <summary>The class probabilities, <c>[rows, classes]</c>.</summary>
    public Matrix Probabilities => Outputs[^1];
}

/// <summary>What a convolution reads and gives, window by window, allocated once.</summary>
/// <param name="convolution">The convolution.</param>
/// <param name="height">The height of the images in pixels.</param>
/// <param name="width">The width of the images in pixels.</param>
/// <param name="images">
/// The images whose windows are kept, as the way back needs them; further ones take their places.
/// </param>
internal sealed class ConvolutionWindows(Convolution convolution, int height, int width, int images)
{
    private readonly float[] _pixels = new float[height * width];
    private readonly Matrix _windows = new(images * convolution.Positions, convolution.Linear.Inputs);
    private readonly Matrix _responses = new(images * convolution.Positions, convolution.Linear.Outputs);

    /// <summary>Convolves one image.</summary>
    public void Forward(int row, ReadOnlySpan<byte> image, Span<float> output)
    {
        int positions = convolution.Positions, start = row % images * positions;
        convolution.Forward(
            image, _pixels, _windows.Slice(start, positions), _responses.Slice(start, positions), output);
    }

    /// <summary>The gradients of the weights, where every image's windows were kept.</summary>
    public void Backward(Matrix outputGradient, Gradients gradients) =>
        convolution.Backward(_windows, outputGradient, _responses, gradients);
}
