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
            Convolved = new ConvolutionMemory(network.Convolution, options.Height * options.Width, windowedImages);
    }

    /// <summary>The convolution's memory, or null.</summary>
    public ConvolutionMemory? Convolved { get; }

    /// <summary>The pixels, or the convolution after its ReLU, <c>[rows, features]</c>.</summary>
    public Matrix Features { get; }

    /// <summary>What each fully connected layer gives, <c>[rows, outputs]</c>.</summary>
    public Matrix[] Outputs { get; }

    /// <summary>The class probabilities, <c>[rows, classes]</c>.</summary>
    public Matrix Probabilities => Outputs[^1];
}
