using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>
/// Some images that one thread takes through a classifier side by side, on memory allocated once. One thread at a time
/// uses it.
/// </summary>
internal interface IPass
{
    /// <summary>Classifies images, the same image always alike.</summary>
    /// <param name="images">What is looked at.</param>
    /// <param name="first">The number of the first image within its set.</param>
    /// <returns>The class probabilities, <c>[images, classes]</c>, until the next call.</returns>
    Matrix Classify(ImageRows images, int first);

    /// <summary>Goes through the images forward and backward.</summary>
    /// <param name="images">What is looked at.</param>
    /// <param name="labels">The class of each rollout's image, <c>[rollouts]</c>.</param>
    /// <param name="place">Which rollouts of the training these are.</param>
    /// <param name="gradients">Receives these rollouts' share of the update's gradients.</param>
    /// <returns>The sums of the loss over the rollouts.</returns>
    LossTerms Learn(ImageRows images, ReadOnlySpan<byte> labels, RolloutPlace place, Gradients gradients);
}

/// <summary>Where some rollouts stand in a training.</summary>
/// <param name="Update">The update, from 0.</param>
/// <param name="First">The number of the first rollout within the update.</param>
/// <param name="Batch">The rollouts of the whole update, over which the loss is a mean.</param>
internal readonly record struct RolloutPlace(long Update, int First, int Batch);

/// <summary>The images that the rows of a workspace look at, several rollouts to an image.</summary>
/// <param name="Pixels">Images as bytes, <c>[images, channels, height, width]</c>.</param>
/// <param name="Start">Where the first image begins in <paramref name="Pixels"/>.</param>
/// <param name="Channels">1 for grey images, 3 for colour.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="RolloutsPerImage">M: rows M i to M i + M - 1 look at one image.</param>
/// <param name="Order">The image of those rows for each i; null for image i.</param>
internal readonly record struct ImageRows(
    byte[] Pixels, int Start, int Channels, int Height, int Width, int RolloutsPerImage = 1, int[]? Order = null)
{
    public int ImageSize => Channels * Height * Width;

    public ReadOnlySpan<byte> Of(int row)
    {
        int image = row / RolloutsPerImage;
        return Pixels.AsSpan(Start + (Order is null ? image : Order[image]) * ImageSize, ImageSize);
    }
}
