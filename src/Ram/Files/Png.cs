using System.Buffers.Binary;
using System.IO.Compression;

namespace Ram.Files;

/// <summary>Writes PNG (ISO/IEC 15948), 8-bit grey and RGB. Samples are interleaved: <c>[height, width, channels]</c>.</summary>
internal static class Png
{
    private static readonly uint[] _crc = [.. Enumerable.Range(0, 256).Select(value =>
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        return crc;
    })];

    /// <summary>The bytes of a PNG; the same pixels give the same bytes.</summary>
    /// <param name="width">Pixels a row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="channels">1 (grey) or 3 (red, green, blue).</param>
    /// <param name="pixels">The samples, interleaved: <c>[height, width, channels]</c>.</param>
    /// <exception cref="ArgumentException">A size or the number of samples is not as said.</exception>
    public static byte[] Encode(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "1 (grey) or 3 (colour) channels are allowed.");
        if ((long)width * height * channels != pixels.Length)
            throw new ArgumentException($"{pixels.Length} samples do not fill {height} x {width} x {channels}.");
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(channels == 1 ? 0 : 2);
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Deflate(pixels, width * channels));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Every row behind a zero, the filter "none".</summary>
    private static ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> pixels, int rowLength)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            for (; pixels.Length > 0; pixels = pixels[rowLength..])
            {
                zlib.WriteByte(0);
                zlib.Write(pixels[..rowLength]);
            }
        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        uint crc = ~0u;
        foreach (byte value in file.GetBuffer().AsSpan((int)file.Length - type.Length - content.Length, type.Length + content.Length))
            crc = _crc[(crc ^ value) & 0xFF] ^ crc >> 8;
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
