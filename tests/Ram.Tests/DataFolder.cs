using System.Runtime.CompilerServices;
using Ram.Data;

namespace Ram.Tests;

/// <summary>
/// A relative RAM_DATA is meant from the project's folder, where the tests are called, and not from that of their
/// assembly, where they run and would be skipped for want of MNIST.
/// </summary>
internal static class DataFolder
{
    [ModuleInitializer]
    internal static void MakeAbsolute()
    {
        string? folder = Environment.GetEnvironmentVariable(Mnist.Variable);
        if (!string.IsNullOrWhiteSpace(folder))
            Environment.SetEnvironmentVariable(Mnist.Variable, Path.GetFullPath(folder, ProjectFolder.PathOf()));
    }
}
