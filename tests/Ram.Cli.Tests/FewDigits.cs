using Ram.Data;
using Ram.Tests.Data;

namespace Ram.Cli.Tests;

/// <summary>So few digits that a test trains in a blink.</summary>
internal static class FewDigits
{
    public static DigitSets Sets { get; } = RealDigits.Load(train: 96, validation: 24, test: 36);
}
