using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ram.Images;

/// <summary>
/// The sums of the <c>ratio x ratio</c> blocks of a patch, pixels outside the image counting as 0: first down the
/// columns, sixteen at a time, then along the row by halving.
/// </summary>
internal static class BlockSums
{
    /// <summary>So that a row of column sums fits the stack.</summary>
    private const int WidestWidth = 2048;

    /// <summary>The tallest block whose column sums fit 16 bits: 257 x 255 = 65535.</summary>
    private const int LargestRatio = 257;

    /// <summary>The largest ratio whose halved column sums fit 16 bits: 22 x 11 x 255 = 61710.</summary>
    private const int LargestHalvedRatio = 22;

    /// <summary>Whether patches of this width can be summed in whole blocks here.</summary>
    public static bool Supports(int size, int width) =>
        width % size == 0 && width <= WidestWidth && width / size <= LargestRatio;

    /// <summary>Writes the sums, <c>[size, size]</c>, of the blocks from (left, top) on.</summary>
    [SkipLocalsInit]
    public static void Compute(
        ReadOnlySpan<byte> plane, int height, int width, int top, int left, int size, int ratio, Span<int> sums)
    {
        int patchWidth = size * ratio;
        int firstColumn = Math.Max(-left, 0), endColumn = Math.Min(width - left, patchWidth);
        if (firstColumn >= endColumn)
        {
            sums.Clear();
            return;
        }
        Span<ushort> columns = stackalloc ushort[patchWidth], halves = stackalloc ushort[patchWidth / 2];
        columns[..firstColumn].Clear();
        columns[endColumn..].Clear();
        for (int i = 0; i < size; i++)
        {
            int firstRow = Math.Max(top + i * ratio, 0), endRow = Math.Min(top + (i + 1) * ratio, height);
            Span<int> row = sums.Slice(i * size, size);
            if (firstRow >= endRow)
            {
                row.Clear();
                continue;
            }
            AddRows(plane[(firstRow * width + left + firstColumn)..], width, endRow - firstRow,
                columns[firstColumn..endColumn]);
            AddColumns(columns, halves, ratio, row);
        }
    }

    // Each chunk is summed over all rows before it is stored, so that the last may overlap the one before.
    private static void AddRows(ReadOnlySpan<byte> pixels, int stride, int rows, Span<ushort> sums)
    {
        int length = sums.Length, x = 0;
        if (length >= 32)
        {
            for (; x < length - 32; x += 32)
                AddThirtyTwo(pixels, x, stride, rows, sums);
            AddThirtyTwo(pixels, length - 32, stride, rows, sums);
        }
        else if (length >= 16)
        {
            AddSixteen(pixels, 0, stride, rows, sums);
            AddSixteen(pixels, length - 16, stride, rows, sums);
        }
        else if (length >= 8)
        {
            AddEight(pixels, 0, stride, rows, sums);
            AddEight(pixels, length - 8, stride, rows, sums);
        }
        else
        {
            for (; x < length; x++)
                AddOne(pixels, x, stride, rows, sums);
        }
    }

    private static void AddThirtyTwo(ReadOnlySpan<byte> pixels, int x, int stride, int rows, Span<ushort> sums)
    {
        ref byte first = ref Chunk(pixels, x, stride, rows, 32);
        Vector512<ushort> sum = default;
        for (int at = 0; at < rows * stride; at += stride)
            sum += Vector512.WidenLower(Vector256.LoadUnsafe(ref first, (nuint)at).ToVector512Unsafe());
        sum.CopyTo(sums[x..]);
    }

    private static void AddSixteen(ReadOnlySpan<byte> pixels, int x, int stride, int rows, Span<ushort> sums)
    {
        ref byte first = ref Chunk(pixels, x, stride, rows, 16);
        Vector256<ushort> sum = default;
        for (int at = 0; at < rows * stride; at += stride)
            sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref first, (nuint)at).ToVector256Unsafe());
        sum.CopyTo(sums[x..]);
    }

    private static void AddEight(ReadOnlySpan<byte> pixels, int x, int stride, int rows, Span<ushort> sums)
    {
        ref byte first = ref Chunk(pixels, x, stride, rows, 8);
        Vector128<ushort> sum = default;
        for (int at = 0; at < rows * stride; at += stride)
        {
            ulong eight = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));
            sum += Vector128.WidenLower(Vector128.CreateScalarUnsafe(eight).AsByte());
        }
        sum.CopyTo(sums[x..]);
    }

    // Checks the bounds of the last row's chunk, and so of all: a 12x12x4 glimpse takes 1.4 us, with a check a row 1.7.
    private static ref byte Chunk(ReadOnlySpan<byte> pixels, int x, int stride, int rows, int length)
    {
        _ = pixels.Slice((rows - 1) * stride + x, length);
        return ref Unsafe.AsRef(in pixels[x]);
    }

    private static void AddOne(ReadOnlySpan<byte> pixels, int x, int stride, int rows, Span<ushort> sums)
    {
        int sum = 0;
        for (int row = 0; row < rows; row++)
            sum += pixels[row * stride + x];
        sums[x] = (ushort)sum;
    }

    private static void AddColumns(ReadOnlySpan<ushort> columns, Span<ushort> halves, int ratio, Span<int> sums)
    {
        while (ratio > 2 && ratio % 2 == 0 && ratio <= LargestHalvedRatio)
        {
            columns = Halve(columns, halves);
            ratio /= 2;
        }
        switch (ratio)
        {
            case 1:
                Widen(columns, sums);
                break;
            case 2:
                AddPairs(columns, sums);
                break;
            default:
                AddGroups(columns, ratio, sums);
                break;
        }
    }

    // May work in place: what is written has been read.
    private static ReadOnlySpan<ushort> Halve(ReadOnlySpan<ushort> columns, Span<ushort> halves)
    {
        halves = halves[..(columns.Length / 2)];
        int i = 0;
        for (; i <= halves.Length - 8; i += 8)
            Vector128.Narrow(Pairs(columns[(2 * i)..]), Pairs(columns[(2 * i + 8)..])).CopyTo(halves[i..]);
        for (; i < halves.Length; i++)
            halves[i] = (ushort)(columns[2 * i] + columns[2 * i + 1]);
        return halves;
    }

    private static void AddPairs(ReadOnlySpan<ushort> columns, Span<int> sums)
    {
        int i = 0;
        for (; i <= sums.Length - 4; i += 4)
            Pairs(columns[(2 * i)..]).AsInt32().CopyTo(sums[i..]);
        for (; i < sums.Length; i++)
            sums[i] = columns[2 * i] + columns[2 * i + 1];
    }

    // A pair of neighbours is the two halves of a uint, whichever comes first.
    private static Vector128<uint> Pairs(ReadOnlySpan<ushort> columns)
    {
        Vector128<uint> both = Vector128.Create(columns).AsUInt32();
        return (both & Vector128.Create(0xFFFFu)) + (both >>> 16);
    }

    private static void Widen(ReadOnlySpan<ushort> columns, Span<int> sums)
    {
        int i = 0;
        for (; i <= sums.Length - 8; i += 8)
            Vector256.WidenLower(Vector128.Create(columns[i..]).ToVector256Unsafe()).AsInt32().CopyTo(sums[i..]);
        for (; i < sums.Length; i++)
            sums[i] = columns[i];
    }

    private static void AddGroups(ReadOnlySpan<ushort> columns, int ratio, Span<int> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            int sum = 0;
            foreach (ushort column in columns.Slice(i * ratio, ratio))
                sum += column;
            sums[i] = sum;
        }
    }
}
