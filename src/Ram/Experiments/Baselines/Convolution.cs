using Ram.Images;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Experiments.Baselines;

/// <summary>
/// A convolution of a grey image without padding, and its ReLU: one Linear over every window of the image. Pixels
/// are p / 255; the output is filter by filter, <c>[filters, positions]</c>, as PyTorch flattens it.
/// </summary>
internal sealed class Convolution
{
    private readonly FeedForwardOptions _options;
    private readonly int _down, _right;

    /// <param name="parameters">Receives weight and bias, whose weight is <c>[filters, 1, window, window]</c>.</param>
    /// <param name="options">The size of the images, the filters and their windows.</param>
    public Convolution(List<Parameter> parameters, FeedForwardOptions options)
    {
        (int filters, int window) = (options.Filters, options.Window);
        (_options, _down, _right) = (options, options.Across(options.Height), options.Across(options.Width));
        Linear = new Linear(parameters, "layers.0", window * window, filters, [filters, 1, window, window]);
    }

    /// <summary>From the pixels of a window to the filters' responses.</summary>
    public Linear Linear { get; }

    /// <summary>The windows of an image.</summary>
    public int Positions => _down * _right;

    /// <summary>Convolves one image.</summary>
    /// <param name="row">The number of the image among those side by side.</param>
    /// <param name="image">The pixels, <c>[height, width]</c>.</param>
    /// <param name="memory">Receives the windows, in the place of an earlier image where it has too few.</param>
    /// <param name="output">Receives the responses after the ReLU, <c>[filters x positions]</c>.</param>
    public void Forward(int row, ReadOnlySpan<byte> image, ConvolutionMemory memory, Span<float> output)
    {
        int start = row * Positions % memory.Windows.Rows;
        Matrix windows = memory.Windows.Slice(start, Positions), responses = memory.Responses.Slice(start, Positions);
        UnitPixels.Fill(image, memory.Pixels);
        Gather(memory.Pixels, windows);
        Linear.Forward(windows, responses, relu: true);
        for (int position = 0; position < responses.Rows; position++)
        {
            ReadOnlySpan<float> response = responses.Row(position);
            for (int filter = 0; filter < response.Length; filter++)
                output[filter * responses.Rows + position] = response[filter];
        }
    }

    /// <summary>The gradients of the weights, where every image's windows were kept.</summary>
    /// <param name="memory">What <see cref="Forward"/> gathered; its responses are overwritten.</param>
    /// <param name="outputGradient">
    /// The loss's gradient by the responses before their ReLU, <c>[images, filters x positions]</c>.
    /// </param>
    /// <param name="gradients">Receives the gradients.</param>
    public void Backward(ConvolutionMemory memory, Matrix outputGradient, Gradients gradients)
    {
        for (int at = 0; at < memory.Responses.Rows; at++)
        {
            ReadOnlySpan<float> gradient = outputGradient.Row(at / Positions);
            Span<float> response = memory.Responses.Row(at);
            for (int filter = 0; filter < response.Length; filter++)
                response[filter] = gradient[filter * Positions + at % Positions];
        }
        Linear.WeightGradients(memory.Windows, memory.Responses, gradients);
    }

    private void Gather(ReadOnlySpan<float> pixels, Matrix windows)
    {
        (int width, int side, int stride) = (_options.Width, _options.Window, _options.Stride);
        for (int row = 0; row < _down; row++)
            for (int column = 0; column < _right; column++)
            {
                Span<float> window = windows.Row(row * _right + column);
                ReadOnlySpan<float> from = pixels[(row * stride * width + column * stride)..];
                for (int y = 0; y < side; y++)
                    from.Slice(y * width, side).CopyTo(window[(y * side)..]);
            }
    }
}

/// <summary>What a convolution reads and gives, allocated once.</summary>
/// <param name="convolution">The convolution.</param>
/// <param name="pixels">The pixels of an image.</param>
/// <param name="images">The images whose windows are kept, as the way back needs them.</param>
internal sealed class ConvolutionMemory(Convolution convolution, int pixels, int images)
{
    /// <summary>The pixels of one image in [0, 1].</summary>
    public float[] Pixels { get; } = new float[pixels];

    /// <summary>The pixels of each window, <c>[images x positions, window x window]</c>.</summary>
    public Matrix Windows { get; } = new(images * convolution.Positions, convolution.Linear.Inputs);

    /// <summary>The filters' responses, <c>[images x positions, filters]</c>.</summary>
    public Matrix Responses { get; } = new(images * convolution.Positions, convolution.Linear.Outputs);
}
