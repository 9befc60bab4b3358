using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ram.Files;

/// <summary>
/// Reads and writes PNG (ISO/IEC 15948). Written are 8-bit grey and RGB; read is every colour type, bit depth and
/// interlace, reduced to 8-bit grey or RGB. Samples are interleaved: <c>[height, width, channels]</c>.
/// </summary>
public static class Png
{
    private const int HeaderLength = 13;

    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>
    /// Reads a PNG file. Grey becomes one channel; RGB and palettes become three. Samples of other depths are scaled
    /// to 0 … 255 and rounded; transparency is composited over black, which is what lies outside an image here too.
    /// Gamma and colour profiles are ignored.
    /// </summary>
    /// <exception cref="RamException">
    /// It cannot be read, breaks the format anywhere (bytes after its end included), or has over
    /// <see cref="PngImage.MaxPixels"/> pixels.
    /// </exception>
    public static PngImage Read(string path) => InputFile.Read(path, Read);

    /// <summary>Reads from the present position of <paramref name="stream"/> to its end, which must be the picture's.</summary>
    /// <param name="stream">The content; it stays open.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <inheritdoc cref="Read(string)"/>
    public static PngImage Read(Stream stream, string name) =>
        PngDecoder.Decode(PngChunks.Read(InputFile.ReadToEnd(stream, name), name));

    /// <summary>Writes a PNG file, aside and renamed.</summary>
    /// <inheritdoc cref="Encode"/>
    /// <exception cref="RamException">The file system refused.</exception>
    public static void Write(string path, int width, int height, int channels, ReadOnlySpan<byte> pixels) =>
        AtomicFile.Write(path, Encode(width, height, channels, pixels));

    /// <summary>Writes a PNG to <paramref name="stream"/>.</summary>
    /// <inheritdoc cref="Encode"/>
    public static void Write(Stream stream, int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Encode(width, height, channels, pixels));
    }

    /// <summary>The bytes of a PNG; the same pixels give the same bytes.</summary>
    /// <param name="width">Pixels a row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more; at most <see cref="PngImage.MaxPixels"/> pixels in all.</param>
    /// <param name="channels">1 (grey) or 3 (red, green, blue).</param>
    /// <param name="pixels">The samples, interleaved: <c>[height, width, channels]</c>.</param>
    /// <exception cref="ArgumentException">A size or the number of samples is not as said.</exception>
    public static byte[] Encode(int width, int height, int channels, ReadOnlySpan<byte> pixels)
    {
        PngImage.Check(width, height, channels, pixels.Length);
        var header = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(channels == 1 ? PngColour.Grey : PngColour.Rgb);

        var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR", header);
        WriteChunk(file, "IDAT", Deflate(pixels, width * channels));
        WriteChunk(file, "IEND", []);
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

    private static void WriteChunk(MemoryStream file, string type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        var start = (int)file.Length;
        file.Write(Encoding.ASCII.GetBytes(type));
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Append(0, file.GetBuffer().AsSpan(start, (int)file.Length - start)));
        file.Write(number);
    }
}
