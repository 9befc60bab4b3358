using System.Diagnostics.CodeAnalysis;
using System.Runtime.Intrinsics.X86;
using Ram.Numerics;

namespace Ram.Images;

/// <summary>
/// The bandwidth-limited sensor of the paper's section 3.1, rho(x, l): square patches around a location, each wider than
/// the one before and all averaged to the same size, so that the view is sharp in the middle and coarse around it.
/// A retina never changes; any number of threads may share it.
/// </summary>
/// <remarks>
/// A pixel p counts as (p / 255 - inputMean) / inputStd; outside the image is 0 after that. A cell of a wider patch is
/// the mean over its area, of which border pixels may be a fraction.
/// </remarks>
/// <example><code>
/// var retina = new Retina(patchSize: 8, patches: 3, scale: 2);
/// float[] glimpse = new float[retina.GlimpseSize];
/// retina.Glimpse(Mnist.Load().Train.Images[0], height: 28, width: 28, x: 0, y: 0.5f, glimpse);
/// </code></example>
public sealed class Retina
{
    private const int LargeImage = 1 << 14, CacheLine = 64;
    private readonly Patch[] _patches;

    /// <summary>A retina; the defaults are the paper's for 28x28 images but for the patch size.</summary>
    /// <param name="patchSize">The side of every patch after averaging, in cells; from 1.</param>
    /// <param name="patches">The number of patches; from 1.</param>
    /// <param name="scale">How much wider each patch is than the one before; from 1.</param>
    /// <param name="channels">The channels of the images; from 1.</param>
    /// <param name="inputMean">Subtracted from a pixel in [0, 1]; finite.</param>
    /// <param name="inputStd">The divisor of a pixel in [0, 1]; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// When a value is out of its range, or the widest patch above 65536 pixels.
    /// </exception>
    public Retina(
        int patchSize, int patches = 1, double scale = 2, int channels = 1, double inputMean = 0, double inputStd = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(patches);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        Check(scale >= 1 && double.IsFinite(scale), nameof(scale), scale, "finite and at least 1");
        Check(double.IsFinite(inputMean), nameof(inputMean), inputMean, "finite");
        Check(inputStd > 0 && double.IsFinite(inputStd), nameof(inputStd), inputStd, "finite and above 0");
        (PatchSize, Scale, Channels) = (patchSize, scale, channels);
        Check(UnroundedWidth(patches - 1) <= Patch.WidestWidth, nameof(scale), scale,
            $"small enough for a widest patch of {Patch.WidestWidth} pixels");
        GlimpseSize = checked(patches * channels * patchSize * patchSize);
        _patches = [.. Enumerable.Range(0, patches).Select(
            depth => new Patch(patchSize, (int)Math.Round(UnroundedWidth(depth)), inputMean, inputStd))];
    }

    /// <summary>The side of every patch after averaging, in cells.</summary>
    public int PatchSize { get; }
    /// <summary>The number of patches.</summary>
    public int Patches => _patches.Length;
    /// <summary>How much wider each patch is than the one before.</summary>
    public double Scale { get; }
    /// <summary>The channels of the images.</summary>
    public int Channels { get; }
    /// <summary>The numbers of one glimpse: patches x channels x patch size squared.</summary>
    public int GlimpseSize { get; }

    /// <summary>The side in pixels of what patch <paramref name="depth"/> covers: round(patch size x scale^depth).</summary>
    public int Width(int depth) => _patches[depth].Width;

    /// <summary>
    /// The pixel at the top left of patch <paramref name="depth"/>, which may be outside the image:
    /// floor(0.5 (l + 1) size) - floor(width / 2), in single precision.
    /// </summary>
    /// <param name="depth">The patch, from 0.</param>
    /// <param name="x">The location from left, -1, to right, 1; values beyond are allowed.</param>
    /// <param name="y">The location from top, -1, to bottom, 1; values beyond are allowed.</param>
    /// <param name="width">The width of the image in pixels.</param>
    /// <param name="height">The height of the image in pixels.</param>
    /// <exception cref="ArgumentException">When the location is not finite.</exception>
    public (int Left, int Top) Corner(int depth, float x, float y, int width, int height)
    {
        if (!float.IsFinite(x) || !float.IsFinite(y))
            ThrowNotFinite(x, y);
        int half = Width(depth) / 2;
        return (Pixel(x, width) - half, Pixel(y, height) - half);
    }

    /// <summary>Looks at one image. Allocates nothing; the time does not depend on the size of the image.</summary>
    /// <param name="image">The pixels, <c>[channels, height, width]</c>.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="x">The location from left, -1, to right, 1.</param>
    /// <param name="y">The location from top, -1, to bottom, 1.</param>
    /// <param name="glimpse">Takes the glimpse, <c>[patches, channels, size, size]</c>.</param>
    /// <exception cref="ArgumentException">
    /// When the image or the glimpse is not of its size, or the location is not finite.
    /// </exception>
    public void Glimpse(ReadOnlySpan<byte> image, int height, int width, float x, float y, Span<float> glimpse)
    {
        if (image.Length != (long)Channels * height * width || height <= 0 || width <= 0)
            throw new ArgumentException($"{image.Length} pixels are no image [{Channels}, {height}, {width}].");
        if (glimpse.Length != GlimpseSize)
            ThrowGlimpse(glimpse.Length);
        int plane = height * width, cells = PatchSize * PatchSize, offset = 0;
        for (int depth = 0; depth < _patches.Length; depth++)
        {
            (int left, int top) = Corner(depth, x, y, width, height);
            for (int channel = 0; channel < Channels; channel++, offset += cells)
                _patches[depth].Read(
                    image.Slice(channel * plane, plane), height, width, top, left, glimpse.Slice(offset, cells));
        }
    }

    /// <summary>Asks the caches for the pixels that <see cref="Glimpse"/> will read, and waits for none.</summary>
    internal unsafe void Prefetch(ReadOnlySpan<byte> image, int height, int width, float x, float y)
    {
        if (!Sse.IsSupported || height * width < LargeImage)
            return;
        int widest = _patches.Length - 1;
        (int left, int top) = Corner(widest, x, y, width, height);
        int right = Math.Min(left + Width(widest), width), bottom = Math.Min(top + Width(widest), height);
        fixed (byte* pixels = image)
            for (int row = Math.Max(top, 0); row < bottom; row++)
                for (int column = Math.Max(left, 0); column < right; column += CacheLine)
                    Sse.Prefetch1(pixels + row * width + column);
    }

    /// <summary>Looks at every image of a batch, at one location each.</summary>
    /// <param name="images">The images, <c>[count, channels, height, width]</c>.</param>
    /// <param name="locations">Each (x, y) in [-1, 1], <c>[count, 2]</c>.</param>
    /// <returns>The glimpses, <c>[count, patches x channels x size x size]</c>.</returns>
    /// <exception cref="ArgumentException">When the shapes do not fit or a location is not finite.</exception>
    public Matrix Forward(ImageBatch images, Matrix locations)
    {
        ArgumentNullException.ThrowIfNull(images);
        CheckLocations(locations, images.Count);
        if (images.Channels != Channels)
            throw new ArgumentException(
                $"The images have {images.Channels} channels, the retina {Channels}.", nameof(images));
        var glimpses = new Matrix(images.Count, GlimpseSize);
        for (int i = 0; i < images.Count; i++)
            Glimpse(images[i], images.Height, images.Width, locations[i, 0], locations[i, 1], glimpses.Row(i));
        return glimpses;
    }

    /// <summary>
    /// The gradient with respect to the pixels as numbers in [0, 1], p / 255. The gradient with respect to the locations
    /// is zero: a glimpse is piecewise constant in its location.
    /// </summary>
    /// <param name="gradient">The gradient with respect to the glimpses, <c>[count, GlimpseSize]</c>.</param>
    /// <param name="locations">The locations of the forward pass, <c>[count, 2]</c>.</param>
    /// <param name="height">The height of the images in pixels.</param>
    /// <param name="width">The width of the images in pixels.</param>
    /// <returns>The gradient, <c>[count, channels, height, width]</c>.</returns>
    /// <exception cref="ArgumentException">When the shapes do not fit or a location is not finite.</exception>
    public float[] Backward(Matrix gradient, Matrix locations, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        CheckLocations(locations, gradient.Rows);
        if (gradient.Columns != GlimpseSize)
            ThrowGlimpse(gradient.Columns);
        int plane = checked(height * width), cells = PatchSize * PatchSize;
        var pixels = new float[checked(gradient.Rows * Channels * plane)];
        for (int i = 0; i < gradient.Rows; i++)
            for (int depth = 0, offset = 0; depth < Patches; depth++)
            {
                (int left, int top) = Corner(depth, locations[i, 0], locations[i, 1], width, height);
                for (int channel = 0; channel < Channels; channel++, offset += cells)
                    _patches[depth].Spread(
                        gradient.Row(i).Slice(offset, cells), top, left,
                        pixels.AsSpan((i * Channels + channel) * plane, plane), height, width);
            }
        return pixels;
    }

    private double UnroundedWidth(int depth) => PatchSize * Math.Pow(Scale, depth);

    // The clamp changes no location that could see the image, and keeps the arithmetic after it inside an int.
    private static int Pixel(float location, int size) =>
        (int)Math.Clamp(MathF.Floor(0.5f * (location + 1) * size), -(1 << 30), 1 << 30);

    private static void CheckLocations(Matrix locations, int count)
    {
        if (locations.Rows != count || locations.Columns != 2)
            throw new ArgumentException(
                $"The locations are [{locations.Rows}, {locations.Columns}]; needed: [{count}, 2].", nameof(locations));
    }

    private static void Check(bool inRange, string name, double found, string allowed)
    {
        if (!inRange)
            throw new ArgumentOutOfRangeException(name, found, $"{name} must be {allowed}.");
    }

    [DoesNotReturn]
    private static void ThrowNotFinite(float x, float y) =>
        throw new ArgumentException(FormattableString.Invariant($"The location ({x}, {y}) is not finite."));

    [DoesNotReturn]
    private void ThrowGlimpse(int length) =>
        throw new ArgumentException($"A glimpse of {length} numbers was given; the retina's has {GlimpseSize}.");
}
