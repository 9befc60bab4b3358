using Ram.Files;

namespace Ram.Figures.Rendering;

/// <summary>Images as data addresses.</summary>
internal static class PngData
{
    public static string Uri(ImageMark image) =>
        "data:image/png;base64," + Convert.ToBase64String(
            Png.Encode(image.PixelWidth, image.PixelHeight, image.Channels, Interleave(image)));

    private static byte[] Interleave(ImageMark image)
    {
        if (image.Channels == 1)
            return image.Pixels;
        int plane = image.PixelWidth * image.PixelHeight;
        byte[] pixels = new byte[image.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = image.Pixels[i % image.Channels * plane + i / image.Channels];
        return pixels;
    }
}
