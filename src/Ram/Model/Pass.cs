using Ram.Images;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>Some images that one thread at a time takes through a classifier, on memory allocated once.</summary>
internal interface IPass
{
    /// <summary>Class probabilities of images from a number on, <c>[images, classes]</c>, till the next call.</summary>
    Matrix Classify(ImageRows images, int first);

    /// <summary>Forward and backward: the gradients become these rollouts' share; returns the loss's sums.</summary>
    LossTerms Learn(ImageRows images, ReadOnlySpan<byte> labels, RolloutPlace place, Gradients gradients);
}

/// <summary>The update of some rollouts, from 0, the number of the first within it, and how many the update has.</summary>
internal readonly record struct RolloutPlace(long Update, int First, int Batch);

/// <summary>
/// Images as bytes, <c>[images, channels, height, width]</c>, from a start in an array on, and which rows of a workspace
/// look at them: M i to M i + M - 1 at image i, or at image <c>Order[i]</c>.
/// </summary>
internal readonly record struct ImageRows(
    byte[] Pixels, int Start, int Channels, int Height, int Width, int RolloutsPerImage = 1, int[]? Order = null)
{
    public int ImageSize => Channels * Height * Width;

    /// <summary>The images of a batch from one on, a rollout each.</summary>
    public static ImageRows Of(ImageBatch images, int start = 0) =>
        new(images.Pixels, start * images.ImageSize, images.Channels, images.Height, images.Width);

    public ReadOnlySpan<byte> Of(int row)
    {
        int image = row / RolloutsPerImage;
        return Pixels.AsSpan(Start + (Order is null ? image : Order[image]) * ImageSize, ImageSize);
    }
}

/// <summary>How a training looks at its images: the training options of the same names.</summary>
internal sealed record RolloutSettings(
    HybridLoss Loss, ulong Seed = 1, int RolloutsPerImage = 1, double FirstSpread = 1, bool RandomGlimpses = false);

/// <summary>Rollouts of a recurrent attention model: stochastic to learn from, deterministic to classify by.</summary>
internal sealed class RolloutPass(RecurrentAttentionModel model, int images, RolloutSettings settings) : IPass
{
    /// <summary>The seed of random glimpses on validation, and on a test set unless another is given.</summary>
    public const ulong GlimpseSeed = 1;

    // Where nothing is decided there is neither REINFORCE nor the baseline that serves it.
    private readonly HybridLoss _loss = settings.RandomGlimpses
        ? settings.Loss with { ReinforceWeight = 0, BaselineWeight = 0 } : settings.Loss;

    private readonly Workspace _activations = new(model, images * settings.RolloutsPerImage);
    private GradientWorkspace? _gradients;

    public Matrix Classify(ImageRows images, int first)
    {
        if (settings.RandomGlimpses)
            _activations.DrawLocations(GlimpseSeed, 0, first, StreamPurpose.Validation);
        else
            _activations.At(_activations.Locations, 0).Padded.Clear();
        model.Forward(_activations, images, decide: !settings.RandomGlimpses);
        return _activations.Last(_activations.Probabilities);
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
