using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ram.Images;

/// <summary>
/// One square of the retina, <c>width x width</c> pixels averaged to <c>size x size</c> cells. All sums are sums of whole
/// numbers, exact in any order, and every cell is then divided once: the bits are the same on every machine.
/// </summary>
internal sealed class Patch
{
    /// <summary>The widest patch whose weighted sums fit a long and whose widths fit the arithmetic on them.</summary>
    public const int WidestWidth = 65536;

    private readonly int _size, _ratio;
    private readonly Extent[] _extents;
    private readonly float _divisor, _offset;
    private readonly double _inputStd;

    public Patch(int size, int width, double inputMean, double inputStd)
    {
        (_size, Width, _inputStd) = (size, width, inputStd);
        _ratio = BlockSums.Supports(size, width) ? width / size : 0;
        _extents = [.. Enumerable.Range(0, size).Select(cell => Extent.Of(cell, size, width))];
        double area = _ratio > 0 ? (double)_ratio * _ratio : (double)width * width;
        _divisor = (float)(255 * inputStd * area);
        _offset = (float)(inputMean / inputStd);
    }

    public int Width { get; }

    /// <summary>Reads the patch whose corner is at (left, top) of one channel into <paramref name="cells"/>.</summary>
    public void Read(ReadOnlySpan<byte> plane, int height, int width, int top, int left, Span<float> cells)
    {
        if (_ratio > 0)
        {
            // The cells' own memory holds the integers first: same size, and no buffer to find.
            Span<int> sums = MemoryMarshal.Cast<float, int>(cells);
            BlockSums.Compute(plane, height, width, top, left, _size, _ratio, sums);
            Divide(sums, _divisor, cells);
        }
        else
        {
            ReadWeighted(plane, height, width, top, left, cells);
        }
        if (_offset != 0)
            SubtractMean(height, width, top, left, cells);
    }

    /// <summary>Adds each cell's gradient to the pixels', shared out by the area that it has of each.</summary>
    public void Spread(ReadOnlySpan<float> gradient, int top, int left, Span<float> plane, int height, int width)
    {
        double perPixel = 1 / (_inputStd * Width * Width);
        for (int i = 0; i < _size; i++)
        {
            (int firstRow, int endRow) = _extents[i].Inside(top, height);
            for (int y = firstRow; y < endRow; y++)
            {
                double rowShare = _extents[i].Weight(y - top, _size) * perPixel;
                for (int j = 0; j < _size; j++)
                {
                    double share = rowShare * gradient[i * _size + j];
                    (int firstColumn, int endColumn) = _extents[j].Inside(left, width);
                    for (int x = firstColumn; x < endColumn; x++)
                        plane[y * width + x] += (float)(share * _extents[j].Weight(x - left, _size));
                }
            }
        }
    }

    private void ReadWeighted(ReadOnlySpan<byte> plane, int height, int width, int top, int left, Span<float> cells)
    {
        for (int i = 0; i < _size; i++)
        {
            (int firstRow, int endRow) = _extents[i].Inside(top, height);
            for (int j = 0; j < _size; j++)
            {
                long sum = 0;
                for (int y = firstRow; y < endRow; y++)
                    sum += (long)_extents[i].Weight(y - top, _size)
                        * WeightedRow(plane.Slice(y * width, width), left, _extents[j]);
                cells[i * _size + j] = sum / _divisor;
            }
        }
    }

    private int WeightedRow(ReadOnlySpan<byte> row, int left, Extent extent)
    {
        (int first, int end) = extent.Inside(left, row.Length);
        if (first >= end)
            return 0;
        int sum = 0;
        foreach (byte pixel in row[first..end])
            sum += pixel;
        sum *= _size;
        if (first == left + extent.First)
            sum -= extent.CutBefore * row[first];
        if (end == left + extent.End)
            sum -= extent.CutAfter * row[end - 1];
        return sum;
    }

    private void SubtractMean(int height, int width, int top, int left, Span<float> cells)
    {
        if (left >= 0 && top >= 0 && left + Width <= width && top + Width <= height)
        {
            TensorPrimitives.Subtract(cells, _offset, cells);
            return;
        }
        for (int i = 0; i < _size; i++)
        {
            float rowShare = _extents[i].InsideShare(top, height, _size, Width);
            for (int j = 0; j < _size; j++)
                cells[i * _size + j] -= rowShare * _extents[j].InsideShare(left, width, _size, Width) * _offset;
        }
    }

    private static void Divide(Span<int> sums, float divisor, Span<float> cells)
    {
        int i = 0;
        for (; i <= sums.Length - Vector256<int>.Count; i += Vector256<int>.Count)
            (Vector256.ConvertToSingle(Vector256.Create<int>(sums[i..])) / divisor).CopyTo(cells[i..]);
        for (; i < sums.Length; i++)
            cells[i] = sums[i] / divisor;
    }
}

/// <summary>
/// The pixels that one cell of a patch covers along one axis, <c>[First, End)</c> from the patch's corner, and what of
/// the first and the last belongs to the cells before and after. Weights count in units of 1 / size of a pixel, in which
/// all are whole numbers, a whole pixel is <c>size</c> and a cell is <c>width</c>.
/// </summary>
internal readonly record struct Extent(int First, int End, int CutBefore, int CutAfter)
{
    /// <summary>The extent of cell <paramref name="cell"/> of <paramref name="size"/> over a patch's width.</summary>
    public static Extent Of(int cell, int size, int width)
    {
        long start = (long)cell * width, stop = start + width;
        int first = (int)(start / size), end = (int)((stop + size - 1) / size);
        return new Extent(first, end, (int)(start - (long)first * size), (int)((long)end * size - stop));
    }

    /// <summary>The weight of a pixel of <c>[First, End)</c>.</summary>
    public int Weight(int pixel, int size) =>
        size - (pixel == First ? CutBefore : 0) - (pixel == End - 1 ? CutAfter : 0);

    /// <summary>The part that is inside the image, in pixels of the image; empty when the end is not after the first.</summary>
    public (int First, int End) Inside(int corner, int imageSize) =>
        (Math.Max(corner + First, 0), Math.Min(corner + End, imageSize));

    /// <summary>The share of the cell that is inside the image, 0 to 1.</summary>
    public float InsideShare(int corner, int imageSize, int size, int width)
    {
        (int first, int end) = Inside(corner, imageSize);
        int weight = 0;
        for (int pixel = first; pixel < end; pixel++)
            weight += Weight(pixel - corner, size);
        return (float)weight / width;
    }
}
