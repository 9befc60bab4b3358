using System.Runtime.InteropServices;

namespace Ram.Experiments.Benchmarks;

/// <summary>What was measured on.</summary>
/// <param name="Cores">The cores that the process may use.</param>
/// <param name="VectorBits">The width of the kernels' vectors: 512, 256 or 128.</param>
/// <param name="Architecture">Such as <c>X64</c>.</param>
/// <param name="OperatingSystem">Its name and version.</param>
/// <param name="Runtime">The version of .NET.</param>
public sealed record Machine(
    int Cores, int VectorBits, string Architecture, string OperatingSystem, string Runtime)
{
    /// <summary>The machine that this runs on.</summary>
    public static Machine This { get; } = new(
        Environment.ProcessorCount, MachinePeak.VectorBits, RuntimeInformation.ProcessArchitecture.ToString(),
        RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription);
}
