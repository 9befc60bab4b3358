using Ram.Data;
using Ram.Model;
using Ram.Networks;

namespace Ram.Training;

/// <summary>
/// A few images and their rollouts, which one thread takes through the whole model, forward and backward, on memory
/// allocated once.
/// </summary>
internal sealed class Shard(Classifier model, IExamples examples, TrainingOptions options, int images)
{
    private readonly ShardImages _images = new(examples, images, options.Rollouts);
    private readonly ITrainingPass _pass = model.NewTraining(images, options.RolloutSettings);

    /// <summary>Draws the images, looks at them and computes the gradients.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="update">The update, from 0.</param>
    /// <param name="indices">The examples of this shard.</param>
    /// <param name="firstRollout">The number of the first rollout within the update.</param>
    /// <param name="batchRollouts">The rollouts of the whole update.</param>
    /// <param name="gradients">Receives this shard's share of the update's gradients.</param>
    /// <returns>The sums of the loss over the shard's rollouts.</returns>
    public LossTerms Run(
        int epoch, long update, ReadOnlySpan<int> indices, int firstRollout, int batchRollouts, Gradients gradients)
    {
        ImageRows rows = _images.Draw(epoch, indices);
        return _pass.Run(rows, _images.Labels, update, firstRollout, batchRollouts, gradients);
    }
}
