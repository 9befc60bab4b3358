using Ram.Data;

namespace Ram.Tests;

/// <summary>A test that needs the real MNIST, skipped where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute() => Skip = MnistPresence.Reason;
}

/// <inheritdoc cref="MnistFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MnistTheoryAttribute : TheoryAttribute
{
    public MnistTheoryAttribute() => Skip = MnistPresence.Reason;
}

internal static class MnistPresence
{
    /// <summary>Why tests on MNIST are skipped, or null where it is found.</summary>
    public static string? Reason { get; } =
        Mnist.Find() is null ? $"MNIST is neither in {Mnist.Variable} nor in data/mnist; `ram data` fetches it." : null;
}
