using Ram.Networks;

namespace Ram.Model;

/// <summary>The stochastic rollouts of a recurrent attention model, trained by the hybrid loss.</summary>
/// <remarks>
/// At random glimpses there is no decision, and so neither REINFORCE nor the baseline that serves it: cross-entropy
/// alone is left of the loss.
/// </remarks>
internal sealed class RolloutTraining : ITrainingPass
{
    private readonly RecurrentAttentionModel _model;
    private readonly RolloutSettings _settings;
    private readonly HybridLoss _loss;
    private readonly Workspace _activations;
    private readonly GradientWorkspace _gradients;

    public RolloutTraining(RecurrentAttentionModel model, int images, RolloutSettings settings)
    {
        (_model, _settings) = (model, settings);
        _loss = settings.RandomGlimpses
            ? settings.Loss with { ReinforceWeight = 0, BaselineWeight = 0 }
            : settings.Loss;
        int rows = images * settings.RolloutsPerImage;
        _activations = new Workspace(model, rows);
        _gradients = new GradientWorkspace(model, rows);
    }

    public LossTerms Run(
        ImageRows images, ReadOnlySpan<byte> labels, long update, int firstRollout, int batchRollouts,
        Gradients gradients)
    {
        if (_settings.RandomGlimpses)
            _activations.DrawLocations(_settings.Seed, update, firstRollout);
        else
            _activations.DrawRandomness(_settings.Seed, update, firstRollout, _settings.FirstSpread);
        _model.Forward(_activations, images, decide: !_settings.RandomGlimpses);
        _model.Baseline.Forward(_activations.Core.Hidden, _activations.Baselines);
        LossTerms terms = _loss.Compute(
            _model, _activations, labels, _settings.RolloutsPerImage, batchRollouts, _gradients);
        _model.Backward(_activations, _gradients, gradients);
        return terms;
    }
}
