using Ram.Networks;

namespace Ram.Model;

/// <summary>
/// Some images taken through a classifier, forward and backward, on memory allocated once. One thread at a time runs
/// it.
/// </summary>
internal interface ITrainingPass
{
    /// <summary>Looks at the images and computes the gradients.</summary>
    /// <param name="images">What is looked at.</param>
    /// <param name="labels">The class of each rollout's image, <c>[rollouts]</c>.</param>
    /// <param name="update">The update, from 0.</param>
    /// <param name="firstRollout">The number of the first rollout within the update.</param>
    /// <param name="batchRollouts">The rollouts of the whole update, over which the loss is a mean.</param>
    /// <param name="gradients">Receives this pass's share of the update's gradients.</param>
    /// <returns>The sums of the loss over the rollouts.</returns>
    LossTerms Run(
        ImageRows images, ReadOnlySpan<byte> labels, long update, int firstRollout, int batchRollouts,
        Gradients gradients);
}
