using System.Buffers.Binary;

namespace Ram.Files;

/// <summary>PNG's colour types; their bits mean palette (1), colour (2) and alpha (4).</summary>
internal enum PngColour : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>One of the pictures that a PNG is stored as: pixels (X + i·StepX, Y + j·StepY) of the whole.</summary>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height);

/// <summary>The content of a PNG's IHDR chunk, checked.</summary>
internal sealed class PngHeader
{
    private const int Length = 13;

    private PngHeader(int width, int height, int bitDepth, PngColour colour, bool interlaced)
    {
        Width = width;
        Height = height;
        BitDepth = bitDepth;
        Colour = colour;
        Passes = interlaced ? Adam7() : [new PngPass(0, 0, 1, 1, width, height)];
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Bits a sample: 1, 2, 4, 8 or 16.</summary>
    public int BitDepth { get; }

    /// <summary>What the samples of a pixel are.</summary>
    public PngColour Colour { get; }

    /// <summary>The pictures in the order in which they are stored: one, or up to seven with Adam7 interlace.</summary>
    public IReadOnlyList<PngPass> Passes { get; }

    /// <summary>Whether a pixel's last sample is its opacity.</summary>
    public bool HasAlpha => Colour is PngColour.GreyAlpha or PngColour.Rgba;

    /// <summary>Channels of the decoded picture.</summary>
    public int Channels => Colour is PngColour.Grey or PngColour.GreyAlpha ? 1 : 3;

    /// <summary>Samples a pixel in the file.</summary>
    public int Samples => Colour == PngColour.Palette ? 1 : Channels + (HasAlpha ? 1 : 0);

    /// <summary>Bytes of all rows with their filter bytes, decompressed.</summary>
    public long InflatedLength => Passes.Sum(pass => pass.Height * (1L + RowLength(pass.Width)));

    /// <summary>Bytes of a row of <paramref name="width"/> pixels.</summary>
    public int RowLength(int width) => (int)(((long)width * Samples * BitDepth + 7) / 8);

    /// <summary>Checks and takes in the chunk's content.</summary>
    public static PngHeader Parse(ReadOnlySpan<byte> content, Func<string, RamException> invalid)
    {
        if (content.Length != Length)
            throw invalid($"its header has {content.Length} bytes, {Length} are allowed");
        var width = BinaryPrimitives.ReadUInt32BigEndian(content);
        var height = BinaryPrimitives.ReadUInt32BigEndian(content[4..]);
        if (width == 0 || height == 0 || (ulong)width * height > PngImage.MaxPixels)
            throw invalid($"it has {width} x {height} pixels, 1 x 1 up to {PngImage.MaxPixels} in all are allowed");
        if (!IsAllowed(content[9], content[8]))
            throw invalid($"colour type {content[9]} with bit depth {content[8]} does not exist");
        if (content[10] != 0 || content[11] != 0 || content[12] > 1)
            throw invalid(
                "its compression, filter and interlace methods are "
                + $"{content[10]}, {content[11]}, {content[12]}; 0, 0 and 0 or 1 are allowed");
        return new PngHeader((int)width, (int)height, content[8], (PngColour)content[9], content[12] == 1);
    }

    private static bool IsAllowed(byte colour, byte bitDepth) => (PngColour)colour switch
    {
        PngColour.Grey => bitDepth is 1 or 2 or 4 or 8 or 16,
        PngColour.Palette => bitDepth is 1 or 2 or 4 or 8,
        PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => bitDepth is 8 or 16,
        _ => false,
    };

    /// <summary>The seven pictures of an interlaced PNG, without those that a small one leaves empty.</summary>
    private List<PngPass> Adam7()
    {
        ReadOnlySpan<(int X, int Y, int StepX, int StepY)> grid =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        var passes = new List<PngPass>(grid.Length);
        foreach (var (x, y, stepX, stepY) in grid)
            if (x < Width && y < Height)
                passes.Add(new PngPass(x, y, stepX, stepY, (Width - x + stepX - 1) / stepX, (Height - y + stepY - 1) / stepY));
        return passes;
    }
}
