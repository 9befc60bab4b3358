using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>
/// From a pixel of an image to where it is read in another, (x, y) from the centre in pixels:
/// source = (I + S) (target - t).
/// </summary>
/// <remarks>Sums and products alone, so that it draws the same bytes on every machine.</remarks>
internal readonly record struct AffineMap(float XByX, float XByY, float YByX, float YByY, float ShiftX, float ShiftY)
{
    private const int StackPixels = 4096, Lanes = 16;

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
        Span<byte> line = stackalloc byte[Lanes];
        float middleX = 0.5f * (width - 1), middleY = 0.5f * (height - 1);
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column += Lanes)
            {
                Vector512<float> x = Vector512.CreateSequence(column, 1f) - Vector512.Create(middleX) - Vector512.Create(ShiftX);
                float y = row - middleY - ShiftY;
                Vector512<int> greys = Read(
                    framed, stride,
                    Inside(x * XByX + Vector512.Create(XByY * y) + Vector512.Create(middleX), width),
                    Inside(x * YByX + Vector512.Create(YByY * y) + Vector512.Create(middleY), height));
                Bytes(greys).CopyTo(line);
                line[..Math.Min(Lanes, width - column)].CopyTo(target[(row * width + column)..]);
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
    private static Vector512<float> Inside(Vector512<float> position, int size) => Vector512.Min(
        Vector512.Max(position + Vector512<float>.One, Vector512<float>.Zero),
        Vector512.Create(MathF.BitDecrement(size + 1)));

    [SkipLocalsInit]
    private static Vector512<int> Read(ReadOnlySpan<byte> framed, int stride, Vector512<float> x, Vector512<float> y)
    {
        Vector512<int> columns = Vector512.ConvertToInt32(x), rows = Vector512.ConvertToInt32(y);
        Vector512<float> right = x - Vector512.ConvertToSingle(columns), below = y - Vector512.ConvertToSingle(rows);
        Span<int> places = stackalloc int[Lanes], upper = stackalloc int[Lanes], lower = stackalloc int[Lanes];
        (rows * stride + columns).CopyTo(places);
        for (int lane = 0; lane < Lanes; lane++)
        {
            upper[lane] = BinaryPrimitives.ReadUInt16LittleEndian(framed[places[lane]..]);
            lower[lane] = BinaryPrimitives.ReadUInt16LittleEndian(framed[(places[lane] + stride)..]);
        }
        Vector512<float> above = Between(Vector512.Create<int>(upper), right);
        Vector512<float> beneath = Between(Vector512.Create<int>(lower), right);
        return Vector512.ConvertToInt32(above + below * (beneath - above) + Vector512.Create(0.5f));
    }

    private static Vector128<byte> Bytes(Vector512<int> greys)
    {
        Vector256<ushort> shorts = Vector256.Narrow(greys.GetLower().AsUInt32(), greys.GetUpper().AsUInt32());
        return Vector128.Narrow(shorts.GetLower(), shorts.GetUpper());
    }

    // Of two neighbours in one number, the left one below.
    private static Vector512<float> Between(Vector512<int> neighbours, Vector512<float> right)
    {
        Vector512<float> first = Vector512.ConvertToSingle(neighbours & Vector512.Create(0xFF));
        return first + right * (Vector512.ConvertToSingle(neighbours >> 8) - first);
    }
}
