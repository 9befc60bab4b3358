using Ram.Cli.Notebooks;
using Ram.Tests;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>How tests run notebooks: on the kernel that is built with them.</summary>
internal static class Runner
{
    public static RunnerOptions Options { get; } = new()
    {
        Kernel = ProjectFolder.PathOf("src", "Ram.Kernel", "bin", "Release", "net10.0", "Ram.Kernel.dll"),
    };
}
