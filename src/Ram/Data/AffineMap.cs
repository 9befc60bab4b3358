using System.Runtime.CompilerServices;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// From a pixel of an image to where it is read in another, (x, y) from the centre in pixels:
/// source = (I + S) (target - t).
/// </summary>
/// <remarks>Sums and products alone, so that it draws the same bytes on every machine.</remarks>
internal readonly record struct AffineMap(float XByX, float XByY, float YByX, float YByY, float ShiftX, float ShiftY)
{
    private const int StackPixels = 4096;

    /// <summary>A map near the identity.</summary>
    /// <param name="random">Six numbers of it are used.</param>
    /// <param name="stretch">Half the range of the diagonal.</param>
    /// <param name="skew">Half the range off the diagonal.</param>
    /// <param name="shift">Half the range of the components of t, pixels.</param>
    public static AffineMap Random(ref RandomStream random, double stretch, double skew, double shift) => new(
        1 + Within(ref random, stretch), Within(ref random, skew),
        Within(ref random, skew), 1 + Within(ref random, stretch),
        Within(ref random, shift), Within(ref random, shift));

    /// <summary>Reads an image through the map, bilinearly; what is outside is black.</summary>
    /// <param name="source">The image, <c>[height, width]</c>.</param>
    /// <param name="target">Receives the bent image, <c>[height, width]</c>.</param>
    /// <param name="height">The height of both in pixels.</param>
    /// <param name="width">The width of both in pixels.</param>
    [SkipLocalsInit]
    public void Bend(ReadOnlySpan<byte> source, Span<byte> target, int height, int width)
    {
        int stride = width + 2, size = (height + 2) * stride;
        Span<byte> framed = size <= StackPixels ? stackalloc byte[size] : new byte[size];
        Frame(source, framed, height, width);
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++)
            {
                float x = column - 0.5f * (width - 1) - ShiftX, y = row - 0.5f * (height - 1) - ShiftY;
                target[row * width + column] = Read(
                    framed, stride,
                    Inside(XByX * x + XByY * y + 0.5f * (width - 1), width),
                    Inside(YByX * x + YByY * y + 0.5f * (height - 1), height));
            }
    }

    private static float Within(ref RandomStream random, double most) => (float)random.NextDouble(-most, most);

    // A frame one pixel wide, so that half-way out is half-way to black.
    private static void Frame(ReadOnlySpan<byte> source, Span<byte> framed, int height, int width)
    {
        framed.Clear();
        for (int row = 0; row < height; row++)
            source.Slice(row * width, width).CopyTo(framed[((row + 1) * (width + 2) + 1)..]);
    }

    // From pixels of the image to those of the framed one, at most just before its last.
    private static float Inside(float position, int size) => Math.Clamp(position + 1, 0, MathF.BitDecrement(size + 1));

    private static byte Read(ReadOnlySpan<byte> framed, int stride, float x, float y)
    {
        int column = (int)x, row = (int)y, at = row * stride + column;
        float right = x - column, below = y - row;
        float upper = framed[at] + right * (framed[at + 1] - framed[at]);
        float lower = framed[at + stride] + right * (framed[at + stride + 1] - framed[at + stride]);
        return (byte)(upper + below * (lower - upper) + 0.5f);
    }
}
