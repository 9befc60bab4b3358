namespace Ram.Model;

/// <summary>The images that the rows of a workspace look at, several rollouts to an image.</summary>
/// <param name="Pixels">Images as bytes, <c>[images, channels, height, width]</c>.</param>
/// <param name="Start">Where the first image begins in <paramref name="Pixels"/>.</param>
/// <param name="Channels">1 for grey images, 3 for colour.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="RolloutsPerImage">M: rows M i to M i + M - 1 look at image i.</param>
internal readonly record struct ImageRows(
    byte[] Pixels, int Start, int Channels, int Height, int Width, int RolloutsPerImage = 1)
{
    public int ImageSize => Channels * Height * Width;

    public ReadOnlySpan<byte> Of(int row) =>
        Pixels.AsSpan(Start + row / RolloutsPerImage * ImageSize, ImageSize);
}
