using Ram.Images;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Experiments.Baselines;

/// <summary>
/// A convolution of a grey image without padding, and its ReLU: one Linear over every window of the image. Pixels
/// are p / 255; the output is filter by filter, <c>[filters, positions]</c>, as PyTorch flattens it.
/// </summary>
public sealed class Convolution
{
    private readonly int _height, _width, _window, _stride;

    /// <param name="parameters">Receives weight and bias.</param>
    /// <param name="name">
    /// The layer's name in weight files; its weight is <c>[filters, 1, window, window]</c> there.
    /// </param>
    /// <param name="height">The height of the images in pixels.</param>
    /// <param name="width">The width of the images in pixels.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="window">The side of a window in pixels, at most that of the image.</param>
    /// <param name="stride">The pixels from one window to the next.</param>
    internal Convolution(
        List<Parameter> parameters, string name, int height, int width, int filters, int window, int stride)
    {
        (_height, _width, _window, _stride) = (height, width, window, stride);
        Linear = new Linear(parameters, name, window * window, filters, [filters, 1, window, window]);
    }

    /// <summary>From the pixels of a window to the filters' responses.</summary>
    public Linear Linear { get; }

    /// <summary>The windows of an image.</summary>
    public int Positions => Across(_height) * Across(_width);

    /// <summary>The numbers that come out for an image: filters x positions.</summary>
    public int Outputs => Linear.Outputs * Positions;

    /// <summary>Convolves one image.</summary>
    /// <param name="image">The pixels, <c>[height, width]</c>.</param>
    /// <param name="pixels">Scratch for the pixels as floats, <c>[height x width]</c>.</param>
    /// <param name="windows">Receives the pixels of each window, <c>[positions, window x window]</c>.</param>
    /// <param name="responses">Scratch, <c>[positions, filters]</c>.</param>
    /// <param name="output">Receives the responses after the ReLU, <c>[filters x positions]</c>.</param>
    internal void Forward(
        ReadOnlySpan<byte> image, Span<float> pixels, Matrix windows, Matrix responses, Span<float> output)
    {
        UnitPixels.Fill(image, pixels);
        Gather(pixels, windows);
        Linear.Forward(windows, responses, relu: true);
        for (int position = 0; position < responses.Rows; position++)
        {
            ReadOnlySpan<float> response = responses.Row(position);
            for (int filter = 0; filter < response.Length; filter++)
                output[filter * responses.Rows + position] = response[filter];
        }
    }

    /// <summary>The gradients of the weights, over several images.</summary>
    /// <param name="windows">What <see cref="Forward"/> gathered, <c>[images x positions, window x window]</c>.</param>
    /// <param name="outputGradient">
    /// The loss's gradient by the responses before their ReLU, <c>[images, filters x positions]</c>.
    /// </param>
    /// <param name="responses">Scratch, <c>[images x positions, filters]</c>.</param>
    /// <param name="gradients">Receives the gradients.</param>
    internal void Backward(Matrix windows, Matrix outputGradient, Matrix responses, Gradients gradients)
    {
        int positions = Positions;
        for (int at = 0; at < responses.Rows; at++)
        {
            ReadOnlySpan<float> gradient = outputGradient.Row(at / positions);
            Span<float> response = responses.Row(at);
            for (int filter = 0; filter < response.Length; filter++)
                response[filter] = gradient[filter * positions + at % positions];
        }
        Linear.WeightGradients(windows, responses, gradients);
    }

    private void Gather(ReadOnlySpan<float> pixels, Matrix windows)
    {
        int down = Across(_height), right = Across(_width);
        for (int row = 0; row < down; row++)
            for (int column = 0; column < right; column++)
            {
                Span<float> window = windows.Row(row * right + column);
                ReadOnlySpan<float> from = pixels[(row * _stride * _width + column * _stride)..];
                for (int y = 0; y < _window; y++)
                    from.Slice(y * _width, _window).CopyTo(window[(y * _window)..]);
            }
    }

    private int Across(int side) => (side - _window) / _stride + 1;
}
