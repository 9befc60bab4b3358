using System.Numerics.Tensors;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Experiments.Baselines;

/// <summary>A network without glimpses trained by cross-entropy; its return is 1 for the right class, else 0.</summary>
internal sealed class FeedForwardTraining(FeedForwardNetwork network, int images) : ITrainingPass
{
    private readonly FeedForwardActivations _activations = new(network, images, windowedImages: images);
    private readonly FeedForwardActivations _gradients = new(network, images, windowedImages: 0);

    public LossTerms Run(
        ImageRows images, ReadOnlySpan<byte> labels, long update, int firstRollout, int batchRollouts,
        Gradients gradients)
    {
        network.Forward(_activations, images);
        Matrix beliefs = _activations.Beliefs;
        var terms = new LossTerms { Rollouts = beliefs.Rows };
        for (int row = 0; row < beliefs.Rows; row++)
            terms.Errors += TensorPrimitives.IndexOfMax<float>(beliefs.Row(row)) == labels[row] ? 0 : 1;
        terms.Return = terms.Rollouts - terms.Errors;
        terms.Action = CrossEntropy.Compute(beliefs, labels, 1, 1f / batchRollouts, _gradients.Beliefs);
        network.Backward(_activations, _gradients, gradients);
        return terms;
    }
}
