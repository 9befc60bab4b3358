using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>How a training looks at its images.</summary>
internal sealed record RolloutSettings
{
    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>M.</summary>
    public int RolloutsPerImage { get; init; } = 1;

    /// <summary>The loss of a rollout.</summary>
    public HybridLoss Loss { get; init; } = new();

    /// <summary>Half the side of the square around the centre that holds the first locations, 0 to 1.</summary>
    public double FirstSpread { get; init; } = 1;

    /// <summary>
    /// Whether every location is drawn uniformly and none is decided. Then there is neither REINFORCE nor the baseline
    /// that serves it: cross-entropy alone is left of the loss.
    /// </summary>
    public bool RandomGlimpses { get; init; }
}

/// <summary>
/// Rollouts of a recurrent attention model: stochastic ones to learn from, deterministic ones from the centre to
/// classify by.
/// </summary>
internal sealed class RolloutPass(RecurrentAttentionModel model, int images, RolloutSettings settings) : IPass
{
    /// <summary>The seed of random glimpses on validation, and on a test set unless another is given.</summary>
    public const ulong GlimpseSeed = 1;

    private readonly HybridLoss _loss = settings.RandomGlimpses
        ? settings.Loss with { ReinforceWeight = 0, BaselineWeight = 0 }
        : settings.Loss;

    private readonly Workspace _activations = new(model, images * settings.RolloutsPerImage);
    private GradientWorkspace? _gradients;

    public Matrix Classify(ImageRows images, int first)
    {
        if (settings.RandomGlimpses)
            _activations.DrawLocations(GlimpseSeed, first);
        else
            _activations.At(_activations.Locations, 0).Padded.Clear();
        model.Forward(_activations, images, decide: !settings.RandomGlimpses);
        return _activations.Last(_activations.Beliefs);
    }

    public LossTerms Learn(ImageRows images, ReadOnlySpan<byte> labels, RolloutPlace place, Gradients gradients)
    {
        _gradients ??= new GradientWorkspace(model, _activations.Rows);
        if (settings.RandomGlimpses)
            _activations.DrawLocations(settings.Seed, place.Update, place.First);
        else
            _activations.DrawRandomness(settings.Seed, place.Update, place.First, settings.FirstSpread);
        model.Forward(_activations, images, decide: !settings.RandomGlimpses);
        model.Baseline.Forward(_activations.Core.Hidden, _activations.Baselines);
        LossTerms terms =
            _loss.Compute(model, _activations, labels, settings.RolloutsPerImage, place.Batch, _gradients);
        model.Backward(_activations, _gradients, gradients, _loss.BaselineIntoCore);
        return terms;
    }
}
