using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ram.Experiments;

/// <summary>The machine that a figure was measured on.</summary>
/// <param name="Processor">The processor's name, as far as the system tells it.</param>
/// <param name="Cores">The logical cores that the process may use.</param>
/// <param name="VectorBits">The width of the kernels' vectors: 512, 256 or 128.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
internal sealed record Machine(string Processor, int Cores, int VectorBits, string System, string Runtime)
{
    /// <summary>This machine.</summary>
    public static Machine Current { get; } = new(
        ProcessorName(), Environment.ProcessorCount, VectorWidth, RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    internal static int VectorWidth =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string ProcessorName() =>
        LinuxName() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? LinuxName()
    {
        const string Information = "/proc/cpuinfo";
        return !File.Exists(Information) ? null : File.ReadLines(Information)
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
    }
}
