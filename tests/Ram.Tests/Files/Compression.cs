using System.IO.Compression;

namespace Ram.Tests.Files;

/// <summary>Whole arrays through .NET's compressed streams.</summary>
internal static class Compression
{
    public static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Fastest) =>
        Through(content, target => new GZipStream(target, level, leaveOpen: true));

    public static byte[] Zlib(byte[] content, CompressionLevel level = CompressionLevel.Fastest) =>
        Through(content, target => new ZLibStream(target, level, leaveOpen: true));

    public static byte[] Expand(Stream compressed)
    {
        using (compressed)
        {
            var content = new MemoryStream();
            compressed.CopyTo(content);
            return content.ToArray();
        }
    }

    private static byte[] Through(byte[] content, Func<Stream, Stream> compress)
    {
        var target = new MemoryStream();
        using (var stream = compress(target))
            stream.Write(content);
        return target.ToArray();
    }
}
