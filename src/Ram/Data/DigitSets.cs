namespace Ram.Data;

/// <summary>Digits to train, choose and report on, from MNIST or the library's own generator.</summary>
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
        _checksum = new(() => ImageChecksum.Of(Train, Validation, Test));
    }

    /// <summary>What a result file calls the data, such as <c>MNIST</c>.</summary>
    public string Name { get; }

    /// <summary>The digits that weights are trained on.</summary>
    public LabelledImages Train { get; }

    /// <summary>The digits that settings and the best epoch are chosen on.</summary>
    public LabelledImages Validation { get; }

    /// <summary>The digits that are reported on.</summary>
    public LabelledImages Test { get; }

    /// <summary>One of the three sets.</summary>
    public LabelledImages this[DataSplit split] => split switch
    {
        DataSplit.Train => Train,
        DataSplit.Validation => Validation,
        DataSplit.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };

    /// <summary>The SHA-256 of the pixels, then the labels of each set in turn, in hexadecimal.</summary>
    public string Checksum => _checksum.Value;
}
