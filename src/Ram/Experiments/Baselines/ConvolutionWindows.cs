using Ram.Networks;
using Ram.Numerics;

namespace Ram.Experiments.Baselines;

/// <summary>What a convolution reads and gives, window by window, allocated once.</summary>
/// <param name="convolution">The convolution.</param>
/// <param name="height">The height of the images in pixels.</param>
/// <param name="width">The width of the images in pixels.</param>
/// <param name="images">
/// The images whose windows are kept, as the way back needs them; further ones take their places.
/// </param>
internal sealed class ConvolutionWindows(Convolution convolution, int height, int width, int images)
{
    private readonly float[] _pixels = new float[height * width];
    private readonly Matrix _windows = new(images * convolution.Positions, convolution.Linear.Inputs);
    private readonly Matrix _responses = new(images * convolution.Positions, convolution.Linear.Outputs);

    /// <summary>Convolves one image.</summary>
    public void Forward(int row, ReadOnlySpan<byte> image, Span<float> output)
    {
        int positions = convolution.Positions, start = row % images * positions;
        convolution.Forward(
            image, _pixels, _windows.Slice(start, positions), _responses.Slice(start, positions), output);
    }

    /// <summary>The gradients of the weights, where every image's windows were kept.</summary>
    public void Backward(Matrix outputGradient, Gradients gradients) =>
        convolution.Backward(_windows, outputGradient, _responses, gradients);
}
