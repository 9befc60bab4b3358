using Ram.Images;

namespace Ram.Tests;

/// <summary>PNG files in memory, read as people's pictures are.</summary>
internal static class EmbeddedPng
{
    /// <summary>The picture in three channels.</summary>
    public static ImageBatch Read(byte[] png)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, png);
            return Picture.Read(path).ToImage(3);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Red, green and blue in turn.</summary>
    public static byte[] Samples(byte[] png)
    {
        ImageBatch image = Read(png);
        int plane = image.Height * image.Width;
        return [.. Enumerable.Range(0, 3 * plane).Select(i => image.Pixels[i % 3 * plane + i / 3])];
    }
}
