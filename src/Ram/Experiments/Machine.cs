using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ram.Experiments;

/// <summary>
/// The machine that a figure was measured on: its processor, as far as the system tells it, the logical cores that the
/// process may use, the width of the kernels' vectors, the operating system and the .NET runtime.
/// </summary>
internal sealed record Machine(string Processor, int Cores, int VectorBits, string System, string Runtime)
{
    /// <summary>This machine.</summary>
    public static Machine Current { get; } = new(
        ProcessorName(), Environment.ProcessorCount, VectorWidth, RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    public static int VectorWidth =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string ProcessorName()
    {
        const string Linux = "/proc/cpuinfo";
        string? line = File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
