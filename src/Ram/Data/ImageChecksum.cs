using System.Security.Cryptography;

namespace Ram.Data;

/// <summary>What tells one set of images from any other.</summary>
public static class ImageChecksum
{
    /// <summary>The SHA-256 of the pixels, then the labels of each set in turn, in lower-case hexadecimal.</summary>
    public static string Of(params ReadOnlySpan<LabelledImages> sets)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LabelledImages set in sets)
        {
            hash.AppendData(set.Images.Pixels);
            hash.AppendData(set.Labels);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
