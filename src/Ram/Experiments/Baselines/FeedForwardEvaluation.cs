using Ram.Model;
using Ram.Numerics;

namespace Ram.Experiments.Baselines;

/// <summary>A network without glimpses at work.</summary>
internal sealed class FeedForwardEvaluation(FeedForwardNetwork network, int images) : IEvaluationPass
{
    private readonly FeedForwardActivations _activations = new(network, images, windowedImages: 1);

    public Matrix Run(ImageRows images, int first, int sample)
    {
        network.Forward(_activations, images);
        return _activations.Beliefs;
    }
}
