using Ram.Data;

namespace Ram.Tests.Data;

/// <summary>The first few digits of MNIST.</summary>
internal static class RealDigits
{
    private static readonly Lazy<DigitSets> _mnist = new(() => Mnist.Load());

    public static DigitSets Load(int train, int validation, int test) => new(
        "few digits", _mnist.Value.Train.Slice(0, train), _mnist.Value.Validation.Slice(0, validation),
        _mnist.Value.Test.Slice(0, test));
}
