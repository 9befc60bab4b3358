using Ram.Numerics;

namespace Ram.Experiments.Baselines;

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
