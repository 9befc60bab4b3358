using System.Security.Cryptography;

namespace Ram.Data;

/// <summary>Digits, or other small images, to train, choose and report on.</summary>
public sealed class DigitSets
{
    private readonly Lazy<string> _checksum;

    /// <summary>Names three sets of images of one size.</summary>
    public DigitSets(string name, LabelledImages train, LabelledImages validation, LabelledImages test)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        (Name, Train, Validation, Test) = (name, train, validation, test);
        _checksum = new(() => ChecksumOf(Train, Validation, Test));
    }

    /// <summary>What a result file calls the data, such as <c>MNIST</c>.</summary>
    public string Name { get; }

    /// <summary>The digits that weights are trained on.</summary>
    public LabelledImages Train { get; }

    /// <summary>The digits that settings and the best epoch are chosen on.</summary>
    public LabelledImages Validation { get; }

    /// <summary>The digits that are reported on.</summary>
    public LabelledImages Test { get; }

    /// <summary>The SHA-256 of the pixels, then the labels of each set in turn, in hexadecimal.</summary>
    public string Checksum => _checksum.Value;

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
