using Ram.Data;
using Ram.Model;
using Ram.Networks;

namespace Ram.Training;

/// <summary>
/// A few images and their rollouts, which one thread takes through all glimpses, forward and backward, on memory
/// allocated once.
/// </summary>
internal sealed class Shard
{
    private readonly RecurrentAttentionModel _model;
    private readonly ShardImages _images;
    private readonly TrainingOptions _options;
    private readonly Workspace _activations;
    private readonly GradientWorkspace _gradients;

    public Shard(RecurrentAttentionModel model, IExamples examples, TrainingOptions options, int images)
    {
        (_model, _options) = (model, options);
        _images = new ShardImages(examples, images, options.Rollouts);
        int rows = images * options.Rollouts;
        _activations = new Workspace(model, rows);
        _gradients = new GradientWorkspace(model, rows);
    }

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
        ImageRows images = _images.Draw(epoch, indices);
        _activations.DrawRandomness(_options.Seed, update, firstRollout, _options.FirstSpread);
        _model.Forward(_activations, images);
        _model.Baseline.Forward(_activations.Core.Hidden, _activations.Baselines);
        LossTerms terms = _options.Loss.Compute(_model, _activations, _images.Labels, _options.Rollouts, batchRollouts, _gradients);
        _model.Backward(_activations, _gradients, gradients);
        return terms;
    }
}
