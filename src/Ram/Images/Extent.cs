namespace Ram.Images;

/// <summary>
/// The pixels that one cell of a patch covers along one axis, <c>[First, End)</c> from the patch's corner. The first and
/// the last may be covered in part: weights count in units of 1 / size of a pixel, in which all are whole numbers, a
/// whole pixel is <c>size</c> and a cell is <c>width</c>.
/// </summary>
/// <param name="First">The first pixel that the cell touches.</param>
/// <param name="End">The pixel after the last that the cell touches.</param>
/// <param name="CutBefore">What of the first pixel belongs to the cell before.</param>
/// <param name="CutAfter">What of the last pixel belongs to the cell after.</param>
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
