using System.Security.Cryptography;

namespace Ram.Data;

/// <summary>Digits, or other small images of one size, to train, choose and report on.</summary>
/// <param name="Name">What a result file calls the data, such as <c>MNIST</c>.</param>
/// <param name="Train">The digits that weights are trained on.</param>
/// <param name="Validation">The digits that settings and the best epoch are chosen on.</param>
/// <param name="Test">The digits that are reported on.</param>
public sealed record DigitSets(string Name, LabelledImages Train, LabelledImages Validation, LabelledImages Test)
{
    /// <summary>The SHA-256 of the pixels, then the labels of each set in turn, in hexadecimal.</summary>
    public string Checksum => field ??= ChecksumOf(Train, Validation, Test);

    /// <summary>What tells sets of images from all others: the SHA-256 of the pixels, then the labels of each in turn.</summary>
    public static string ChecksumOf(params ReadOnlySpan<LabelledImages> sets)
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
