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

    /// <summary>The bytes of a PNG of 1 (grey) or 3 (colour) channels; the same pixels give the same bytes.</summary>
    /// <exception cref="ArgumentException">The channels or the number of samples are not as said.</exception>
    public static byte[] Encode(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        if (channels is not (1 or 3) || (long)width * height * channels != pixels.Length || pixels.IsEmpty)
            throw new ArgumentException($"{pixels.Length} samples do not fill {height} x {width} x {channels}, 1 or 3.");
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)(channels == 1 ? 0 : 2));
        var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']);
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
        foreach (byte value in (ReadOnlySpan<byte>)[.. type, .. content])
            crc = _crc[(crc ^ value) & 0xFF] ^ crc >> 8;
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
