using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ram.Data;

/// <summary>
/// Bends images of one size: each pixel is read, between the four nearest, where an affine map points, moved by what knots
/// of a coarse grid say. Between knots their displacements are interpolated.
/// </summary>
/// <remarks>Sums and products alone, so that it draws the same bytes on every machine.</remarks>
internal sealed class Warp
{
    /// <summary>The knots along each side, the first and the last on the outermost pixels.</summary>
    public const int Knots = 5;

    private const int StackPixels = 4096, Lanes = 16;
    private readonly int _height, _width, _stride;

    // How much each knot counts at each column and row; the columns to whole vectors.
    private readonly float[] _columns, _rows;

    /// <summary>Prepares for images of a size in pixels.</summary>
    public Warp(int height, int width)
    {
        (_height, _width, _stride) = (height, width, width + 2);
        _columns = Hats(width, (width + Lanes - 1) / Lanes * Lanes);
        _rows = Hats(height, height);
    }

    /// <summary>Reads an image through the map; what is outside is black.</summary>
    /// <param name="source">The image, <c>[height, width]</c>.</param>
    /// <param name="target">Receives the bent image, <c>[height, width]</c>.</param>
    /// <param name="map">The affine map.</param>
    /// <param name="knots">The displacements along x, then those along y, pixels, <c>[2, Knots, Knots]</c>.</param>
    [SkipLocalsInit]
    public void Bend(ReadOnlySpan<byte> source, Span<byte> target, AffineMap map, ReadOnlySpan<float> knots)
    {
        int size = (_height + 2) * _stride;
        Span<byte> framed = size <= StackPixels ? stackalloc byte[size] : new byte[size];
        Frame(source, framed);
        Span<byte> greys = stackalloc byte[Lanes];
        Span<float> alongX = stackalloc float[Knots], alongY = stackalloc float[Knots];
        float middleX = 0.5f * (_width - 1), middleY = 0.5f * (_height - 1);
        for (int row = 0; row < _height; row++)
        {
            Blend(knots[..(Knots * Knots)], row, alongX);
            Blend(knots[(Knots * Knots)..], row, alongY);
            float y = row - middleY - map.ShiftY;
            for (int column = 0; column < _width; column += Lanes)
            {
                Vector512<float> x = Vector512.CreateSequence(column - middleX - map.ShiftX, 1f);
                Vector512<float> sourceX = x * map.XByX + Vector512.Create(map.XByY * y + middleX) + Displacement(alongX, column);
                Vector512<float> sourceY = x * map.YByX + Vector512.Create(map.YByY * y + middleY) + Displacement(alongY, column);
                Read(framed, Inside(sourceX, _width), Inside(sourceY, _height)).CopyTo(greys);
                greys[..Math.Min(Lanes, _width - column)].CopyTo(target[(row * _width + column)..]);
            }
        }
    }

    private static float[] Hats(int size, int padded)
    {
        float spacing = Math.Max(1, size - 1) / (float)(Knots - 1);
        float[] hats = new float[Knots * padded];
        for (int knot = 0; knot < Knots; knot++)
            for (int at = 0; at < size; at++)
                hats[knot * padded + at] = Math.Max(0, 1 - Math.Abs(at / spacing - knot));
        return hats;
    }

    // The displacements of a row at the knots' columns.
    private void Blend(ReadOnlySpan<float> knots, int row, Span<float> blended)
    {
        blended.Clear();
        for (int i = 0; i < Knots; i++)
            for (int j = 0; j < Knots; j++)
                blended[j] += _rows[i * _height + row] * knots[i * Knots + j];
    }

    private Vector512<float> Displacement(ReadOnlySpan<float> blended, int column)
    {
        int padded = _columns.Length / Knots;
        Vector512<float> sum = Vector512<float>.Zero;
        for (int knot = 0; knot < Knots; knot++)
            sum += Vector512.Create<float>(_columns.AsSpan(knot * padded + column)) * blended[knot];
        return sum;
    }

    // A frame one pixel wide, so that half-way out is half-way to black.
    private void Frame(ReadOnlySpan<byte> source, Span<byte> framed)
    {
        framed.Clear();
        for (int row = 0; row < _height; row++)
            source.Slice(row * _width, _width).CopyTo(framed[((row + 1) * _stride + 1)..]);
    }

    // From pixels of the image to those of the framed one, at most just before its last.
    private static Vector512<float> Inside(Vector512<float> position, int size) => Vector512.Min(
        Vector512.Max(position + Vector512<float>.One, Vector512<float>.Zero),
        Vector512.Create(MathF.BitDecrement(size + 1)));

    [SkipLocalsInit]
    private Vector128<byte> Read(ReadOnlySpan<byte> framed, Vector512<float> x, Vector512<float> y)
    {
        Vector512<int> columns = Vector512.ConvertToInt32(x), rows = Vector512.ConvertToInt32(y);
        Vector512<float> right = x - Vector512.ConvertToSingle(columns), below = y - Vector512.ConvertToSingle(rows);
        Span<int> places = stackalloc int[Lanes], upper = stackalloc int[Lanes], lower = stackalloc int[Lanes];
        (rows * _stride + columns).CopyTo(places);
        for (int lane = 0; lane < Lanes; lane++)
        {
            upper[lane] = BinaryPrimitives.ReadUInt16LittleEndian(framed[places[lane]..]);
            lower[lane] = BinaryPrimitives.ReadUInt16LittleEndian(framed[(places[lane] + _stride)..]);
        }
        Vector512<float> above = Between(Vector512.Create<int>(upper), right);
        Vector512<float> beneath = Between(Vector512.Create<int>(lower), right);
        return Bytes(Vector512.ConvertToInt32(above + below * (beneath - above) + Vector512.Create(0.5f)));
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
