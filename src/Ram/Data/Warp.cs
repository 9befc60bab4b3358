using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Ram.Numerics;

namespace Ram.Data;

/// <summary>Bends images of one size: pixels are read where an affine map points, moved by a grid of knots.</summary>
/// <remarks>Sums and products alone, in one order, so that it draws the same bytes on every machine.</remarks>
internal sealed class Warp(int height, int width)
{
    /// <summary>The knots along each side, the first and the last on the outermost pixels.</summary>
    public const int Knots = 5;
    /// <summary>The numbers that a row of knots takes: whole vectors.</summary>
    public const int KnotStride = 8;

    private const int StackPixels = 4096, Lanes = 16;
    private readonly int _stride = width + 2;
    private readonly BetweenKnots[] _rows =
        [.. Enumerable.Range(0, height).Select(row => BetweenKnots.At(row, height))];
    private readonly Columns[] _columns =
        [.. Enumerable.Range(0, (width + Lanes - 1) / Lanes).Select(vector => new Columns(vector * Lanes, width))];

    /// <summary>
    /// Reads an image, <c>[height, width]</c>, through the map; what is outside is black. The knots are displacements
    /// along x, then along y, pixels, <c>[2, Knots, KnotStride]</c>; of a row the first <see cref="Knots"/> count.
    /// </summary>
    [SkipLocalsInit]
    public void Distort(ReadOnlySpan<byte> source, Span<byte> target, AffineMap map, ReadOnlySpan<float> knots)
    {
        int size = (height + 1) * _stride + 1;
        Span<ushort> pairs = size <= StackPixels ? stackalloc ushort[size] : new ushort[size];
        Pair(source, pairs);
        ReadOnlySpan<float> knotsX = knots[..(Knots * KnotStride)], knotsY = knots[(Knots * KnotStride)..];
        float middleX = 0.5f * (width - 1), middleY = 0.5f * (height - 1);
        for (int row = 0; row < height; row++)
        {
            Vector512<float> alongX = _rows[row].Blend(knotsX), alongY = _rows[row].Blend(knotsY);
            float y = row - middleY - map.ShiftY;
            foreach (ref readonly Columns columns in _columns.AsSpan())
            {
                Vector512<float> x = columns.From(middleX, map.ShiftX);
                Vector512<float> sourceX = x * map.XByX + Vector512.Create(map.XByY * y + middleX) + columns.Blend(alongX);
                Vector512<float> sourceY = x * map.YByX + Vector512.Create(map.YByY * y + middleY) + columns.Blend(alongY);
                Vector128<byte> greys = Read(pairs, Inside(sourceX, width), Inside(sourceY, height));
                Store(greys, target[(row * width + columns.First)..]);
            }
        }
    }

    // Each pixel with the one below it in one number, so that a single load reads all four that a value lies between. A
    // frame of one black pixel makes half-way out half-way to black.
    [SkipLocalsInit]
    private void Pair(ReadOnlySpan<byte> source, Span<ushort> pairs)
    {
        int size = (height + 2) * _stride;
        Span<ushort> framed = size <= StackPixels ? stackalloc ushort[size] : new ushort[size];
        framed.Clear();
        for (int row = 0; row < height; row++)
            TensorPrimitives.ConvertTruncating(source.Slice(row * width, width), framed[((row + 1) * _stride + 1)..]);
        TensorPrimitives.MultiplyAdd(framed[_stride..], (ushort)256, framed[..^_stride], pairs);
        pairs[^1] = 0;
    }

    // From pixels of the image to those of the framed one, at most just before its last.
    private static Vector512<float> Inside(Vector512<float> position, int size) => Vector512.Min(
        Vector512.Max(position + Vector512<float>.One, Vector512<float>.Zero),
        Vector512.Create(MathF.BitDecrement(size + 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Read(ReadOnlySpan<ushort> pairs, Vector512<float> x, Vector512<float> y)
    {
        Vector512<int> columns = Vector512.ConvertToInt32Native(x), rows = Vector512.ConvertToInt32Native(y);
        Vector512<float> right = x - Vector512.ConvertToSingle(columns), below = y - Vector512.ConvertToSingle(rows);
        Vector512<int> four = Gather(pairs, rows * _stride + columns), low = Vector512.Create(0xFF);
        Vector512<float> above = Between(four & low, (four >> 16) & low, right);
        Vector512<float> beneath = Between((four >> 8) & low, four >>> 24, right);
        return Bytes(Vector512.ConvertToInt32Native(above + below * (beneath - above) + Vector512.Create(0.5f)));
    }

    // Pairs at sixteen places, each with its right neighbour.
    private static unsafe Vector512<int> Gather(ReadOnlySpan<ushort> pairs, Vector512<int> places)
    {
        fixed (ushort* start = pairs)
        {
            if (Avx2.IsSupported)
                return Vector512.Create(
                    Avx2.GatherVector256((int*)start, places.GetLower(), sizeof(ushort)),
                    Avx2.GatherVector256((int*)start, places.GetUpper(), sizeof(ushort)));
            Vector512<int> gathered = default;
            for (int lane = 0; lane < Lanes; lane++)
                gathered = gathered.WithElement(lane, Unsafe.ReadUnaligned<int>(start + places[lane]));
            return gathered;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Between(Vector512<int> left, Vector512<int> right, Vector512<float> part)
    {
        Vector512<float> start = Vector512.ConvertToSingle(left);
        return start + part * (Vector512.ConvertToSingle(right) - start);
    }

    private static Vector128<byte> Bytes(Vector512<int> greys)
    {
        Vector256<ushort> shorts = Vector256.Narrow(greys.GetLower().AsUInt32(), greys.GetUpper().AsUInt32());
        return Vector128.Narrow(shorts.GetLower(), shorts.GetUpper());
    }

    // What reaches into the next row is written over with it.
    private static void Store(Vector128<byte> greys, Span<byte> target)
    {
        if (target.Length >= Lanes)
            greys.CopyTo(target);
        else
            for (int lane = 0; lane < target.Length; lane++)
                target[lane] = greys[lane];
    }

    /// <summary>Where a row or column lies: after a knot, before the next, and how much either counts.</summary>
    private readonly record struct BetweenKnots(int Knot, float Before, float After)
    {
        public static BetweenKnots At(int pixel, int size)
        {
            float at = pixel / (Math.Max(1, size - 1) / (float)(Knots - 1));
            int knot = Math.Min((int)at, Knots - 2);
            return new(knot, 1 - (at - knot), 1 - (knot + 1 - at));
        }

        /// <summary>The displacements of a row at the knots' columns.</summary>
        public Vector512<float> Blend(ReadOnlySpan<float> knots)
        {
            Vector256<float> row = Before * Vector256.Create(knots[(Knot * KnotStride)..])
                + After * Vector256.Create(knots[((Knot + 1) * KnotStride)..]);
            return Vector512.Create(row, row);
        }
    }

    /// <summary>Sixteen columns; those beyond the image do no harm.</summary>
    private readonly struct Columns
    {
        private readonly Vector512<int> _knots;
        private readonly Vector512<float> _before, _after;

        public Columns(int first, int width)
        {
            First = first;
            for (int lane = 0; lane < Lanes; lane++)
            {
                BetweenKnots column = BetweenKnots.At(Math.Min(first + lane, width - 1), width);
                _knots = _knots.WithElement(lane, column.Knot);
                _before = _before.WithElement(lane, column.Before);
                _after = _after.WithElement(lane, column.After);
            }
        }

        public int First { get; }

        /// <summary>The columns as seen from the middle, moved.</summary>
        public Vector512<float> From(float middle, float shift) =>
            Vector512.CreateSequence(0f, 1f) + Vector512.Create(First - middle - shift);

        /// <summary>The displacements of a row's pixels, from those at the knots' columns.</summary>
        public Vector512<float> Blend(Vector512<float> row) =>
            Vector512.ShuffleNative(row, _knots) * _before
            + Vector512.ShuffleNative(row, _knots + Vector512<int>.One) * _after;
    }
}

/// <summary>From a pixel to where it is read, (x, y) from the centre: source = (I + S) (target - t).</summary>
internal readonly record struct AffineMap(float XByX, float XByY, float YByX, float YByY, float ShiftX, float ShiftY)
{
    /// <summary>A map near the identity, by half the ranges of its diagonal, of the rest, and of t.</summary>
    public static AffineMap Random(ref RandomStream random, double stretch, double skew, double shift) => new(
        1 + Within(ref random, stretch), Within(ref random, skew),
        Within(ref random, skew), 1 + Within(ref random, stretch),
        Within(ref random, shift), Within(ref random, shift));

    private static float Within(ref RandomStream random, double most) => (float)random.NextDouble(-most, most);
}
