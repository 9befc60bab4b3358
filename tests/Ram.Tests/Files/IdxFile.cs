using System.Buffers.Binary;
using System.IO.Compression;
using Ram.Files;

namespace Ram.Tests.Files;

/// <summary>Writes IDX, which the library only reads.</summary>
internal static class IdxFile
{
    /// <summary>Writes a file and makes its folder; gzip if its name ends in <c>.gz</c>.</summary>
    public static void Write(string path, IdxArray array)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(File.Create(path), CompressionLevel.SmallestSize)
            : File.Create(path);
        Write(stream, array);
    }

    /// <summary>Writes the raw format.</summary>
    public static void Write(Stream stream, IdxArray array)
    {
        byte[] header = new byte[4 + 4 * array.Dimensions.Length];
        (header[2], header[3]) = (0x08, (byte)array.Dimensions.Length);
        for (int i = 0; i < array.Dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), array.Dimensions[i]);
        stream.Write(header);
        stream.Write(array.Data);
    }
}
