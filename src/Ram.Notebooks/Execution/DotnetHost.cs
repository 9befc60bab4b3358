namespace Ram.Notebooks.Execution;

/// <summary>Where the <c>dotnet</c> is that runs this very process.</summary>
internal static class DotnetHost
{
    public static string Path { get; } = Find();

    // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>, the host in <root>.
    private static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var runtime = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var host = System.IO.Path.GetFullPath(System.IO.Path.Combine(runtime, "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }
}
