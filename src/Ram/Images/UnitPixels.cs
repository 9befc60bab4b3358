namespace Ram.Images;

/// <summary>Pixels as numbers in [0, 1], p / 255.</summary>
internal static class UnitPixels
{
    private static readonly float[] _values = [.. Enumerable.Range(0, 256).Select(pixel => pixel / 255f)];

    /// <summary>Converts as many pixels as there are bytes.</summary>
    public static void Fill(ReadOnlySpan<byte> bytes, Span<float> pixels)
    {
        ReadOnlySpan<float> values = _values;
        pixels = pixels[..bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
            pixels[i] = values[bytes[i]];
    }
}
