using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Ram.Kernel;

/// <summary>Finds native libraries of an assembly that a cell loaded: beside it, or in its runtimes folder.</summary>
internal static class NativeLibraries
{
    private static readonly string _suffix =
        OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    // A distribution's own runtime says the distribution's name, and not the system's.
    private static readonly string _system =
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";

    private static readonly string[] _platforms = [RuntimeInformation.RuntimeIdentifier,
        $"{_system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", _system, "unix"];

    /// <summary>From now on, for every assembly that is loaded.</summary>
    public static void FindBesideAssemblies()
    {
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) =>
        {
            if (AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly) is not { } context)
                return;
            context.ResolvingUnmanagedDll -= Find;
            context.ResolvingUnmanagedDll += Find;
        };
    }

    private static nint Find(Assembly assembly, string name)
    {
        if (Path.GetDirectoryName(assembly.Location) is not { Length: > 0 } folder)
            return 0;
        string[] files = [name, name + _suffix, "lib" + name + _suffix];
        IEnumerable<string> folders =
            [folder, .. _platforms.Select(platform => Path.Combine(folder, "runtimes", platform, "native"))];
        return folders.SelectMany(_ => files, Path.Combine).Where(File.Exists)
            .Select(path => NativeLibrary.TryLoad(path, out nint handle) ? handle : 0)
            .FirstOrDefault(handle => handle != 0);
    }
}
