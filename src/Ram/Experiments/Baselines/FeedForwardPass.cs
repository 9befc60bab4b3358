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
