namespace Ram.Model;

/// <summary>The images that the rows of a workspace look at, several rollouts to an image.</summary>
/// <param name="Pixels">Images as bytes, <c>[images, channels, height, width]</c>.</param>
/// <param name="Start">Where the first image begins in <paramref name="Pixels"/>.</param>
/// <param name="Channels">1 for grey images, 3 for colour.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="RolloutsPerImage">M: rows M i to M i + M - 1 look at one image.</param>
/// <param name="Order">The image of those rows for each i; null for image i.</param>
internal readonly record struct ImageRows(
    byte[] Pixels, int Start, int Channels, int Height, int Width, int RolloutsPerImage = 1, int[]? Order = null)
{
    public int ImageSize => Channels * Height * Width;

    public ReadOnlySpan<byte> Of(int row)
    {
        int image = row / RolloutsPerImage;
        return Pixels.AsSpan(Start + (Order is null ? image : Order[image]) * ImageSize, ImageSize);
    }
}
