using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ram.Torch;

/// <summary>
/// Loads libtorch and TorchSharp's own library from the folder of this assembly before anything here runs. TorchSharp
/// asks for them by name, and where a notebook loaded the assembly, or its folder is not the program's, the system does
/// not know where to look; a library that is loaded already is found by its name alone.
/// </summary>
internal static class NativeLibraries
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "No other code runs before the first use of TorchSharp.")]
    internal static void Load()
    {
        foreach (string name in (string[])["torch_cpu", "LibTorchSharp"])
            NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.AssemblyDirectory, out _);
    }
}
